"""What follows the term, and the notices of parties: prepared, sent, received, as a letter."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import ending as actions
from maillage.agreements.choices import PartyRole, TermName
from maillage.agreements.downloads.letter import letter_document
from maillage.agreements.ending_choices import EndingWay
from maillage.agreements.forms.ending import DeliveryForm, NoticeForm
from maillage.agreements.models import Document, Ending, Party
from maillage.agreements.policies import Speaking, speaking
from maillage.agreements.queries.course import told_of
from maillage.agreements.queries.notices import letters_of, warnings_of
from maillage.agreements.queries.suite import Suite, outlook_of, suite_of, ways_of
from maillage.agreements.queries.timeline import latest_terms
from maillage.agreements.queries.zone import day_there
from maillage.agreements.views.downloads import given
from maillage.agreements.views.offers import links_of
from maillage.agreements.views.parts import Part, open_part
from maillage.base.http import render_page
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, FormPage, require
from maillage.organisations.permissions import Permission

SUITE = "agreements:suite"
SLUGS = {
    "resiliation": EndingWay.EXIT_NOTICE,
    "non-reconduction": EndingWay.NON_RENEWAL_NOTICE,
    "retrait": EndingWay.LEAVING,
}
_TITLES = {
    EndingWay.EXIT_NOTICE: ("Mettre fin à l’accord", "Donner un préavis"),
    EndingWay.NON_RENEWAL_NOTICE: ("S’opposer à la reconduction", "S’opposer à la reconduction"),
    EndingWay.LEAVING: ("Se retirer de l’accord", "Se retirer, les autres continuent"),
}
_LEDES = {
    EndingWay.EXIT_NOTICE: "Une lettre pour chaque partenaire. Le préavis court quand le dernier l’a reçue.",
    EndingWay.NON_RENEWAL_NOTICE: "Une lettre par partenaire : reçue à temps, elle arrête l’accord à son terme.",
    EndingWay.LEAVING: "Une lettre pour chaque partenaire. L’accord continue entre les autres parties.",
}


@require_safe
def suite_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What comes after the term: the days to act, the choice, what was said and what happened."""
    part = open_part(request, pk, to_outsiders=False)
    day = part.horizon.day(day_there(part.agreement, part.who.at))
    board = part.opened.board
    suite = suite_of(part.agreement, board, part.who.user, horizon=part.horizon, day=day, at=part.who.at)
    speaks = speaking(part.standing, at=part.who.at)
    writes = part.standing.can_edit and part.agreement.confirmed_at is not None
    context = part.page(
        SUITE,
        suite=suite,
        outlook=suite.outlook,
        day=day,
        writes=writes,
        wishes=[(wish, writes and speaks.may(wish.party)) for wish in suite.wishes],
        notices=_notices_offered(part, speaks, suite) if writes else [],
        can_renew=writes and bool(renewing_bodies(part)),
    )
    return render_page(request, "agreements/suite.html", context)


def renewing_bodies(part: Part) -> list[Organisation]:
    """The organisations for which the user may start the draft of a renewal: their own parties, else who brought it."""
    own = [one.organisation for one in part.standing.own_parties if one.organisation is not None]
    bodies = [*own, part.agreement.brought_by]
    rights = part.standing.rights
    return [one for one in dict.fromkeys(bodies) if rights.can(Permission.AGREEMENT_EDIT, organisation=one.pk)]


def _notices_offered(part: Part, speaks: Speaking, suite: Suite) -> list[dict[str, str]]:
    """A notice for each party that the user acts for, and each way that makes sense now."""
    parties = [one for one in part.standing.parties if one.role == PartyRole.PARTY and one.is_at(part.day)]
    if suite.outlook.is_over:
        return []
    slugs = {way: slug for slug, way in SLUGS.items()}
    return [
        {"label": _TITLES[way][1], "party": party.label, "address": part.address("notice_new", party.pk, slugs[way])}
        for party in parties
        if speaks.may(party)
        for way in ways_of(suite.outlook, len(parties))
    ]


