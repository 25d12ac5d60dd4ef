"""Loads the agreements of Ourcelle through the actions that people use: from the deposit to what each party says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from importlib import resources
from itertools import groupby

from maillage.agreements.actions import (
    adherences,
    answering,
    bringing,
    confirming,
    consolidating,
    deciding,
    judging,
    links,
    parties,
    pieces,
    sharing,
    sheet,
    terms,
)
from maillage.agreements.choices import AdherenceBasis, DocumentRole, FindingSort, FindingState
from maillage.agreements.models import Agreement, Commitment, CommitmentVersion, Document, Finding, Party
from maillage.base.search import folded
from maillage.files.actions import deposit
from maillage.organisations.models import Organisation, User
from maillage.organisations.permissions import day_of
from maillage.reading import read_bytes
from maillage.web.demo import texts
from maillage.web.demo.amendments import amend
from maillage.web.demo.ending import load_ending
from maillage.web.demo.people import DOORS
from maillage.web.demo.signing import load_signing
from maillage.web.demo.texts import AGREEMENTS, DRAFT, SAID, Said, Told
from maillage.web.demo.world import World

SAMPLES = resources.files("maillage.reading") / "samples"
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
VOICES = {"departement": texts.NADIA, "federation": texts.YANN, "trampoline": texts.MALO, "ccas-villebrume": texts.PAUL}
DECLARED_BY = "Claudine Vasseur, directrice générale des services"  # of Villebrume, which has no account


@dataclass
class Room:
    """What was loaded: agreements and instants by their keys, users by the names of people."""

    world: World
    users: dict[str, User]
    agreements: dict[str, Agreement] = field(default_factory=dict)
    begun: dict[str, dt.datetime] = field(default_factory=dict)

    def party(self, key: str, body: str) -> Party:
        """The party of an agreement that is the organisation ``body``."""
        return Party.objects.get(agreement=self.agreements[key], organisation=self.world.organisations[body])

    def user(self, body: str) -> User:
        """Who speaks for ``body``."""
        return self.users[VOICES[body]]


def load(world: World) -> Room | None:
    """All the agreements; None when they were loaded before: what people did of them since is theirs."""
    users = {door.person: User.objects.get(email=door.email) for door in DOORS}
    load_ending(world, users)
    load_signing(world, users)
    if Document.objects.filter(file__name__in=[told.file for told in (*AGREEMENTS, DRAFT)]).exists():
        return None
    room = Room(world, users)
    for told in AGREEMENTS:
        _bring(told, room)
        _confirm(told, room)
    _answers(room)
    _adherences(room)
    _resolution(room)
    _judgements(room)
    _publish(room)
    amend(
        charter=room.agreements["charte"],
        act=room.agreements["avenant"],
        organisation=world.organisations["departement"],
        by=room.user("departement"),
        at=room.begun["avenant"] + 70 * DAY,
    )
    consolidating.refresh(at=world.at)
    _bring(DRAFT, room)
    _link(DRAFT, room)
    return room


def _bring(told: Told, room: Room) -> None:
    """Deposit the file and read it: everything is to be checked, save the parties, tied to organisations."""
    by, body = room.users[told.person], room.world.organisations[told.body]
    content = (SAMPLES / told.file).read_bytes()
    at = room.begun[told.key] = _instant(told, room.world)
    agreement = bringing.bring(organisation=body, title=told.title, kind=told.kind, by=by, at=at)
    file = deposit(content=content, name=told.file, organisation_id=body.pk, by=by, at=at)
    bringing.attach(agreement=agreement, file=file, role=told.role, by=by, at=at)
    bringing.lay_down(agreement=agreement, reading=read_bytes(content, told.file), file=file, by=by, at=at)
    for finding in Finding.objects.filter(agreement=agreement, sort=FindingSort.PARTY).order_by("position"):
        deciding.accept(finding=finding, organisation=_named(finding.value["name"], room), by=by, at=at + HOUR)
    room.agreements[told.key] = agreement


def _instant(told: Told, world: World) -> dt.datetime:
    """When the agreement was brought: so many days after the world was recorded, and never before it was signed."""
    at = world.begun + told.days * DAY
    signed = told.facts.get("signed_on", day_of(at))
    return at + max(0, (signed - day_of(at)).days + 1) * DAY


def _named(name: str, room: Room) -> Organisation:
    """The organisation of a party, by the words that name it in the text."""
    key = next(key for words, key in texts.NAMED if folded(words) in folded(name))
    return room.world.organisations[key]


def _confirm(told: Told, room: Room) -> None:
    """What was read is kept, save what is none; the reading is confirmed, completed with what is known, and shared."""
    by, at = room.users[told.person], room.begun[told.key] + DAY
    agreement = room.agreements[told.key]
    waiting = Finding.objects.filter(agreement=agreement, state=FindingState.TO_CHECK).order_by("position", "pk")
    for finding in waiting:
        if str(finding.value.get("text", "")).startswith(told.aside or ("\0",)):
            deciding.set_aside(finding=finding, by=by, at=at)
    ids = list(waiting.values_list("pk", flat=True))
    deciding.accept_all(agreement=agreement, ids=ids, by=by, at=at)
    agreement = room.agreements[told.key] = confirming.confirm(agreement=agreement, by=by, at=at + HOUR)
    terms.state_facts(agreement=agreement, values=told.facts, by=by, at=at + HOUR)
    for body, authority in told.authorities.items():
        known = {
            "authority_body": authority.body,
            "authority_number": authority.number,
            "authority_on": authority.on,
        }
        parties.edit(party=room.party(told.key, body), values=known, by=by, at=at + HOUR)
    place = room.world.organisations[told.place].territory
    if place is not None:
        sheet.edit(agreement=agreement, values={}, territories=[place], by=by, at=at + HOUR)
    sharing.share(agreement=agreement, by=by, at=at + DAY)
    _link(told, room)


def _link(told: Told, room: Room) -> None:
    for kind, other in told.links:
        links.make(
            agreement=room.agreements[told.key],
            kind=kind,
            target=room.agreements.get(other),
            title=other,
            by=room.users[told.person],
            at=room.begun[told.key] + 2 * DAY,
        )


def _answers(room: Room) -> None:
    """The parties confirm or contest what was read; the Département and Trampoline have not answered yet."""
    days = {key: begun + 9 * DAY for key, begun in room.begun.items()}
    for key in ("charte", "avenant"):
        answering.approve(party=room.party(key, "federation"), by=room.user("federation"), at=days[key])
    by = room.user("departement")
    villebrume, ccas = room.party("protocole", "villebrume"), room.party("protocole", "ccas-villebrume")
    answering.approve(party=villebrume, declared_by=DECLARED_BY, by=by, at=days["protocole"])
    terms_read = Finding.objects.filter(agreement=room.agreements["protocole"], sort=FindingSort.TERM)
    doubtful = next((one for one in terms_read if one.value["name"] == texts.CONTESTED), None)
    if doubtful is not None:
        answering.contest(
            finding=doubtful,
            party=ccas,
            reason=texts.WHY_CONTESTED,
            by=room.user("ccas-villebrume"),
            at=days["protocole"],
        )


def _adherences(room: Room) -> None:
    """The members of the day adhere to the charter; Trampoline does by signing its avenant."""
    party, by, at = room.party("charte", "federation"), room.user("federation"), room.begun["charte"] + 10 * DAY
    adherences.adhere_all(party=party, from_on=texts.MEMBERS_FROM, by=by, at=at)
    adherences.adhere(
        party=party,
        member=room.world.organisations["trampoline"],
        basis=AdherenceBasis.SIGNATURE,
        from_on=texts.TRAMPOLINE_FROM,
        by=by,
        at=room.begun["avenant"] + 10 * DAY,
    )


def _resolution(room: Room) -> None:
    """The Département gives the délibération that authorised it to sign the charter."""
    party = room.party("charte", "departement")
    head = f"Délibération n° {party.authority_number} du {party.authority_on:%d/%m/%Y}"
    words = (
        "DÉPARTEMENT DE L’OURCELLE\n\nExtrait du registre des délibérations de la commission permanente\n\n"
        f"{head}\n\nLa commission permanente approuve la charte « Grandir en Ourcelle » 2024-2027 et autorise la "
        "présidente du conseil départemental à la signer.\n"
    )
    pieces.add(
        agreement=room.agreements["charte"],
        organisation=room.world.organisations["departement"],
        content=words.encode(),
        name=f"deliberation-{party.authority_number}.txt",
        role=DocumentRole.RESOLUTION,
        title=head,
        party=party,
        dated_on=party.authority_on,
        by=room.user("departement"),
        at=room.begun["charte"] + 11 * DAY,
    )


def _judgements(room: Room) -> None:
    """Each party says where commitments stand, and shares what it chooses to."""
    for (key, body, is_shared), said in groupby(SAID, lambda one: (one.agreement, one.body, one.is_shared)):
        at = room.begun[key] + 40 * DAY
        judging.judge_many(
            agreement=room.agreements[key],
            party=room.party(key, body),
            lines=_lines(room.agreements[key], list(said)),
            judged_on=texts.COMMITTEE_ON if key == "charte" else day_of(at),
            share_now=is_shared,
            by=room.user(body),
            at=at,
        )


def _lines(agreement: Agreement, said: list[Said]) -> list[judging.Line]:
    """The commitments that begin with the words; one that is no longer read is passed over."""
    versions = list(CommitmentVersion.objects.filter(agreement=agreement).select_related("commitment"))
    lines: list[judging.Line] = []
    for one in said:
        found = next((row.commitment for row in versions if row.text.startswith(one.words)), None)
        if isinstance(found, Commitment):
            lines.append(judging.Line(found, one.verdict, one.word))
    return lines


def _publish(room: Room) -> None:
    """Both parties agree that all may read the charter, which opens it."""
    for rank, body in enumerate(("departement", "federation")):
        at = room.begun["charte"] + (60 + rank) * DAY
        sharing.agree_to_publish(party=room.party("charte", body), by=room.user(body), at=at)
