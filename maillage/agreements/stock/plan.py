"""What a takeover would write, line by line, before anything is written."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from maillage.agreements.choices import TermName
from maillage.agreements.models import Agreement, Takeover
from maillage.agreements.stock import cells, matching
from maillage.agreements.stock.columns import COLUMNS, Field
from maillage.base.search import folded
from maillage.organisations.imports.likeness import Names
from maillage.organisations.imports.tables import MAX_CELL
from maillage.organisations.imports.values import BadCell, date_of
from maillage.organisations.models import Organisation, User
from maillage.territories.models import Territory

_Value = TypeVar("_Value")
SKIP, OTHER = "skip", "other"
_DAYS = (Field.SIGNED_ON, Field.NOTIFIED_ON, Field.EFFECT_ON, Field.ENDS_ON)
_TERMS: dict[Field, tuple[TermName, Callable[[str], str]]] = {
    Field.DURATION: (TermName.DURATION, cells.duration_of),
    Field.RENEWAL: (TermName.RENEWAL_MODE, cells.renewal_of),
    Field.NOTICE: (TermName.NOTICE_PERIOD, cells.duration_of),
}


class Outcome(StrEnum):
    """What becomes of a line."""

    CREATE = "create"
    DOUBT = "doubt"
    ERROR = "error"
    SKIP = "skip"


OUTCOMES: dict[Outcome, tuple[str, str, str]] = {  # word, icon, tone
    Outcome.ERROR: ("À corriger", "k-flaw", "late"),
    Outcome.DOUBT: ("Doublon possible", "k-due", "watch"),
    Outcome.CREATE: ("À reprendre", "i-plus-lg", "kept"),
    Outcome.SKIP: ("Laissée de côté", "k-waived", "quiet"),
}


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party as the tracker names it, the organisation that bears this name, or one that nearly does."""

    name: str
    organisation: Organisation | None
    near: str = ""


@dataclass(slots=True)
class Line:
    """A line of the tracker and what becomes of it."""

    number: int
    cells: dict[Field, list[str]]
    title: str = ""
    kind: str = ""
    reference: str = ""
    parties: list[NamedParty] = field(default_factory=list)
    territory: Territory | None = None
    days: dict[str, dt.date] = field(default_factory=dict)
    terms: dict[TermName, str] = field(default_factory=dict)
    files: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    twin: Agreement | None = None
    outcome: Outcome = Outcome.CREATE

    @property
    def state(self) -> dict[str, str]:
        """The outcome as the component "state" draws it."""
        word, icon, tone = OUTCOMES[self.outcome]
        return {"word": word, "icon": icon, "tone": tone}

    @property
    def words(self) -> str:
        """What the name of its file may say too."""
        return " ".join([self.title, self.reference, *(one.name for one in self.parties)])

    @property
    def party_ids(self) -> list[tuple[str, UUID | None]]:
        """The parties by name, and the organisation that each is tied to."""
        return [(one.name, one.organisation.pk if one.organisation else None) for one in self.parties]

    def told(self, of: Field) -> str:
        """The words of a cell."""
        return next(iter(self.cells.get(of, [])), "")

    def refuse(self, sentence: str, of: Field | None = None) -> None:
        """Add a problem: the line is not taken over."""
        self.problems.append(f"{COLUMNS[of].label} : {sentence}" if of else sentence)
        self.outcome = Outcome.ERROR

    def read(self, of: Field, reader: Callable[[str], _Value]) -> _Value | None:
        """A cell through its reader; empty is None, and a bad one is a problem of the line."""
        text = self.told(of)
        if not text:
            return None
        try:
            return reader(text)
        except BadCell as bad:
            self.refuse(bad.sentence, of)
            return None


@dataclass(frozen=True)
class Plan:
    """All lines, the files that no line takes, and how many lines have each outcome."""

    lines: list[Line]
    left_over: list[str]

    @property
    def counts(self) -> Counter[Outcome]:
        """How many lines have each outcome."""
        return Counter(line.outcome for line in self.lines)

    @property
    def writable(self) -> list[Line]:
        """The lines that a confirmation writes."""
        return [line for line in self.lines if line.outcome == Outcome.CREATE]

    @property
    def fingerprint(self) -> str:
        """Changes whenever what would be written changes: what was confirmed is what is written."""
        told = "\n".join(
            f"{one.number} {one.outcome} {one.title} {one.kind} {one.party_ids} "
            f"{sorted(one.days.items())} {sorted(one.terms.items())} {one.files}"
            for one in self.lines
        )
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def plan_of(takeover: Takeover, *, by: User, at: dt.datetime) -> Plan:
    """Read the tracker as it stands, in as many queries whatever its lines."""
    lines = [_line(number, row, takeover.columns) for number, row in takeover.lines[1:]]
    _name_parties(lines, takeover.organisation, by, at)
    _find_territories(lines)
    _find_twins(lines, by, at)
    left_over = _give_files(lines, takeover)
    for line in lines:
        choice = takeover.choices.get(str(line.number), "")
        if choice == SKIP:
            line.outcome, line.problems = Outcome.SKIP, []
        elif line.twin is not None and line.outcome == Outcome.CREATE and choice != OTHER:
            line.outcome = Outcome.DOUBT
    return Plan(lines, left_over)


