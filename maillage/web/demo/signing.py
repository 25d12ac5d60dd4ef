"""An agreement in course of signature by three parties, whenever the world is loaded: who voted, who signed, who waits.

The Département voted and signed; the transmission of the délibération of the CCAS is not known yet, which an alert
says; the town has voted and is to sign.
"""

from __future__ import annotations

import datetime as dt
from importlib import resources

from django.utils import timezone

from maillage.agreements.actions import authorising, bringing, confirming, deciding, sharing, signing
from maillage.agreements.choices import AgreementKind, DocumentRole, FindingSort, FindingState
from maillage.agreements.legal_choices import AuthorityKind, SignatoryLevel
from maillage.agreements.models import Agreement, Document, Finding, Party
from maillage.base.search import folded
from maillage.files.actions import deposit
from maillage.organisations.models import User
from maillage.reading import read_text
from maillage.web.demo.world import World

NAME = "convention-logement-jeunes-montclair.txt"
TITLE = "Convention « Un toit pour les jeunes de Montclair »"
NAMED = (("action sociale", "ccas-montclair"), ("commune", "montclair"), ("département", "departement"))
# The party, its assembly and the number of its vote; how many days ago it voted, published and transmitted it.
VOTES = (
    ("departement", "commission permanente du conseil départemental", "2-17", 45, 43, 42),
    ("ccas-montclair", "conseil d’administration du CCAS", "31", 20, 18, None),
    ("montclair", "conseil municipal de Montclair", "88", 30, 29, 28),
)
SIGNATORIES = (
    ("departement", "Solène Marchadier", "présidente du conseil départemental"),
    ("montclair", "Antoine Le Guerrec", "maire de Montclair"),
    ("ccas-montclair", "Odile Trémont", "vice-présidente du CCAS de Montclair"),
)
SIGNED = ("departement", 12)  # the party, and how many days ago


def load_signing(world: World, users: dict[str, User]) -> None:
    """The convention, confirmed, shared, voted and signed by one of three, unless it was loaded before."""
    if Document.objects.filter(file__name=NAME).exists():
        return
    by, other = users["Nadia Ferrand"], users["Samira Belkacem"]
    now = timezone.now()
    at = now - dt.timedelta(days=70)
    agreement = _brought(world, by, at)
    agreement = confirming.confirm(agreement=agreement, by=by, at=at)
    sharing.share(agreement=agreement, by=by, at=at)
    for key, body, number, *days in VOTES:
        dates = [None if ago is None else timezone.localdate() - dt.timedelta(days=ago) for ago in days]
        authorising.authorise(
            party=_party(agreement, world, key),
            values={
                "kind": AuthorityKind.RESOLUTION,
                "body": body,
                "number": number,
                **dict(zip(("adopted_on", "published_on", "transmitted_on"), dates, strict=True)),
            },
            by=by if key == "departement" else other,
            at=now - dt.timedelta(days=min(ago for ago in days if ago is not None) - 1),
        )
    _sign(agreement, world, by, other, now)


def _sign(agreement: Agreement, world: World, by: User, other: User, now: dt.datetime) -> None:
    key, ago = SIGNED
    at = now - dt.timedelta(days=ago)
    for rank, (body, name, capacity) in enumerate(SIGNATORIES, start=1):
        values = {"name": name, "capacity": capacity, "level": SignatoryLevel.REPRESENTATIVE, "rank": rank}
        authorising.name_signatory(
            party=_party(agreement, world, body), values=values, by=by if body == key else other, at=at
        )
    signing.sign(
        party=_party(agreement, world, key),
        values={
            "name": SIGNATORIES[0][1],
            "capacity": SIGNATORIES[0][2],
            "signed_on": timezone.localdate() - dt.timedelta(days=ago),
            "place": "Montclair",
        },
        by=by,
        at=at,
    )


def _party(agreement: Agreement, world: World, key: str) -> Party:
    rows = Party.objects.select_related("agreement", "organisation")
    return rows.get(agreement=agreement, organisation=world.organisations[key])


def _brought(world: World, by: User, at: dt.datetime) -> Agreement:
    """The text, all that was read of it kept, its parties tied."""
    body = world.organisations["departement"]
    text = (resources.files("maillage.web.demo") / NAME).read_text(encoding="utf-8")
    agreement = bringing.bring(organisation=body, title=TITLE, kind=AgreementKind.CONVENTION, by=by, at=at)
    file = deposit(content=text.encode(), name=NAME, organisation_id=body.pk, by=by, at=at)
    bringing.attach(agreement=agreement, file=file, role=DocumentRole.WORKING_TEXT, by=by, at=at)
    bringing.lay_down(agreement=agreement, reading=read_text(text, NAME), file=file, by=by, at=at)
    for finding in Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY):
        key = next(key for words, key in NAMED if folded(words) in folded(finding.value["name"]))
        deciding.accept(finding=finding, organisation=world.organisations[key], by=by, at=at)
    waiting = Finding.objects.filter(agreement=agreement, state=FindingState.TO_CHECK)
    ids = list(waiting.order_by("position", "pk").values_list("pk", flat=True))
    deciding.accept_all(agreement=agreement, ids=ids, by=by, at=at)
    return agreement
