"""Links of an agreement, both ways, and the frameworks that it cites: only what the reader may see of the others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q

from maillage.agreements.choices import LinkKind, MentionKind, TermName
from maillage.agreements.compare import Deviations, Promise, Side, deviations
from maillage.agreements.models import Agreement, AgreementLink, CommitmentVersion, Framework, Mention, Party
from maillage.agreements.plain import said
from maillage.agreements.queries.horizon import Horizon
from maillage.agreements.queries.places import Place, Places
from maillage.agreements.queries.terms import current_values
from maillage.base.search import folded, words_of
from maillage.organisations.models import User

BACKWARDS = {
    LinkKind.RENEWS: "est renouvelé par",
    LinkKind.APPLIES: "est appliqué par",
    LinkKind.DECLINES: "est décliné localement par",
    LinkKind.COORDINATED_WITH: "s’articule avec",
    LinkKind.AMENDS: "est modifié par",
}
HIDDEN = "Un accord que vous ne voyez pas"


@dataclass(frozen=True, slots=True)
class Thread:
    """A link as it reads from this agreement: the verb, the other one (None when it is a title, or is not shown)."""

    link: AgreementLink
    verb: str
    other: Agreement | None
    title: str
    is_outgoing: bool

    @property
    def compares(self) -> bool:
        """Whether the two are a local agreement and the frame that it declines, both read."""
        both = self.other is not None and self.other.confirmed_at is not None
        return both and self.link.kind == LinkKind.DECLINES


def threads_of(agreement: Agreement, user: User, *, horizon: Horizon, at: dt.datetime) -> list[Thread]:
    """The links of an agreement. What leads from one that the reader does not see is not there at all."""
    rows = AgreementLink.objects.filter(Q(agreement=agreement) | Q(target=agreement))
    links = list(horizon.known(rows, "made_at").select_related("made_by__person").order_by("kind", "made_at", "pk"))
    wanted = {one for link in links for one in (link.agreement_id, link.target_id) if one and one != agreement.pk}
    seen = Agreement.objects.visible_to(user, at=at).filter(pk__in=wanted).in_bulk()
    threads = [_thread(link, agreement, seen) for link in links]
    return [one for one in threads if one is not None]


def _thread(link: AgreementLink, agreement: Agreement, seen: dict[UUID, Agreement]) -> Thread | None:
    kind = LinkKind(link.kind)
    if link.agreement_id == agreement.pk:
        other = seen.get(link.target_id) if link.target_id is not None else None
        title = other.title if other is not None else HIDDEN if link.target_id is not None else link.title
        return Thread(link, str(kind.label), other, title, is_outgoing=True)
    other = seen.get(link.agreement_id)
    return Thread(link, BACKWARDS[kind], other, other.title, is_outgoing=False) if other is not None else None


@dataclass(frozen=True, slots=True)
class Citation:
    """A framework as the text names it, how many times, and the version that it was tied to."""

    mention: Mention
    times: int
    place: Place | None
    framework: Framework | None
    warning: str


def citations_of(agreement: Agreement, *, day: dt.date) -> list[Citation]:
    """The frameworks that the text cites, each once: three queries."""
    places = Places(agreement)
    rows = Mention.objects.filter(agreement=agreement, kind=MentionKind.FRAMEWORK, superseded_at__isnull=True)
    cited: dict[str, list[Mention]] = {}
    for row in rows.select_related("framework__replaced_by", "framework__organisation").order_by("position", "pk"):
        cited.setdefault(folded(row.text), []).append(row)
    return [
        Citation(rows[0], len(rows), places.of(rows[0].provision_id), framework, warning_of(framework, day))
        for rows in cited.values()
        for framework in [next((one.framework for one in rows if one.framework is not None), None)]
    ]


def warning_of(framework: Framework | None, day: dt.date) -> str:
    """What to say of a version that no longer holds."""
    if framework is None:
        return ""
    if framework.replaced_by is not None:
        since = framework.replaced_by.from_on
        when = f" depuis le {since:%d/%m/%Y}" if since is not None else ""
        return f"Cette version est remplacée{when} par : {framework.replaced_by}."
    if framework.to_on is not None and framework.to_on < day:
        return f"Cette version ne vaut plus depuis le {framework.to_on:%d/%m/%Y}."
    return ""


def frameworks_like(text: str, query: str = "") -> list[Framework]:
    """The versions whose name shares a long word with ``text``, or holds the words of ``query``; the newest first."""
    asked = words_of(query)
    rows = Framework.objects.select_related("organisation").order_by("name", F("from_on").desc(nulls_last=True), "pk")
    if asked:
        return [one for one in rows if all(word in folded(one.name, one.version) for word in asked)][:SHOWN]
    long = {word for word in words_of(text) if len(word) > LONG}
    return [one for one in rows if long & set(words_of(one.name))][:SHOWN]


SHOWN = 20
LONG = 5  # letters: shorter words are those of every name


def unlinked_mentions(agreement: Agreement, threads: list[Thread]) -> list[Mention]:
    """Agreements that the text names and that no link leads to yet, each once."""
    known = {folded(one.title) for one in threads} | {folded(agreement.title)}
    rows = Mention.objects.filter(agreement=agreement, kind=MentionKind.AGREEMENT, superseded_at__isnull=True)
    named: dict[str, Mention] = {}
    for row in rows.order_by("position", "pk"):
        named.setdefault(folded(row.text), row)
    return [row for text, row in named.items() if len(text.split()) > 1 and text not in known]


def compare(frame: Agreement, local: Agreement, *, day: dt.date) -> Deviations:
    """What a local agreement does otherwise than its frame, on a day."""
    return deviations(_side(frame, day), _side(local, day), names=[name.value for name in TermName])


def _side(agreement: Agreement, day: dt.date) -> Side:
    places = Places(agreement)
    terms = {name: said(name, value) for name, value in current_values(agreement, day=day).items()}
    versions = CommitmentVersion.objects.at(day).filter(agreement=agreement).prefetch_related("bearers")
    promises = []
    for version in versions.order_by("start", "pk"):
        place = places.of(version.provision_id)
        bearers = [one.label for one in version.bearers.all()] or [version.get_binding_display()]
        label = place.label if place is not None else ""
        address = place.address if place is not None else ""
        promises.append(Promise(str(version.pk), version.text, ", ".join(bearers), label, address))
    parties = Party.objects.bound().at(day).filter(agreement=agreement).in_order()
    named = [(str(one.organisation_id or folded(one.name)), one.label) for one in parties]
    return Side(terms, promises, named)
