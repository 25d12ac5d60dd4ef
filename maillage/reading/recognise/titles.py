"""The title of a text, and the kind of agreement that it makes."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.reading.segment.units import Structure

# Each kind and the folded words that name it; of two in a title the one that stands first, then the first here.
_WORDS = (
    ("avenant", r"avenants?\b"),
    ("cpom", r"contrat\s+pluriannuel\s+d'objectifs\s+et\s+de\s+moyens|\bcpom\b"),
    ("com", r"(?:convention|contrat)\s+(?:\w+\s+){0,3}d'objectifs\s+et\s+de\s+moyens"),
    ("statuts", r"statuts\b|convention\s+constitutive|statuts\s+type"),
    ("protocole", r"prot?o?cole\b|protcole"),
    ("convention", r"conventions?\b"),
    ("contrat", r"contrats?\b"),
    ("charte", r"chart(?:r)?es?\b"),
    ("autre", r"accord|pacte|entente|engagement\s+reciproque|lettre\s+d'engagement"),
)
_NAMED = tuple((kind, rx.compile(rf"\b(?:{words})")) for kind, words in _WORDS)
# "La présente convention": how a text calls itself.
_CALLS_ITSELF = tuple(
    (kind, rx.compile(rf"present(?:e)?s?\s+(?:{words})")) for kind, words in _WORDS if kind not in ("cpom", "com")
)
# Kinds whose words, near the beginning of a title, win over "convention" or "contrat" before them.
_SPECIAL = {"avenant": 30, "cpom": 30, "com": 30, "statuts": 80}
_NOT_A_TITLE = rx.compile(r"(?:article\s+)?annexe?[\w .°-]{0,40}|article\s*|\(?modele\)?|projet|logo\w*")


def read_title(structure: Structure) -> str | None:
    """The title as written: the line of the cover that names a kind, with those that go on with it."""
    lines = _cover(structure)
    if not lines:
        return None
    first = next((index for index, line in enumerate(lines) if _names_a_kind(line)), 0)
    taken = [lines[first]]
    for line in lines[first + 1 :]:
        if not (line.isupper() and taken[-1].isupper()) and not line[:1].islower():
            break
        taken.append(line)
    return " ".join(taken)


def _cover(structure: Structure) -> list[str]:
    """The first lines of the cover, or a heading before the first article, without the number of an annex."""
    view = structure.view
    lines: list[str] = []
    for unit in structure.units[:14]:
        if unit.kind == "void":
            continue
        is_heading = unit.kind == "heading" and unit.zone == "body" and unit.word != "article"
        if unit.zone != "cover" and (lines or not is_heading):
            break
        words = view.quote(unit.span)
        if len(words) > 260 or _NOT_A_TITLE.fullmatch(" ".join(view.folded[slice(*unit.span)].split())):
            if lines:
                break
            continue
        lines.append(words)
        if sum(map(len, lines)) > 200:
            break
    return lines


def _names_a_kind(line: str) -> bool:
    return any(pattern.search(" ".join(line.lower().split())) for _, pattern in _NAMED)


def kind_of_title(title: str, head: str) -> str | None:
    """The kind that a folded title names, else the head of the text; None when neither names one."""
    for words in (title, head[:240]):
        found = [
            (match.start(), rank, kind)
            for rank, (kind, pattern) in enumerate(_NAMED)
            if (match := pattern.search(words))
        ]
        special = [entry for entry in found if entry[0] < _SPECIAL.get(entry[2], 0)]
        among = special or [entry for entry in found if entry[2] not in ("avenant", "cpom")]
        if among:
            return min(among)[2]
    return None


def kind_inside(folded: str) -> str:
    """The kind by which a folded text calls itself most often; ``autre`` when it never does."""
    times = {kind: len(pattern.findall(folded)) for kind, pattern in _CALLS_ITSELF}
    most = max(times, key=lambda kind: times[kind])
    return most if times[most] else "autre"