@require_http_methods(GET_POST)
def notice_new(request: HttpRequest, pk: UUID, party_pk: UUID, slug: str) -> HttpResponse:
    """Prepare the notice of a party."""
    part = open_part(request, pk, to_outsiders=False)
    party = part.party(party_pk)
    if slug not in SLUGS:
        raise Http404
    way = SLUGS[slug]
    speaks = speaking(part.standing, at=part.who.at)
    require(part.standing.can_edit and speaks.may(party))
    form = NoticeForm(
        request.POST or None,
        declares=not speaks.is_own(party),
        has_clause=_has_clause(part, way),
        way=way,
        initial={"count": 3, "unit": "M"},
    )
    page = _form_page(part, _TITLES[way][0], "Préparer la lettre", lede=_LEDES[way])
    page.above = f"Pour {party.label}"
    return page.answer(
        request,
        form,
        lambda: actions.prepare(
            party=party, way=way, **form.values, declared_by=form.declared, by=part.who.user, at=part.who.at
        ),
        done="La lettre est prête : vos partenaires ne la verront qu’une fois envoyée.",
        to=lambda made: part.address("notice", made.pk),
    )


@require_safe
def notice_page(request: HttpRequest, pk: UUID, ending_pk: UUID) -> HttpResponse:
    """A notice: where it stands with each partner, when it takes effect, and why."""
    part = open_part(request, pk, to_outsiders=False)
    ending = _ending(part, ending_pk)
    (told,) = told_of([ending], horizon=part.horizon)
    speaks = speaking(part.standing, at=part.who.at)
    may = _may_write(part, speaks, ending)
    life = outlook_of(part.agreement, horizon=part.horizon, day=part.day)
    context = part.page(
        SUITE,
        told=told,
        ending=ending,
        outlook=life,
        may=may,
        lines=[(one, part.standing.can_edit and _may_deliver(speaks, ending, one.party)) for one in told.addressees],
        warnings=warnings_of(told, horizon=part.horizon),
        law=told.outcome.law if told.outcome is not None else "",
    )
    return render_page(request, "agreements/notice.html", context)


