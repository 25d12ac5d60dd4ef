"""The parties of an agreement and the actors around it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import parties
from maillage.agreements.choices import PartyRole
from maillage.agreements.forms.parties import JoinForm, LastDayForm, PartyForm, TieForm
from maillage.agreements.models import Party
from maillage.agreements.policies import Speaking, speaking
from maillage.agreements.queries.parties import by_side, guarantors_of, known_people, sheets_of
from maillage.agreements.views.parts import Part, day_asked, open_part, open_to_edit
from maillage.base.http import render_page
from maillage.organisations.models import User
from maillage.organisations.pages import GET_POST, FormPage, require
from maillage.organisations.permissions import Permission
from maillage.organisations.policies import can_create_organisation

PARTIES = "agreements:parties"


@require_safe
def party_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is in the agreement on a day."""
    part = open_part(request, pk)
    day = day_asked(request, part)
    present = part.parties(day)
    sheets = sheets_of(present, part.agreement, day=day, with_people=part.horizon.is_inside)
    guarantors = guarantors_of(part.agreement, day)
    user: User = part.who.user
    speaks = speaking(part.standing, at=part.who.at)
    for sheet in sheets:
        sheet.may = _may(speaks, sheet.party)
    context = part.page(
        PARTIES,
        day=day,
        sides=by_side(sheets),
        actors=[one for one in sheets if one.party.role != PartyRole.PARTY],
        former=[one for one in part.parties_ever() if one.to_on is not None and one.to_on < day],
        guarantors=guarantors,
        known=known_people(user, sheets, guarantors, at=part.who.at),
    )
    return render_page(request, "agreements/parties.html", context)


def _may(speaks: Speaking, party: Party) -> dict[str, bool]:
    """What the user may do with a party: write it, act for it, name who carries the agreement."""
    organisation = party.organisation_id
    people = organisation is not None and speaks.standing.rights.can(Permission.PERSON_EDIT, organisation=organisation)
    edits = speaks.standing.can_edit
    return {"edit": edits, "act": edits and speaks.may(party), "people": edits and people and speaks.is_own(party)}


def _form_page(
    part: Part, title: str, label: str, *, lede: str = "", above: str = "", danger: bool = False
) -> FormPage:
    back = part.address("parties")
    return FormPage(title, label, back, part.trail("Parties", back), lede, above, danger=danger)


@require_http_methods(GET_POST)
def party_tie(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Say which organisation a party is."""
    part = open_to_edit(request, pk)
    party = part.party(party_pk)
    require(speaking(part.standing, at=part.who.at).may(party))
    form = TieForm(request.POST or None, row=party, initial=TieForm.initial_of(party))
    shared = part.agreement.shared_at is not None
    page = _form_page(
        part,
        "Rattacher à une organisation",
        "Rattacher",
        lede="Ses personnes liront cet accord dès maintenant."
        if shared
        else "Ses personnes le liront une fois partagé.",
        above=party.label,
    )
    page.template = "agreements/party_tie.html"
    page.context = {
        "new_address": part.address("party_tie_new", party.pk)
        if can_create_organisation(part.who.user, at=part.who.at)
        else ""
    }
    return page.answer(
        request,
        form,
        lambda: parties.tie(
            party=party,
            organisation=form.cleaned_data["organisation"],
            revision=form.sent_revision,
            by=part.who.user,
            at=part.who.at,
        ),
        done="C’est enregistré.",
        to=part.address("parties"),
    )


@require_http_methods(GET_POST)
def party_edit(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Correct how a party is written."""
    part = open_to_edit(request, pk)
    party = part.party(party_pk)
    form = PartyForm(request.POST or None, row=party, initial=PartyForm.initial_of(party))
    page = _form_page(
        part,
        "Modifier la partie",
        "Enregistrer",
        lede="Comme elle est écrite dans le texte signé, même si l’organisation a changé depuis.",
        above=party.label,
    )
    return page.answer(
        request,
        form,
        lambda: parties.edit(
            party=party,
            values=form.given(*PartyForm.VALUES),
            revision=form.sent_revision,
            by=part.who.user,
            at=part.who.at,
        ),
        done="La partie est modifiée.",
        to=part.address("parties"),
    )


@require_http_methods(GET_POST)
def party_join(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A party joins, or an actor is associated."""
    part = open_to_edit(request, pk)
    form = JoinForm(request.POST or None, declares=True, initial={"from_on": part.who.day})
    public = part.agreement.published_at is not None
    page = _form_page(
        part,
        "Ajouter une partie ou un acteur",
        "Ajouter",
        lede="Une nouvelle partie ferme la page publique jusqu’à ce qu’elle l’accepte aussi." if public else "",
    )
    return page.answer(
        request,
        form,
        lambda: parties.join(
            agreement=part.agreement,
            **form.given(*JoinForm.VALUES),
            declared_by=form.declared,
            by=part.who.user,
            at=part.who.at,
        ),
        done="C’est ajouté.",
        to=part.address("parties"),
    )


@require_http_methods(GET_POST)
def party_leave(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """A party or an actor leaves."""
    part = open_to_edit(request, pk)
    party = part.party(party_pk)
    speaks = speaking(part.standing, at=part.who.at)
    require(speaks.may(party))
    form = LastDayForm(request.POST or None, today=part.who.day, declares=not speaks.is_own(party))
    page = _form_page(
        part,
        "Enregistrer un départ",
        "Enregistrer le départ",
        lede="Dès le lendemain, ses personnes ne lisent plus que ce qui valait jusqu’à ce jour.",
        above=party.label,
        danger=True,
    )
    return page.answer(
        request,
        form,
        lambda: parties.leave(
            party=party,
            last_day_on=form.cleaned_data["last_day_on"],
            declared_by=form.declared,
            by=part.who.user,
            at=part.who.at,
        ),
        done="Le départ est enregistré.",
        to=part.address("parties"),
    )