def _line(number: int, row: list[str], columns: Mapping[str, str]) -> Line:
    told: dict[Field, list[str]] = {}
    for place, name in sorted(columns.items(), key=lambda item: int(item[0])):
        if name and int(place) < len(row) and row[int(place)]:
            told.setdefault(Field(name), []).append(row[int(place)])
    line = Line(number, told)
    for of, texts in told.items():
        if any(text.startswith("=") for text in texts):
            line.refuse("la cellule contient une formule : remplacez-la par sa valeur.", of)
        elif any(len(text) > MAX_CELL for text in texts):
            line.refuse(f"la cellule dépasse {MAX_CELL} signes.", of)
    line.title = line.told(Field.TITLE)[:300]
    if not line.title:
        line.refuse("la cellule est vide : un accord a un titre.", Field.TITLE)
    line.kind = line.read(Field.KIND, cells.kind_of) or cells.kind_from_title(line.title)
    line.reference = line.told(Field.REFERENCE)[:80]
    line.days = {of.value: day for of in _DAYS if (day := line.read(of, date_of))}
    line.terms = {name: value for of, (name, reader) in _TERMS.items() if (value := line.read(of, reader))}
    first, last = line.days.get(Field.EFFECT_ON), line.days.get(Field.ENDS_ON)
    if first and last and last < first:
        line.refuse("elle précède la prise d’effet.", Field.ENDS_ON)
    return line


def _name_parties(lines: list[Line], own: Organisation, by: User, at: dt.datetime) -> None:
    """Tie the names to organisations that bear them; one that is only near is told, not tied.

    A tracker names the partners: whose tracker it is is a party as well.
    """
    rows = Organisation.objects.visible_to(by, at=at).active().only("pk", "kind", "name", "short_name", "other_names")
    known: dict[str, list[Organisation]] = {}
    near: Names[UUID] = Names()
    labels: dict[UUID, str] = {}
    for row in rows.order_by("pk"):
        labels[row.pk] = row.name
        for name in {row.name, row.short_name, *row.other_names.split(" / ")} - {""}:
            known.setdefault(folded(name), []).append(row)
            near.add(row.pk, name)
    for line in lines:
        for cell in line.cells.get(Field.PARTIES, []):
            for name in cells.parties_of(cell):
                line.parties.append(_party(name[:300], known, near, labels))
        if not line.parties:
            line.notes.append("Aucun partenaire n’est nommé : vous l’ajouterez à la relecture.")
        if own.pk not in {one.organisation.pk for one in line.parties if one.organisation}:
            line.parties.insert(0, NamedParty(own.name, own))


def _party(
    name: str, known: Mapping[str, list[Organisation]], near: Names[UUID], labels: Mapping[UUID, str]
) -> NamedParty:
    same = known.get(folded(name), [])
    if len(same) == 1:
        return NamedParty(name, same[0])
    alike = near.near(name, most=1)
    return NamedParty(name, None, labels[alike[0][0]] if alike else "")


def _find_territories(lines: list[Line]) -> None:
    wanted = {folded(text): text for line in lines if (text := line.told(Field.TERRITORY))}
    found: dict[str, list[Territory]] = {}
    rows = (
        Territory.objects.filter(sorted_name__in=list(wanted), to_on__isnull=True)
        if wanted
        else Territory.objects.none()
    )
    for row in rows.order_by("pk"):
        found.setdefault(row.sorted_name, []).append(row)
    for line in lines:
        text = line.told(Field.TERRITORY)
        same = found.get(folded(text), []) if text else []
        if len(same) == 1:
            line.territory = same[0]
        elif text:
            line.notes.append(
                f"Le territoire « {text} » {'a des homonymes' if same else 'n’est pas connu'} : il n’est pas repris."
            )


def _find_twins(lines: list[Line], by: User, at: dt.datetime) -> None:
    """An agreement that the user sees under the same title or reference is perhaps the same; so is an earlier line."""
    titles = {folded(line.title) for line in lines}
    references = {line.reference for line in lines} - {""}
    mine = Agreement.objects.mine(by, at=at).only("pk", "title", "reference", "folded")
    by_title: dict[str, Agreement] = {}
    by_reference: dict[str, Agreement] = {}
    for row in mine.order_by("pk").iterator():
        if folded(row.title) in titles:
            by_title.setdefault(folded(row.title), row)
        if row.reference in references:
            by_reference.setdefault(row.reference, row)
    seen: dict[tuple[str, str, str], int] = {}
    for line in lines:
        same_title = by_title.get(folded(line.title)) if not line.reference else None
        line.twin = by_reference.get(line.reference) or same_title
        told = (folded(line.title), line.reference, str(sorted(line.days.items())))
        first = seen.setdefault(told, line.number)
        if first != line.number and line.title:
            line.refuse(f"la ligne {first} dit la même chose : gardez une seule des deux.")


def _give_files(lines: list[Line], takeover: Takeover) -> list[str]:
    """Files given by hand first, then by name; what nobody takes is listed."""
    pool: dict[str, str] = takeover.files.get("pool", {})
    given: dict[str, list[str]] = takeover.files.get("given", {})
    by_hand = {key for keys in given.values() for key in keys}
    free = {key: name for key, name in pool.items() if key not in by_hand}
    asked = {
        line.number: (line.cells.get(Field.FILE, []), line.words) for line in lines if str(line.number) not in given
    }
    found = matching.match(asked, free)
    taken = set(by_hand)
    for line in lines:
        keys = given.get(str(line.number), found.get(line.number, []))
        line.files = [(key, pool[key]) for key in keys if key in pool]
        taken.update(keys)
        named = line.cells.get(Field.FILE, [])
        if named and not line.files:
            line.notes.append(f"Le fichier « {named[0][:100]} » n’est pas parmi ceux que vous avez déposés.")
        elif not line.files:
            line.notes.append("Sans texte : l’accord sera repris, et son original demandé.")
    return sorted(name for key, name in pool.items() if key not in taken)
