"""The reading of an agreement as its page shows it: findings and defects in groups, filtered, numbered, counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from maillage.agreements.choices import DefectState, FindingSort, FindingState, MentionKind, Severity
from maillage.agreements.finding_words import label_of, title_of
from maillage.agreements.models import Agreement, Defect, Finding, Objection
from maillage.agreements.state_words import DEFECT, FINDING, SEVERITY, Shown

_Row = TypeVar("_Row", Finding, Defect)

SURE = 0.9
KEY_LENGTH = 10  # of the random end of the identifier: short enough for a page that bears it a thousand times
CONTESTED = Shown("Contesté", "k-disputed", "talk")
ADRIFT = Shown("À revoir", "k-due", "watch")
DEFECTS = "defauts"

GROUPS: dict[str, str] = {
    "genre": "Genre et titre",
    "parties": "Parties",
    "engagements": "Engagements",
    "termes": "Termes",
    "instances": "Instances",
    "garants": "Garants",
    "principes": "Principes, objectifs, thèmes",
    "references": "Références",
    "montants": "Montants et dates",
    "blancs": "Blancs à remplir",
    "signataires": "Signataires",
    DEFECTS: "Défauts du texte",
}
_RANKS = {name: rank for rank, name in enumerate(GROUPS)}
_OF_SORT = {
    FindingSort.KIND: "genre",
    FindingSort.TITLE: "genre",
    FindingSort.PARTY: "parties",
    FindingSort.COMMITMENT: "engagements",
    FindingSort.TERM: "termes",
    FindingSort.SIGNATORY: "signataires",
}
_OF_KIND = {
    MentionKind.BODY: "instances",
    MentionKind.GUARANTOR: "garants",
    MentionKind.PRINCIPLE: "principes",
    MentionKind.OBJECTIVE: "principes",
    MentionKind.THEME: "principes",
    MentionKind.AMOUNT: "montants",
    MentionKind.DATE: "montants",
    MentionKind.BLANK: "blancs",
}


def key_of(pk: UUID) -> str:
    """How a page names a row: the end of its identifier."""
    return pk.hex[-KEY_LENGTH:]


def group_of(sort: str, value: Mapping[str, object]) -> str:
    """The group under which a finding is listed."""
    if sort == FindingSort.MENTION:
        return _OF_KIND.get(value.get("kind"), "references")  # type: ignore[call-overload,no-any-return]
    return _OF_SORT[FindingSort(sort)]


@dataclass
class Item:
    """A finding or a defect in the list of the page: only what the list needs of its row was read.

    ``number`` is its rank in the order that was chosen; ``is_here``: its words are those of the current text.
    """

    row: Finding | Defect
    group: str
    parties: Mapping[str, str]
    is_here: bool = True
    is_contested: bool = False
    number: int = 0

    @property
    def key(self) -> str:
        """How the page names it."""
        return key_of(self.row.pk)

    @property
    def is_defect(self) -> bool:
        """Whether it is a defect of the text."""
        return isinstance(self.row, Defect)

    @property
    def confidence(self) -> float | None:
        """How sure the machine was."""
        return self.row.confidence if isinstance(self.row, Finding) else None

    @property
    def is_waiting(self) -> bool:
        """Whether somebody must look at it."""
        if isinstance(self.row, Defect):
            return self.row.state == DefectState.OPEN
        is_lost = self.row.is_adrift and self.row.state != FindingState.SET_ASIDE
        return self.row.state == FindingState.TO_CHECK or is_lost or self.is_contested

    @cached_property
    def shown(self) -> Shown:
        """Its state: a word, an icon, a tone."""
        if isinstance(self.row, Defect):
            is_open = self.row.state == DefectState.OPEN
            return SEVERITY[Severity(self.row.severity)] if is_open else DEFECT[DefectState(self.row.state)]
        if self.is_contested:
            return CONTESTED
        if self.row.is_adrift and self.row.state != FindingState.SET_ASIDE:
            return ADRIFT
        return FINDING[FindingState(self.row.state)]

    @cached_property
    def title(self) -> str:
        """It in a few words."""
        if isinstance(self.row, Defect):
            return self.row.message
        return title_of(self.row.sort, self.row.value, self.parties)

    @property
    def label(self) -> str:
        """What it is."""
        return "Défaut" if isinstance(self.row, Defect) else label_of(self.row.sort, self.row.value)


@dataclass(frozen=True)
class Group:
    """Items under one name."""

    name: str
    label: str
    items: list[Item]

    @property
    def waiting(self) -> int:
        """How many of them wait."""
        return sum(one.is_waiting for one in self.items)


@dataclass(frozen=True)
class Chosen:
    """What the address of the page asks to see."""

    group: str = ""
    state: str = ""
    confidence: str = ""
    by_text: bool = False

    def takes(self, item: Item) -> bool:
        """Whether an item is among those asked for."""
        if self.group and item.group != self.group:
            return False
        if self.state and not _in_state(item, self.state):
            return False
        if self.confidence:
            is_sure = item.confidence is not None and item.confidence >= SURE
            return is_sure == (self.confidence == "sure")
        return True


@dataclass
class Sheet:
    """All that was read of an agreement. ``parties`` are the names of the parties by the key that commitments use."""

    items: list[Item]
    chosen: Chosen
    parties: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def shown(self) -> list[Item]:
        """Those that were asked for."""
        return [one for one in self.items if self.chosen.takes(one)]

    @cached_property
    def groups(self) -> list[Group]:
        """Those asked for, under the name of their group; all under one in the order of the text."""
        if self.chosen.by_text:
            return [Group("texte", "Dans l’ordre du texte", self.shown)] if self.shown else []
        sorted_out: dict[str, list[Item]] = {}
        for one in self.shown:
            sorted_out.setdefault(one.group, []).append(one)
        return [Group(name, GROUPS[name], rows) for name, rows in sorted_out.items()]

    @cached_property
    def findings(self) -> list[Item]:
        """Without the defects."""
        return [one for one in self.items if not one.is_defect]

    @property
    def to_check(self) -> int:
        """How many findings wait (what is contested is counted apart)."""
        return sum(one.is_waiting and not one.is_contested for one in self.findings)

    @property
    def defects(self) -> int:
        """How many defects are open."""
        return sum(one.is_waiting for one in self.items if one.is_defect)

    @property
    def contested(self) -> int:
        """How many findings are contested."""
        return sum(one.is_contested for one in self.findings)

    def sure(self, least: float | None, group: str = "") -> int:
        """How many findings wait that a machine was at least so sure of (all of them, without ``least``)."""
        return sum(one.is_waiting and is_sure(one.row, least) for one in self.findings if group in ("", one.group))

    def find(self, key: str) -> Item | None:
        """The item that the page names so."""
        return next((one for one in self.items if one.key == key), None)

    def first(self) -> Item | None:
        """Where to begin: the first that waits among those asked for, else the first of them."""
        return next((one for one in self.shown if one.is_waiting), next(iter(self.shown), None))

    def neighbours(self, item: Item | None) -> tuple[Item | None, Item | None]:
        """The one before and the one after, among those asked for."""
        if item is None:
            return None, None
        before = [one for one in self.shown if one.number < item.number]
        after = [one for one in self.shown if one.number > item.number]
        return (before[-1] if before else None), (after[0] if after else None)

    def next_waiting(self, item: Item) -> Item | None:
        """The next that waits: after it among those asked for, before it, then anywhere."""
        after = [one for one in self.shown if one.number > item.number]
        candidates = [*after, *self.shown, *self.items]
        return next((one for one in candidates if one.is_waiting and one.key != item.key), None)


def is_sure(row: Finding | Defect, least: float | None) -> bool:
    """Whether a finding may be accepted with others: it waits for its first decision, its words are in place."""
    if isinstance(row, Defect) or row.state != FindingState.TO_CHECK or row.is_adrift:
        return False
    return least is None or (row.confidence is not None and row.confidence >= least)


def sheet_of(agreement: Agreement, chosen: Chosen | None = None) -> Sheet:
    """What was read of an agreement: three queries, whatever its length."""
    chosen = chosen or Chosen()
    findings = list(_rows(Finding, agreement, "sort", "key", "value", "confidence"))
    defects = list(_rows(Defect, agreement, "severity", "message"))
    contested = set(open_objections_of(agreement).values_list("finding_id", flat=True))
    parties = party_names(findings)
    items = [
        Item(one, group_of(one.sort, one.value), parties, one.is_here, one.pk in contested)  # type: ignore[attr-defined]
        for one in findings
    ]
    items += [Item(one, DEFECTS, parties, one.is_here) for one in defects]  # type: ignore[attr-defined]
    items.sort(key=_by_text if chosen.by_text else _by_group)
    for number, item in enumerate(items, start=1):
        item.number = number
    return Sheet(items, chosen, parties)


def _rows(model: type[_Row], agreement: Agreement, *names: str) -> QuerySet[_Row]:
    """Rows with the columns that the list needs: identifiers are dear to read by the thousand."""
    is_here = ExpressionWrapper(Q(expression__superseded_at__isnull=True), BooleanField())
    rows = model._default_manager.filter(agreement=agreement).annotate(is_here=is_here)  # noqa: SLF001 documented
    return rows.only("pk", "position", "state", "is_adrift", "start", "end", *names).order_by("position", "pk")


def open_objections_of(agreement: Agreement) -> QuerySet[Objection]:
    """What parties contest and nobody has settled."""
    return Objection.objects.filter(finding__agreement=agreement, settled_at__isnull=True)


def party_names(findings: Iterable[Finding]) -> dict[str, str]:
    """The names of the parties that were read, by the key that commitments name them with."""
    return {
        one.key or str(one.pk): title_of(one.sort, one.value, {})
        for one in findings
        if one.sort == FindingSort.PARTY and one.state != FindingState.SET_ASIDE
    }


def _by_group(item: Item) -> tuple[int, int, int, str]:
    start = item.row.start
    return (_RANKS[item.group], -1 if start is None else start, item.row.position, item.row.pk.hex)


def _by_text(item: Item) -> tuple[int, int, int, str]:
    start = item.row.start
    return (-1 if start is None else start, _RANKS[item.group], item.row.position, item.row.pk.hex)


def _in_state(item: Item, state: str) -> bool:
    row = item.row
    if state == "waiting":
        return item.is_waiting
    if state == "contested":
        return item.is_contested
    if state == "adrift":
        return row.is_adrift
    if isinstance(row, Defect):
        return {DefectState.SET_ASIDE: "set_aside", DefectState.MENDED: "corrected"}.get(
            DefectState(row.state)
        ) == state
    return row.state == state