@require_http_methods(GET_POST)
def notice_edit(request: HttpRequest, pk: UUID, ending_pk: UUID) -> HttpResponse:
    """Change a letter that has not left."""
    part = open_part(request, pk, to_outsiders=False)
    ending = _ending(part, ending_pk)
    require(_may_write(part, speaking(part.standing, at=part.who.at), ending))
    form = NoticeForm(
        request.POST or None,
        row=ending,
        declares=False,
        has_clause=bool(ending.quote),
        way=ending.way,
        initial=NoticeForm.initial_of(ending),
    )
    page = _form_page(part, "Modifier la lettre", "Enregistrer", back=part.address("notice", ending.pk))
    return page.answer(
        request,
        form,
        lambda: actions.rewrite(
            ending=ending, **form.values, revision=form.sent_revision, by=part.who.user, at=part.who.at
        ),
        done="La lettre est modifiée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def delivery(request: HttpRequest, pk: UUID, ending_pk: UUID, party_pk: UUID) -> HttpResponse:
    """Record that the letter left for a partner, or that it was received."""
    part = open_part(request, pk, to_outsiders=False)
    ending, party = _ending(part, ending_pk), part.party(party_pk)
    speaks = speaking(part.standing, at=part.who.at)
    require(part.standing.can_edit and _may_deliver(speaks, ending, party))
    (told,) = told_of([ending])
    known = next((one.delivery for one in told.addressees if one.party.pk == party.pk), None)
    form = DeliveryForm(
        request.POST or None,
        declares=not (speaks.is_own(party) or (ending.party is not None and speaks.is_own(ending.party))),
        documents=documents_of(part),
        initial=DeliveryForm.initial_of(known),
    )
    page = _form_page(part, "Envoi et réception", "Enregistrer", back=part.address("notice", ending.pk))
    page.above = f"Lettre à {party.label}"
    if ending.shared_at is None:
        page.lede = "Dès le premier envoi, toutes les parties voient ce préavis."
    return page.answer(
        request,
        form,
        lambda: actions.deliver(
            ending=ending,
            party=party,
            **form.given(*DeliveryForm.VALUES),
            proof=form.chosen_proof,
            declared_by=form.declared,
            seen=_key(form.cleaned_data["seen"]),
            by=part.who.user,
            at=part.who.at,
        ),
        done="C’est enregistré.",
        to=page.cancel,
    )


@require_safe
def letter_page(request: HttpRequest, pk: UUID, ending_pk: UUID) -> HttpResponse:
    """The letters of a notice, one a page, to print."""
    part = open_part(request, pk, to_outsiders=False)
    ending = _ending(part, ending_pk)
    (told,) = told_of([ending], horizon=part.horizon)
    back = part.address("notice", ending.pk)
    letters = letters_of(told, horizon=part.horizon, day=part.day)
    context = {
        "agreement": part.agreement,
        "letters": [
            (letter, links_of("letter_file", part.agreement.pk, ending.pk, one.party.pk))
            for letter, one in zip(letters, told.addressees, strict=True)
        ],
        "trail": part.trail("Préavis", back),
        "back": back,
    }
    return render_page(request, "agreements/letter.html", context)


@require_safe
def letter_file(request: HttpRequest, pk: UUID, ending_pk: UUID, party_pk: UUID, form: str) -> HttpResponse:
    """The letter to one partner, as a file."""
    part = open_part(request, pk, to_outsiders=False)
    (told,) = told_of([_ending(part, ending_pk)], horizon=part.horizon)
    letters = letters_of(told, horizon=part.horizon, day=part.day)
    found = [letter for letter, one in zip(letters, told.addressees, strict=True) if one.party.pk == party_pk]
    if not found:
        raise Http404
    what = f"lettre pour {found[0].addressee.name}"
    return given(request, part.opened, form, what, lambda: letter_document(found[0], at=part.who.at))


def documents_of(part: Part) -> list[Document]:
    """The pieces that may be shown for a fact."""
    rows = Document.objects.visible_to(part.who.user, at=part.who.at).standing().filter(agreement=part.agreement)
    return list(rows.order_by("-added_at", "pk"))


def _ending(part: Part, pk: UUID) -> Ending:
    """A notice that the user may see, or 404."""
    rows = Ending.objects.visible_to(part.who.user, at=part.who.at).filter(agreement=part.agreement)
    ending = get_object_or_404(rows.select_related("agreement", "party", "recorded_by__person"), pk=pk)
    if not ending.is_notice:
        raise Http404
    return ending


def _may_write(part: Part, speaks: Speaking, ending: Ending) -> bool:
    """Whether the user writes for the party that gives the notice, while it stands."""
    acts = ending.party is not None and speaks.may(ending.party)
    return acts and part.standing.can_edit and ending.withdrawn_at is None


def _may_deliver(speaks: Speaking, ending: Ending, party: Party) -> bool:
    """The party that gives the notice says when its letters left and came; a partner says when it received its own."""
    if ending.withdrawn_at is not None or ending.party is None:
        return False
    return speaks.may(ending.party) or (ending.shared_at is not None and speaks.is_own(party))


def _has_clause(part: Part, way: EndingWay) -> bool:
    terms = latest_terms(part.agreement)
    return TermName.NOTICE_PERIOD in terms or (way == EndingWay.NON_RENEWAL_NOTICE)


def _form_page(part: Part, title: str, label: str, *, lede: str = "", back: str = "") -> FormPage:
    cancel = back or reverse(SUITE, args=[part.agreement.pk])
    trail = part.trail("Suite et fin", reverse(SUITE, args=[part.agreement.pk]))
    return FormPage(title, label, cancel, trail, lede)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
