"""An agreement whose end is near, whenever the world is loaded: its partners must decide of what comes after."""

from __future__ import annotations

import datetime as dt
from importlib import resources

from django.utils import timezone

from maillage.agreements.actions import bringing, confirming, deciding, judging, lasting, sharing, sheet, terms
from maillage.agreements.choices import AgreementKind, Binding, DocumentRole, FindingSort, FindingState, Verdict
from maillage.agreements.ending_choices import AfterTerm
from maillage.agreements.models import Agreement, Commitment, CommitmentVersion, Document, Finding, Party
from maillage.base.search import folded
from maillage.files.actions import deposit
from maillage.foundations.durations import Duration, before
from maillage.organisations.models import User
from maillage.reading import read_text
from maillage.web.demo.world import World

NAME = "convention-permanences-montclair.txt"
TITLE = "Convention de permanences sociales de Montclair"
DAYS_LEFT = 110  # within the six months in which partners prepare what follows, and before the last day to write
SAID = (  # the party that judges, the beginning of the commitment, its judgement
    (
        "ccas-montclair",
        "tenir une permanence",
        Verdict.PARTIAL,
        "Aucune permanence en août, deux annulées à l’automne.",
    ),
    ("departement", "accueillir le public", Verdict.KEPT, ""),
    ("ccas-montclair", "accueillir le public", Verdict.KEPT, ""),
    ("departement", "mettre deux bureaux", Verdict.KEPT, ""),
)


def load_ending(world: World, users: dict[str, User]) -> None:
    """The convention, read, confirmed, shared and judged, unless it was loaded before."""
    if Document.objects.filter(file__name=NAME).exists():
        return
    by, ccas = users["Nadia Ferrand"], users["Samira Belkacem"]
    today, now = timezone.localdate(), timezone.now()
    signed = before(today + dt.timedelta(days=DAYS_LEFT + 1), Duration(years=3))
    at = max(world.begun + dt.timedelta(days=30), now - dt.timedelta(days=400))
    agreement = _brought(world, by, at)
    agreement = confirming.confirm(agreement=agreement, by=by, at=at)
    terms.state_facts(agreement=agreement, values={"signed_on": signed}, by=by, at=at)
    place = world.organisations["ccas-montclair"].territory
    if place is not None:
        sheet.edit(agreement=agreement, values={}, territories=[place], by=by, at=at)
    sharing.share(agreement=agreement, by=by, at=at)
    parties = {
        key: Party.objects.get(agreement=agreement, organisation=world.organisations[key])
        for key in ("departement", "ccas-montclair")
    }
    for key, words, verdict, word in SAID:
        judging.judge(
            commitment=_promised(agreement, words),
            party=parties[key],
            verdict=verdict,
            word=word,
            share_now=True,
            by=by if key == "departement" else ccas,
            at=now - dt.timedelta(days=20),
        )
    lasting.choose(
        party=parties["ccas-montclair"],
        term_end_on=today + dt.timedelta(days=DAYS_LEFT),
        choice=AfterTerm.CHANGE,
        word="Nous souhaitons une permanence le samedi, et un engagement sur les remplacements.",
        said_on=today - dt.timedelta(days=5),
        by=ccas,
        at=now - dt.timedelta(days=5),
    )


def _brought(world: World, by: User, at: dt.datetime) -> Agreement:
    """The text, all that was read of it kept, its parties tied."""
    body, text = world.organisations["departement"], _text()
    agreement = bringing.bring(organisation=body, title=TITLE, kind=AgreementKind.CONVENTION, by=by, at=at)
    file = deposit(content=text.encode(), name=NAME, organisation_id=body.pk, by=by, at=at)
    bringing.attach(agreement=agreement, file=file, role=DocumentRole.SIGNED_ORIGINAL, by=by, at=at)
    bringing.lay_down(agreement=agreement, reading=read_text(text, NAME), file=file, by=by, at=at)
    for finding in Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY):
        is_ccas = "action sociale" in folded(finding.value["name"])
        organisation = world.organisations["ccas-montclair" if is_ccas else "departement"]
        deciding.accept(finding=finding, organisation=organisation, by=by, at=at)
    waiting = Finding.objects.filter(agreement=agreement, state=FindingState.TO_CHECK)
    ids = list(waiting.order_by("position", "pk").values_list("pk", flat=True))
    deciding.accept_all(agreement=agreement, ids=ids, by=by, at=at)
    return agreement


def _text() -> str:
    return (resources.files("maillage.web.demo") / NAME).read_text(encoding="utf-8")


def _promised(agreement: Agreement, words: str) -> Commitment:
    rows = CommitmentVersion.objects.current().filter(agreement=agreement).exclude(binding=Binding.ALL)
    return next(row.commitment for row in rows.select_related("commitment") if words in row.text)
