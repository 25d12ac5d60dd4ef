"""The margin: what lives in the words of a text, as notes for one reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from maillage.agreements.choices import Binding, DefectState, MentionKind, Severity, Strength, TermName
from maillage.agreements.models import Agreement, Defect, Mention, Party, Term
from maillage.agreements.queries.commitments import Owed
from maillage.agreements.queries.knots import Board
from maillage.agreements.queries.moments import Moment, moment_of
from maillage.agreements.rendering import Note, reference
from maillage.agreements.standing import Standing
from maillage.agreements.state_words import SEVERITY
from maillage.reading.output import words

NBSP = "\u00a0"
_LONGEST, _TITLE = 160, 60
_TERM_VALUES = {
    "last_signature": "à la dernière signature",
    "notification": "à sa notification",
    "fixed_date": "à une date fixe",
    "other": "à l’événement que dit le texte",
    "tacit": "tacite",
    "express": "expresse",
    "none": "aucune",
    "registered_letter": "lettre recommandée",
    "written": "par écrit",
    "amendment": "par avenant",
    "true": "d’abord à l’amiable",
    "false": "non",
}
_RHYTHMS = {TermName.AMENDMENT_PERIODICITY, TermName.EVALUATION_PERIODICITY}
_MENTIONS = {  # kind: kind of note, icon, tab, is minor
    MentionKind.BODY: ("acteurs", "i-people", "agreements:terms", False),
    MentionKind.GUARANTOR: ("acteurs", "i-shield-check", "agreements:parties", False),
    MentionKind.PRINCIPLE: ("principes", "i-signpost-split", "agreements:principles", False),
    MentionKind.OBJECTIVE: ("principes", "i-signpost-split", "agreements:principles", False),
    MentionKind.THEME: ("principes", "i-signpost-split", "agreements:principles", True),
    MentionKind.AMOUNT: ("termes", "i-journal-text", "", True),
    MentionKind.DATE: ("termes", "i-calendar-event", "", True),
    MentionKind.LAW: ("references", "i-journal-text", "agreements:links", True),
    MentionKind.FRAMEWORK: ("references", "i-journal-text", "agreements:links", True),
    MentionKind.ARTICLE: ("references", "i-link-45deg", "", True),
    MentionKind.ANNEX: ("references", "i-link-45deg", "", True),
    MentionKind.AGREEMENT: ("references", "i-link-45deg", "agreements:links", True),
    MentionKind.BLANK: ("relecture", "k-flaw", "", True),
}
_INSIDE = {MentionKind.ARTICLE: "art_", MentionKind.ANNEX: "annex_"}  # references that lead to a place of this text

_PLACED = ("expression_id", "start", "end", "is_adrift")

Rows = tuple[list[Note], list[Note]]


def margin_of(board: Board, expression_id: UUID) -> Rows:
    """The notes that rest on words of the expression, and those whose words must be looked for again."""
    standing, moment = board.standing, moment_of(board.standing)
    where = _Addresses(standing.agreement)
    placed: list[Note] = []
    adrift: list[Note] = []
    for make in (_commitments(board, where), _terms(standing, moment, where), _mentions(standing, moment, where)):
        for note, row_expression, is_adrift in make:
            if is_adrift:
                adrift.append(note)
            elif row_expression == expression_id:
                placed.append(note)
    placed += _parties(standing, where, expression_id)
    placed += _defects(standing, where, expression_id) if standing.is_concerned else []
    return placed, adrift


class _Addresses:
    """The addresses of the parts of an agreement; those that are not built lead nowhere."""

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement
        self._known: dict[str, str] = {}
        self._commitment = reverse("agreements:commitment", args=[agreement.pk, _ANY]).replace(str(_ANY), "{}")

    def tab(self, route: str, key: UUID | None = None) -> str:
        if not route:
            return ""
        if route not in self._known:
            self._known[route] = reverse(route, args=[self._agreement.pk])
        page = self._known[route]
        return f"{page}#{key}" if key else page

    def commitment(self, key: UUID) -> str:
        return self._commitment.format(key)


_ANY = UUID(int=0)


def _commitments(board: Board, where: _Addresses) -> Iterator[tuple[Note, UUID | None, bool]]:
    named: dict[tuple[str, tuple[UUID, ...]], tuple[str, tuple[str, ...]]] = {}
    for owed in board.owing.rows:
        knot = board.knots.get(owed.commitment_id)
        who = (owed.binding, tuple(party.pk for party in owed.parties))
        if who not in named:
            named[who] = (engagement_of(owed), tuple(dict.fromkeys(party.weave for party in owed.parties)))
        title, weaves = named[who]
        lines = [] if owed.strength == Strength.FIRM else [f"Force{NBSP}: {owed.strength_words}"]
        note = Note(
            ref=reference("c", owed.version_id, owed.start or 0, owed.end or 0),
            kind="engagements",
            icon=knot.shown.icon if knot else "i-journal-text",
            tone=knot.shown.tone if knot else "quiet",
            title=title,
            address=where.commitment(owed.commitment_id),
            state=knot.shown.word if knot else "",
            said=knot.after_word if knot else "",
            lines=tuple(lines),
            weaves=weaves,
        )
        yield note, owed.expression_id, owed.is_adrift or owed.start is None


def engagement_of(owed: Owed) -> str:
    """ "Engagement du Département", "Engagement réciproque"."""
    if owed.is_reciprocal:
        return "Engagement réciproque"
    if owed.binding == Binding.ALL:
        return "Engagement de toutes les parties"
    if not owed.parties:
        return f"Engagement{NBSP}: le texte ne dit pas qui"
    return f"Engagement {words.enumeration([words.of(party.label) for party in owed.parties])}"


def _terms(standing: Standing, moment: Moment, where: _Addresses) -> Iterator[tuple[Note, UUID | None, bool]]:
    rows = moment.in_force(moment.known(Term.objects.filter(agreement=standing.agreement))).order_by("start", "pk")
    for key, name, value, expression_id, start, end, adrift in rows.values_list("pk", "name", "value", *_PLACED):
        label = words.capital(TermName(name).label)
        note = Note(
            ref=reference("t", key, start or 0, end or 0),
            kind="termes",
            icon="i-calendar-event",
            tone="quiet",
            title=f"{label}{NBSP}: {term_value(name, value)}",
            address=where.tab("agreements:terms", key),
        )
        yield note, expression_id, adrift or start is None


def term_value(name: str, value: str) -> str:
    """The value of a clause in French: P3Y gives "3 ans", 2026-01-31 "31 janvier 2026"."""
    if value in _TERM_VALUES:
        return _TERM_VALUES[value]
    if value.startswith("P"):
        return words.rhythm(value) if name in _RHYTHMS else words.period(value)
    return words.date(value) if value[:4].isdigit() and len(value) > 4 else value


def _mentions(standing: Standing, moment: Moment, where: _Addresses) -> Iterator[tuple[Note, UUID | None, bool]]:
    rows = moment.known(Mention.objects.filter(agreement=standing.agreement), recorded="expression__recorded_at")
    if not standing.is_concerned:
        rows = rows.exclude(kind=MentionKind.BLANK)
    found = rows.order_by("position", "pk").values_list("pk", "kind", "text", "value", "details", *_PLACED)
    for key, name, text, value, details, expression_id, start, end, adrift in found:
        mention = MentionKind(name)
        kind, icon, tab, is_minor = _MENTIONS[mention]
        inside = _INSIDE.get(mention)
        note = Note(
            ref=reference("m", key, start or 0, end or 0),
            kind=kind,
            icon=icon,
            tone="watch" if mention == MentionKind.BLANK else "quiet",
            title=_mention_title(mention, text, value),
            address=f"#{inside}{value}" if inside and value else where.tab(tab, key),
            lines=tuple(_mention_lines(details)),
            is_minor=is_minor,
        )
        yield note, expression_id, adrift or start is None


def _mention_title(mention: MentionKind, text: str, value: str) -> str:
    said = words.capital(words.shorten(text, _TITLE))
    if mention == MentionKind.BODY:
        return said
    if mention == MentionKind.BLANK:
        return f"À compléter{NBSP}: {said}"
    if value and mention == MentionKind.AMOUNT:
        said = words.amount(value)
    if value and mention == MentionKind.DATE:
        said = words.date(value)
    return f"{words.capital(mention.label)}{NBSP}: {said}"


def _mention_lines(details: dict[str, Any]) -> Iterator[str]:
    if periodicity := details.get("periodicity"):
        yield f"Se réunit {words.rhythm(str(periodicity))}"
    if members := details.get("members"):
        yield words.shorten(words.enumeration([str(one) for one in members]), _LONGEST)


def _parties(standing: Standing, where: _Addresses, expression_id: UUID) -> list[Note]:
    return [
        Note(
            ref=reference("p", party.pk, party.start, party.end),
            kind="acteurs",
            icon="i-building",
            tone="quiet",
            title=words.capital(party.label),
            address=where.tab("agreements:parties", party.pk),
            lines=tuple(_party_lines(party)),
            weaves=(party.weave,),
        )
        for party in standing.parties
        if party.expression_id == expression_id and not party.is_adrift
        if party.start is not None and party.end is not None
    ]


def _party_lines(party: Party) -> Iterator[str]:
    if party.authority_number or party.authority_on:
        number = f" n°{NBSP}{party.authority_number}" if party.authority_number else ""
        on = f" du {words.date(party.authority_on.isoformat())}" if party.authority_on else ""
        yield f"Délibération{number}{on}"
    if party.to_on:
        yield f"Partie jusqu’au {words.date(party.to_on.isoformat())}"


def _defects(standing: Standing, where: _Addresses, expression_id: UUID) -> list[Note]:
    read = Q(expression_id=expression_id, is_adrift=False, start__isnull=False, end__isnull=False)
    rows = Defect.objects.filter(
        read | Q(standing_in=expression_id), agreement=standing.agreement, state=DefectState.OPEN
    )
    found = []
    columns = ("pk", "start", "end", "severity", "message", "standing_in", "standing_start", "standing_end")
    for key, first, last, severity, message, standing_in, *stands in rows.order_by("position", "pk").values_list(
        *columns
    ):
        start, end = stands if standing_in == expression_id else (first, last)
        shown = SEVERITY[Severity(severity)]
        found.append(
            Note(
                ref=reference("d", key, start, end),
                kind="relecture",
                icon=shown.icon,
                tone=shown.tone,
                title="Relecture",
                address=where.tab("agreements:reading"),
                state=shown.word,
                said=f"{NBSP}: {words.typeset(words.shorten(message, _LONGEST))}",
            )
        )
    return found
