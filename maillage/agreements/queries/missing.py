"""What agreements still need: pieces and facts that are not there, each with the rule that asks for it.

``missing_of`` answers for one agreement, ``missing_in`` for many in a fixed number of queries (home, lists, the stock).
The rules themselves are pure: they read a :class:`Dossier`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from maillage.agreements.choices import DocumentRole, MentionKind, Needed, PartyNature, PartyRole, TermName
from maillage.agreements.models import (
    Agreement,
    Authorisation,
    Document,
    Expression,
    Mention,
    Notification,
    Party,
    ProvisionVersion,
    Signature,
    Term,
    WaivedPiece,
)
from maillage.agreements.regimes import authority_source, transmission_source

_WHY_RECEIPT = (
    "La délibération est exécutoire une fois publiée et transmise au préfet ; l’accusé de réception en est la preuve "
    "la plus simple, une autre preuve suffit."
)
_ROLES: dict[Needed, str] = {
    Needed.TEXT: DocumentRole.WORKING_TEXT,
    Needed.SIGNED_ORIGINAL: DocumentRole.SIGNED_ORIGINAL,
    Needed.SIGNATURE: DocumentRole.SIGNED_ORIGINAL,
    Needed.RESOLUTION: DocumentRole.RESOLUTION,
    Needed.RECEIPT: DocumentRole.RECEIPT,
    Needed.MANDATE: DocumentRole.MANDATE,
    Needed.ANNEX: DocumentRole.ANNEX,
}
_NUMBER = re.compile(r"\b(\d{1,2}|[IVX]{1,4}|[A-H])\b")


@dataclass(frozen=True, slots=True)
class Missing:
    """A piece or a fact that is not there. ``waived``: somebody said, with a reason, that it is not needed."""

    piece: Needed
    label: str
    why: str
    source: str
    party: Party | None = None
    detail: str = ""
    quote: str = ""
    waived: WaivedPiece | None = None

    @property
    def key(self) -> tuple[str, UUID | None, str]:
        """What it is, of whom: two rows never share it."""
        return (self.piece.value, self.party.pk if self.party is not None else None, self.detail)

    @property
    def party_key(self) -> str:
        """The id of the party as addresses write it; nothing for what is of all."""
        return str(self.party.pk) if self.party is not None else ""

    @property
    def is_of_signing(self) -> bool:
        """Whether it is written at the page of the signature."""
        return self.piece in {Needed.ENFORCEABLE, Needed.PARTY_SIGNATURE, Needed.NOTIFICATION}

    @property
    def role(self) -> str:
        """The role of the file that would fill the gap; nothing for a date."""
        return _ROLES.get(self.piece, "")

    @property
    def is_fact(self) -> bool:
        """Whether it is a date to state and not a file to give."""
        return self.piece in {Needed.SIGNED_ON, Needed.NOTIFIED_ON, Needed.EFFECT_ON, Needed.ENDS_ON}


@dataclass(slots=True)
class Dossier:
    """An agreement and all that the rules read of it."""

    agreement: Agreement
    parties: list[Party] = field(default_factory=list)
    given: set[tuple[str, UUID | None]] = field(default_factory=set)  # role of a piece, party that it is of
    annexes_given: list[str] = field(default_factory=list)  # titles
    annexes_named: dict[str, str] = field(default_factory=dict)  # number, words
    annexes_inside: set[str] = field(default_factory=set)
    terms: dict[str, str] = field(default_factory=dict)
    has_text: bool = False
    waived: dict[tuple[str, UUID | None, str], WaivedPiece] = field(default_factory=dict)
    unenforceable: set[UUID] = field(default_factory=set)  # parties that voted, and whose vote is not yet enforceable
    signed: set[UUID] = field(default_factory=set)
    unreceived: set[UUID] = field(default_factory=set)

    def has(self, role: DocumentRole, party: Party | None = None, *, among: int = 0) -> bool:
        """Whether a piece of this role is there: any, or that of a party.

        A piece of no party in particular is that of all for a signed original, and of the only party that needs one
        else (``among``: how many need it).
        """
        if party is None:
            return any(given == role for given, _ in self.given)
        stands_for_all = role == DocumentRole.SIGNED_ORIGINAL or among == 1
        return (role, party.pk) in self.given or (stands_for_all and (role, None) in self.given)


def missing_of(agreement: Agreement, *, day: dt.date, with_waived: bool = False) -> list[Missing]:
    """What one agreement needs on ``day``; with those that were waived when ``with_waived``."""
    return missing_in([agreement], day=day, with_waived=with_waived)[agreement.pk]


def missing_in(
    agreements: Iterable[Agreement], *, day: dt.date, with_waived: bool = False
) -> dict[UUID, list[Missing]]:
    """What each of several agreements needs on ``day``, in ten queries."""
    rows_by_id = {row.pk: row for row in agreements}
    found: dict[UUID, list[Missing]] = {pk: [] for pk in rows_by_id}  # nothing is asked of what is archived
    for dossier in _dossiers([row for row in rows_by_id.values() if row.is_open], day):
        rows = [_with_waiver(dossier, one) for rule in _RULES for one in rule(dossier)]
        found[dossier.agreement.pk] = [one for one in rows if with_waived or one.waived is None]
    return found


def _with_waiver(dossier: Dossier, one: Missing) -> Missing:
    waived = dossier.waived.get(one.key)
    if waived is None:
        return one
    return Missing(one.piece, one.label, one.why, one.source, one.party, one.detail, one.quote, waived)


# ---------------------------------------------------------------- the rules


def _text(dossier: Dossier) -> Iterator[Missing]:
    if not dossier.has_text:
        why = "Sans texte, ni ses engagements ni ses dates ne mènent à des mots."
        yield Missing(Needed.TEXT, "le texte de l’accord", why, "")


def _original(dossier: Dossier) -> Iterator[Missing]:
    if not _binds(dossier):
        return
    if not dossier.has(DocumentRole.SIGNED_ORIGINAL):
        why = "C’est lui qui prouve ce que les parties ont signé."
        yield Missing(Needed.SIGNED_ORIGINAL, "l’original signé", why, "C. civ. 1359, 1366, 1375")
        return
    for party in dossier.parties:
        if not dossier.has(DocumentRole.SIGNED_ORIGINAL, party):
            why = f"L’exemplaire signé par {party.label} n’est pas là."
            yield Missing(Needed.SIGNATURE, "l’exemplaire signé", why, "C. civ. 1375", party)


def _authority(dossier: Dossier) -> Iterator[Missing]:
    if not _binds(dossier):
        return
    associations = [party for party in dossier.parties if party.nature == PartyNature.ASSOCIATION]
    for party in associations:
        if not dossier.has(DocumentRole.MANDATE, party, among=len(associations)):
            why = "Qui signe pour une association le tient de ses statuts, ou d’un mandat."
            yield Missing(Needed.MANDATE, "les statuts ou le mandat de signer", why, "C. civ. 1153", party)
    deliberating = [party for party in dossier.parties if party.is_public and authority_source(party)]
    for party in deliberating:
        source = authority_source(party)
        if not dossier.has(DocumentRole.RESOLUTION, party, among=len(deliberating)):
            yield Missing(Needed.RESOLUTION, _resolution(party), _why_resolution(party), source, party)
        if not dossier.has(DocumentRole.RECEIPT, party, among=len(deliberating)):
            label = "l’accusé de réception de sa délibération par la préfecture"
            yield Missing(Needed.RECEIPT, label, _WHY_RECEIPT, transmission_source(party), party)


def _resolution(party: Party) -> str:
    number = f" n° {party.authority_number}" if party.authority_number else ""
    return f"la délibération{number} qui autorise à signer"


def _why_resolution(party: Party) -> str:
    if party.authority and not (party.authority_number and party.authority_on):
        return "Le texte laisse son numéro ou sa date en blanc : la pièce les donnera."
    return "Elle autorise à signer : l’assemblée décide, l’exécutif signe."


def _annexes(dossier: Dossier) -> Iterator[Missing]:
    """The annexes that the text names and that are neither in it nor beside it; one without number is any."""
    inside, titles = dossier.annexes_inside, dossier.annexes_given
    numbers = {number for title in titles for number in _NUMBER.findall(title.upper().partition("ANNEXE")[2])}
    numbered = [number for number in dossier.annexes_named if number]
    for number, words in dossier.annexes_named.items():
        is_there = number in inside | numbers if number else bool(inside or titles or numbered)
        is_the_only_one = len(numbered) == 1 and bool("" in inside or (titles and not numbers))
        if not is_there and not is_the_only_one:
            label = f"l’annexe {number}".strip()
            yield Missing(Needed.ANNEX, label, "Le texte y renvoie.", "le texte lui-même", detail=number, quote=words)


def _facts(dossier: Dossier) -> Iterator[Missing]:
    row = dossier.agreement
    if not row.is_observed:
        return
    why = "L’accord a été repris « en vigueur, constaté » : cette date n’est pas connue."
    if row.signed_on is None:
        yield Missing(Needed.SIGNED_ON, "la date de signature", why, "C. civ. 1366, 1367")
    if row.notified_on is None and dossier.terms.get(TermName.EFFECT_TRIGGER) == "notification":
        yield Missing(Needed.NOTIFIED_ON, "la date de notification", why, "le texte lui-même")
    if row.effect_on is None:
        yield Missing(Needed.EFFECT_ON, "la date d’effet", why, "CGCT L2131-1, L3131-1")
    if row.ends_on is None and TermName.DURATION not in dossier.terms:
        yield Missing(Needed.ENDS_ON, "l’échéance, ou l’absence de terme", why, "C. civ. 1210 à 1212")


def _signing(dossier: Dossier) -> Iterator[Missing]:
    """What the signature has begun to ask for: nothing is asked of an agreement that was taken over as signed."""
    for party in dossier.parties:
        if party.pk in dossier.unenforceable:
            why = "Votée, elle n’est exécutoire qu’une fois publiée et transmise à l’État."
            label = "la date de publication et celle de transmission de sa délibération"
            yield Missing(Needed.ENFORCEABLE, label, why, transmission_source(party), party)
        if dossier.signed and party.pk not in dossier.signed:
            why = "D’autres parties ont signé."
            yield Missing(Needed.PARTY_SIGNATURE, "sa signature, avec sa date", why, "C. civ. 1113, 1367", party)
        if party.pk in dossier.unreceived:
            why = "L’accord lui a été envoyé : sa réception n’est pas connue."
            yield Missing(Needed.NOTIFICATION, "la preuve de la notification", why, "CPC 668, 669", party)


def _binds(dossier: Dossier) -> bool:
    return not dossier.agreement.is_reference and bool(dossier.parties)


_RULES: tuple[Callable[[Dossier], Iterator[Missing]], ...] = (
    _text,
    _original,
    _authority,
    _signing,
    _annexes,
    _facts,
)


# ---------------------------------------------------------------- what they read


def _dossiers(agreements: Sequence[Agreement], day: dt.date) -> list[Dossier]:
    """The dossiers of agreements; drafts have a text and no party yet."""
    dossiers = {row.pk: Dossier(row) for row in agreements}
    open_ids = list(dossiers)
    parties = Party.objects.at(day).filter(agreement__in=open_ids, role=PartyRole.PARTY)
    for party in parties.select_related("organisation").in_order():
        dossiers[party.agreement_id].parties.append(party)
    pieces = Document.objects.standing().filter(agreement__in=open_ids, is_private=False)
    for document in pieces.only("agreement_id", "role", "party_id", "title").order_by("pk"):
        dossiers[document.agreement_id].given.add((document.role, document.party_id))
        if document.role == DocumentRole.ANNEX:
            dossiers[document.agreement_id].annexes_given.append(document.title)
    _read_text(dossiers, open_ids)
    _read_signing(dossiers, open_ids)
    for waived in WaivedPiece.objects.filter(agreement__in=open_ids).select_related("waived_by__person"):
        dossiers[waived.agreement_id].waived[(waived.piece, waived.party_id, waived.detail)] = waived
    return list(dossiers.values())


def _read_signing(dossiers: dict[UUID, Dossier], ids: Sequence[UUID]) -> None:
    ready: set[UUID] = set()
    for row in Authorisation.objects.filter(agreement__in=ids, withdrawn_at__isnull=True).order_by("pk"):
        dossiers[row.agreement_id].unenforceable.add(row.party_id)
        if row.enforceable_on is not None:
            ready.add(row.party_id)
    signed = Signature.objects.filter(agreement__in=ids, withdrawn_at__isnull=True).order_by("pk")
    for agreement_id, party_id in signed.values_list("agreement_id", "party_id"):
        dossiers[agreement_id].signed.add(party_id)
    sent = Notification.objects.filter(agreement__in=ids, withdrawn_at__isnull=True).order_by("pk")
    received = set()
    for agreement_id, party_id, received_on in sent.values_list("agreement_id", "party_id", "received_on"):
        dossiers[agreement_id].unreceived.add(party_id)
        if received_on is not None:
            received.add(party_id)
    for dossier in dossiers.values():
        dossier.unenforceable -= ready
        dossier.unreceived -= received


def _read_text(dossiers: dict[UUID, Dossier], ids: Sequence[UUID]) -> None:
    current = Expression.objects.current().filter(agreement__in=ids)
    expressions = dict(current.values_list("pk", "agreement_id"))
    for agreement_id in expressions.values():
        dossiers[agreement_id].has_text = True
    inside = ProvisionVersion.objects.filter(expression__in=list(expressions), kind="annex")
    for expression_id, number in inside.values_list("expression_id", "number"):
        dossiers[expressions[expression_id]].annexes_inside.add(number)
    named = Mention.objects.filter(agreement__in=ids, kind=MentionKind.ANNEX, superseded_at__isnull=True)
    for mention in named.only("agreement_id", "value", "text", "quote").order_by("position", "pk"):
        dossiers[mention.agreement_id].annexes_named.setdefault(mention.value, mention.quote or mention.text)
    terms = Term.objects.filter(agreement__in=ids, superseded_at__isnull=True, valid_to__isnull=True)
    for agreement_id, name, value in terms.values_list("agreement_id", "name", "value"):
        dossiers[agreement_id].terms[name] = value
