"""The sentences that may say a term: those of the body and the annexes, each with the heading of its article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from maillage.foundations import rx
from maillage.foundations.records import T, dataclass
from maillage.reading.model import Found, Span
from maillage.reading.recognise.calibration import confidence
from maillage.reading.segment.units import Structure

_NOUN = r"(?:convention|charte|protocole|contrat|accord|avenant|partenariat|texte|statuts)"
# How a sentence speaks of the agreement itself.
_IT = rx.compile(
    rf"(?:presente?s?|cette|ce|ladite|ledit)\s+(?:\w+\s+)?{_NOUN}|"
    rf"(?:la|le|l'|de)\s*{_NOUN}(?:\s+(?:est|prend|entre|peut|pourra|sera|a|de\s+partenariat)\b|\s*,)|^\W*"
    r"(?:elle|il|celle-ci|celui-ci)\s+(?:est|prend|entre|peut|pourra|sera|a|se)\b|^\W*(?:date\s+d'effet|duree)\b"
)
_HEADED = rx.compile(r"duree|effet|entree\s+en\s+vigueur|validite|renouvel|reconduct|resiliation|denonciation")


@dataclass(eq=False, repr=False)
class Sentence:
    """A sentence: where it stands, its folded words, and the folded heading of its article."""

    span: Span
    words: str
    heading: str

    @cached_property
    def is_about_agreement(self) -> bool:
        """Whether it speaks of the agreement, or stands under a heading that does ("Durée", "Résiliation")."""
        return bool(_IT.search(self.words) or _HEADED.search(self.heading))

    def at(self, start: int, end: int) -> Span:
        """The span in the text of offsets in the sentence."""
        return self.span[0] + start, self.span[0] + end


class Sentences:
    """The sentences of a text that may say its terms, in order."""

    def __init__(self, structure: Structure) -> None:
        self.view = structure.view
        self.folded = structure.view.folded
        self._all = list(self._read(structure))

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self._all)

    def found(self, value: T, span: Span, rule: str) -> Found[T]:
        """A value with the words that it rests on; ``rule`` is the sort of finding (see :mod:`.calibration`)."""
        return Found(value, self.view.trim(span), confidence("term", rule))

    def _read(self, structure: Structure) -> Iterator[Sentence]:
        for unit in structure.units:
            if unit.kind in ("void", "heading"):
                continue
            if unit.zone in ("contents", "recital", "cover", "parties", "preamble"):
                continue
            heading = self.folded[slice(*structure.units[unit.above[-1]].span)] if unit.above else ""
            for span in structure.sentences(unit):
                yield Sentence(span, self.folded[slice(*span)], heading)
