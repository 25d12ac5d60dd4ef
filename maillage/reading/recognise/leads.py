"""The lead-ins of a text. Reads: a structure and the lead-ins met so far. Writes: which of them is open at a unit."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.reading.recognise.actors import NOBODY, Bearers
from maillage.reading.recognise.lead_ins import LeadIn, continues_act, is_act
from maillage.reading.segment.units import Structure, Unit

# "Par le médecin, ...": an item that names its own agent, under a passive without one.
_BY_SOMEBODY = rx.compile(r"par\s+(?=l'|le\s|la\s|les\s)")
_TO_DO = rx.compile(
    r"a\s+(?:ne\s+(?:pas|plus)\s+)?(?:(?:s'|se\s|l[ea]s?\s|l'|lui\s|leur\s|en\s|y\s)\s*)?\w+(?:er|ir|re)\b|"
    r"a\s+ce\s+que\b"
)
_INFINITIVE = rx.compile(r"(?:ne\s+pas\s+)?(?:(?:s'|se\s)\s*)?[a-z-]{3,}(?:er|ir|oir|re)\b")
_GOES_ON = rx.compile(r"a\s+(?:ne\s|ce\s+que|\w+(?:er|ir|re)\b)")


class Leads:
    """The lead-ins met so far, by the index of their unit, and the items of each list.

    ``pending`` is that of a phrase ended by a colon, whose acts stand below as paragraphs ("à assurer ...").
    """

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.known: dict[int, LeadIn] = {}
        self.pending: LeadIn | None = None
        self.items: dict[int, list[int]] = {}
        for index, unit in enumerate(structure.units):
            if unit.lead is not None:
                self.items.setdefault(unit.lead, []).append(index)

    def open_at(self, index: int) -> LeadIn | None:
        """The lead-in whose act stands at a unit: over an item, or above a paragraph that goes on with it."""
        unit = self.structure.units[index]
        return self._over_item(unit) if unit.kind == "item" else self._over_paragraph(index, unit)

    def above(self, unit: Unit) -> LeadIn | None:
        """The nearest heading of undertakings over a unit."""
        return next((lead for index in reversed(unit.above) if (lead := self.known.get(index))), None)

    def bearers_above(self, unit: Unit) -> Bearers:
        """Those whose undertakings the headings over a unit announce."""
        lead = self.above(unit)
        return lead.bearers if lead else NOBODY

    def _over_item(self, unit: Unit) -> LeadIn | None:
        lead = self.known.get(unit.lead) if unit.lead is not None else None
        if lead is None or unit.lead is None:
            return None
        words = self.structure.folded_of(unit)
        acts = lead.heading or is_act(words) or (lead.binds and continues_act(words))
        return lead if acts or self._share_of_acts(self.items[unit.lead]) > 0.5 else None

    def _over_paragraph(self, index: int, unit: Unit) -> LeadIn | None:
        words = self.structure.folded_of(unit)
        if unit.zone == "body" and _BY_SOMEBODY.match(words) and self._after_colon(index):
            return LeadIn(NOBODY, False)
        if self.pending and _TO_DO.match(words):
            return self.pending
        above = self.above(unit)
        return above if above and _INFINITIVE.match(words) and is_act(words) else None

    def announces_acts(self, index: int, lead: LeadIn) -> bool:
        """Whether most items under a unit are acts, or go on with the verb of its lead-in."""
        near = [item for item in self.items[index] if item < index + 40]
        return self._share_of_acts(near, goes_on=lead.binds) > 0.5

    def each_by_somebody(self, index: int) -> bool:
        """Whether at least half of the items under a unit name their own agent ("Par le médecin, ...")."""
        items = [self.structure.folded_of(self.structure.units[item]) for item in self.items.get(index, ())]
        named = sum(_BY_SOMEBODY.match(words) is not None for words in items)
        return named > 0 and named * 2 >= len(items)

    def act_below(self, index: int) -> bool:
        """Whether the paragraph below goes on with "à" and an infinitive."""
        below = self._paragraph_below(index)
        return below is not None and _GOES_ON.match(self.structure.folded_of(below)) is not None

    def colon_below(self, index: int) -> bool:
        """Whether the paragraph below goes on, itself ended by a colon."""
        below = self._paragraph_below(index)
        return below is not None and self.structure.ends_with_colon(below)

    def _paragraph_below(self, index: int) -> Unit | None:
        below = self.structure.units[index + 1] if index + 1 < len(self.structure.units) else None
        return below if below and below.kind == "paragraph" else None

    def _after_colon(self, index: int) -> bool:
        """Whether a paragraph ended by a colon stands above in the same article."""
        units = self.structure.units
        return any(
            self.structure.ends_with_colon(unit)
            for unit in units[max(0, index - 40) : index]
            if unit.article == units[index].article and unit.kind == "paragraph"
        )

    def _share_of_acts(self, items: list[int], *, goes_on: bool = False) -> float:
        words = [self.structure.folded_of(self.structure.units[item]) for item in items]
        acts = sum(is_act(each) or (goes_on and continues_act(each)) for each in words)
        return acts / len(words) if words else 0.0
