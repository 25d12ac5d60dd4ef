"""Whole lives up to 2035: agreements read, confirmed, then run by three partners who enter facts late, in any order.

Every day expected here was counted by hand on a calendar, none by the engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pytest

from maillage.agreements.actions import bringing, confirming, ending, lasting, notifying, parties, terms
from maillage.agreements.calendar import Kind
from maillage.agreements.choices import DocumentRole, PartyRole
from maillage.agreements.ending_choices import EndingWay, Means
from maillage.agreements.legal_state import state_on
from maillage.agreements.models import Agreement, Party
from maillage.agreements.queries.legal import dossier_of
from maillage.agreements.queries.timeline import timeline_of
from maillage.files.actions import deposit
from maillage.organisations.models import Organisation
from maillage.reading import Reading, read_bytes
from tests.cast import Cast
from tests.factories.agreements import THEN, decide_all, tie
from tests.factories.signing import signed_by_hand, voted

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[2] / "maillage/reading/samples"
LATE = dt.datetime(2034, 6, 1, 9, tzinfo=dt.UTC)
"""When most facts are entered: years after they happened."""
UNTIL = dt.date(2035, 12, 31)
SIGNED = ("2025-02-03", "2025-02-10", "2025-02-17")
RECEIVED = ("2025-02-20", "2025-03-03", "2025-02-24")
LIFE = {"2025-01-10": "negotiation", "2025-01-25": "adopted", "2025-02-10": "signing"}
"""The common beginning: shared, voted by all on 20 January 2025, then signed by one party after the other."""


@dataclass(frozen=True)
class Course:
    """What happens to an agreement, and what must be true of it: days as the calendar on the wall says them.

    ``left``: receipts by the two others of the notice of the third party. ``notice``: receipts by the partner who is
    left of the notice of the first. ``period`` is written by hand where the text gives no notice.
    """

    effect: str
    ends: tuple[str, ...]
    last_days: str
    states: dict[str, str]
    left: tuple[str, str] = ("2026-03-02", "2026-03-05")
    period: str = ""
    states_effect: bool = False
    extension: tuple[str, str] | None = None
    notice: str = ""
    accord: tuple[str, str] | None = None
    renewed: tuple[str, ...] = field(default=())


# Until the notification: three years from 3 March 2025, extended on the last lawful day, then expired.
CHARTER = Course(
    effect="2025-03-03",
    extension=("2028-03-03", "2030-03-02"),
    ends=("2030-03-02",),
    period="P6M",
    last_days="2026-09-05",
    states={"2025-03-02": "signed", "2025-03-03": "in_force", "2030-03-02": "in_force", "2030-03-03": "expired"},
)
# Three years from the last signature, tacitly renewed without a length, ended by a notice of three months.
PROTOCOL = Course(
    effect="2025-02-17",
    extension=("2027-11-15", "2029-12-31"),
    notice="2031-03-31",
    ends=("2029-12-31", "2031-06-30"),
    last_days="2026-06-05",
    renewed=("2030-01-01",),
    states={"2025-02-17": "in_force", "2030-01-01": "in_force", "2031-06-30": "in_force", "2031-07-01": "terminated"},
)
# Neither a duration nor a notice: half a year, as the parties hold reasonable, counted to a month without that day.
OPEN = Course(
    effect="2025-02-17",
    period="P6M",
    notice="2031-08-31",
    ends=("2032-02-29",),
    last_days="2026-09-05",
    states={"2025-02-17": "in_force", "2032-02-29": "in_force", "2032-03-01": "terminated"},
)
LIVES = {
    "charte-enfance-ourcelle.docx": CHARTER,
    "protocole-villebrume.pdf": PROTOCOL,
    "projet-social-montclair.odt": OPEN,
    "convention-objectifs-federation.md": Course(
        effect="2025-01-01",
        extension=("2027-10-01", "2028-12-31"),
        notice="2028-05-31",
        ends=("2028-07-31",),
        last_days="2026-05-05",
        states={
            "2025-02-17": "in_force",
            "2028-01-01": "in_force",
            "2028-07-31": "in_force",
            "2028-08-01": "terminated",
        },
    ),
    "avenant-1-charte.docx": Course(
        effect="2026-01-01",
        period="P6M",
        accord=("2030-06-30", "2030-12-31"),
        ends=("2030-12-31",),
        last_days="2026-09-05",
        states={"2025-12-31": "signed", "2026-01-01": "in_force", "2030-12-31": "in_force", "2031-01-01": "terminated"},
    ),
}
SEEDS = {
    "charte-2013-departement93-idee93": CHARTER,
    "protocole-sceaux": PROTOCOL,
    "convention-pst-montfermeil": Course(**{**OPEN.__dict__, "states_effect": True}),
}
NO_AGREEMENT = ("charte-2023-renouvellement", "forum3-quels-partenariats")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@lru_cache(maxsize=16)
def _read(path: Path) -> Reading:
    return read_bytes(path.read_bytes(), path.name)


def _agreement(path: Path, cast: Cast) -> Agreement:
    """The document as three partners have it once its reading is confirmed; a third one joins where it names two."""
    content, partners = path.read_bytes(), _partners(cast)
    file = deposit(content=content, name=path.name, organisation_id=cast.departement.pk, by=cast.alice, at=THEN)
    row = bringing.bring(organisation=cast.departement, title=path.name, by=cast.alice, at=THEN)
    bringing.attach(agreement=row, file=file, role=DocumentRole.WORKING_TEXT, by=cast.alice, at=THEN)
    reading = _read(path)
    bringing.lay_down(agreement=row, reading=reading, file=file, by=cast.alice, at=THEN)
    tie(row, *partners[: len(reading.parties)])
    decide_all(row)
    Agreement.objects.filter(pk=row.pk).update(shared_at=dt.datetime(2025, 1, 6, 9, tzinfo=dt.UTC))
    row = confirming.confirm(agreement=row, by=cast.alice, at=THEN)
    for one in partners[len(reading.parties) :]:
        parties.join(
            agreement=row, organisation=one, role=PartyRole.PARTY, from_on=day("2025-01-01"), by=cast.alice, at=THEN
        )
    return row


def _partners(cast: Cast) -> tuple[Organisation, ...]:
    return (cast.departement, cast.ccas, cast.commune)


def _rows(row: Agreement, cast: Cast) -> list[Party]:
    found = {one.organisation_id: one for one in Party.objects.filter(agreement=row).select_related("agreement")}
    return [found[one.pk] for one in _partners(cast)]


def _given(row: Agreement, cast: Cast, course: Course) -> None:
    """The votes, known in time: what has to be there before anything is signed."""
    for one in _rows(row, cast):
        voted(one, adopted_on=day("2025-01-20"), published_on=day("2025-01-21"), transmitted_on=day("2025-01-22"))
    if course.states_effect:
        terms.state_facts(agreement=row, values={"effect_on": day(course.effect)}, by=cast.alice, at=LATE)


def _signed(row: Agreement, cast: Cast, course: Course, backwards: bool) -> None:
    facts = list(zip(_rows(row, cast), SIGNED, RECEIVED, strict=True))
    for one, signed, received in reversed(facts) if backwards else facts:
        signed_by_hand(one, f"Signataire {one.order}", day(signed), at=LATE)
        values = {"means": Means.HANDED_OVER, "sent_on": day("2025-02-19"), "received_on": day(received)}
        notifying.notify(party=one, values=values, by=None, at=LATE)


def _left(row: Agreement, cast: Cast, course: Course, backwards: bool) -> None:
    first, second, third = _rows(row, cast)
    reason = "Réorganisation du service."
    notice = ending.prepare(party=third, way=EndingWay.LEAVING, reason=reason, period=course.period, by=None, at=LATE)
    letters = list(zip((first, second), course.left, strict=True))
    for to, received in reversed(letters) if backwards else letters:
        _letter(notice, to, sent="2026-03-01", received=received)


def _extended(row: Agreement, cast: Cast, course: Course, backwards: bool) -> None:
    if course.extension is None:
        return
    signed, until = (day(one) for one in course.extension)
    lasting.extend(agreement=row, signed_on=signed, until_on=until, by=cast.alice, at=LATE)


def _ended(row: Agreement, cast: Cast, course: Course, backwards: bool) -> None:
    first, second, _ = _rows(row, cast)
    if course.notice:
        reason = "Motif d’intérêt général : le service change."
        notice = ending.prepare(
            party=first, way=EndingWay.EXIT_NOTICE, reason=reason, period=course.period, by=None, at=LATE
        )
        _letter(notice, second, sent="2028-05-29" if course.notice < "2029" else "2031-03-01", received=course.notice)
    if course.accord:
        decided, ends = (day(one) for one in course.accord)
        ending.state(agreement=row, way=EndingWay.ACCORD, decided_on=decided, ends_on=ends, by=None, at=LATE)


def _letter(notice: object, to: Party, *, sent: str, received: str) -> None:
    ending.deliver(
        ending=notice,  # type: ignore[arg-type]
        party=to,
        means=Means.REGISTERED_LETTER,
        sent_on=day(sent),
        received_on=day(received),
        by=None,
        at=LATE,
    )


Fact = Callable[[Agreement, Cast, Course, bool], None]
ORDERS: dict[str, tuple[Fact, ...]] = {
    "as they happened": (_signed, _left, _extended, _ended),
    "backwards": (_signed, _ended, _extended, _left),
}


def _live(path: Path, course: Course, cast: Cast, order: str) -> None:
    """The life entered in an order, held against the days and the states written by hand."""
    row = _agreement(path, cast)
    _given(row, cast, course)
    for write in ORDERS[order]:
        write(Agreement.objects.get(pk=row.pk), cast, course, order == "backwards")
    _check(Agreement.objects.get(pk=row.pk), cast, course)


def _check(row: Agreement, cast: Cast, course: Course) -> None:
    events = timeline_of(row, until=UNTIL)
    days = {kind: tuple(one.on.isoformat() for one in events if one.kind == kind) for kind in Kind}
    assert (row.signed_on, row.notified_on) == (day("2025-02-17"), day("2025-03-03"))
    assert days[Kind.SIGNED] == ("2025-02-17",)
    assert days[Kind.NOTIFIED] == ("2025-03-03",)
    assert days[Kind.EFFECT] == (course.effect,)
    assert days[Kind.END] == course.ends
    assert days[Kind.RENEWED] + days[Kind.RENEWAL_WITHOUT_LENGTH] == course.renewed
    assert _rows(row, cast)[2].to_on == day(course.last_days)
    assert max(one.on for one in events if one.is_duty and one.kind != Kind.FINANCIAL_REPORT) <= day(course.ends[-1])
    facts = dossier_of(row, day=LATE.date()).legal
    states = {**LIFE, **course.states} if course.effect > SIGNED[1] else course.states
    assert {on: state_on(facts, day(on)).value for on in states} == states


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("charte-enfance-ourcelle.docx", "as they happened"),
        ("protocole-villebrume.pdf", "as they happened"),
        ("protocole-villebrume.pdf", "backwards"),
        ("projet-social-montclair.odt", "backwards"),
        ("convention-objectifs-federation.md", "backwards"),
        ("avenant-1-charte.docx", "backwards"),
    ],
)
def test_a_sample_lives_its_whole_life_whatever_the_order_of_its_facts(name: str, order: str, cast: Cast) -> None:
    _live(SAMPLES / name, LIVES[name], cast, order)


@pytest.mark.parametrize("name", SEEDS)
def test_a_source_document_lives_its_whole_life(name: str, cast: Cast, shared: Path) -> None:
    _live(shared / "seeds" / f"{name}.txt", SEEDS[name], cast, "backwards")


@pytest.mark.parametrize("name", NO_AGREEMENT)
def test_a_source_document_that_is_no_agreement_has_no_life(name: str, cast: Cast, shared: Path) -> None:
    path = shared / "seeds" / f"{name}.txt"
    reading = _read(path)
    assert not reading.is_agreement
    assert not reading.parties


def test_what_has_no_term_is_not_extended(cast: Cast) -> None:
    row = _agreement(SAMPLES / "projet-social-montclair.odt", cast)
    _given(row, cast, OPEN)
    _signed(row, cast, OPEN, backwards=False)
    with pytest.raises(lasting.NoTermToExtend):
        lasting.extend(agreement=row, signed_on=day("2028-01-03"), until_on=day("2029-12-31"), by=None, at=LATE)
