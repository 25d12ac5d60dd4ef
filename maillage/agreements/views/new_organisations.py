"""A party that is not in the register yet: added there and tied at once."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from maillage.agreements.actions import parties
from maillage.agreements.policies import speaking
from maillage.agreements.views.parts import open_to_edit
from maillage.organisations.forms.organisations import NewOrganisationForm
from maillage.organisations.pages import GET_POST, FormPage, require
from maillage.organisations.policies import can_create_organisation


@require_http_methods(GET_POST)
def party_tie_new(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Add the organisation to the register, unless it is there under another spelling, and tie the party to it."""
    part = open_to_edit(request, pk)
    party = part.party(party_pk)
    require(speaking(part.standing, at=part.who.at).may(party))
    require(can_create_organisation(part.who.user, at=part.who.at))
    form = NewOrganisationForm(request.POST or None, initial={"name": party.name})
    back = part.address("party_tie", party.pk)
    page = FormPage(
        "Ajouter à l’annuaire et rattacher",
        "Ajouter et rattacher",
        back,
        part.trail("Parties", part.address("parties")),
        "Une personne morale : une commune et son CCAS sont deux organisations.",
        party.label,
    )
    if alike := form.alike():
        return page.show(request, form, **alike)
    return page.answer(
        request,
        form,
        lambda: parties.tie_to_new(party=party, values=form.described, by=part.who.user, at=part.who.at),
        done="L’organisation est ajoutée, et la partie rattachée.",
        to=part.address("parties"),
    )
