"""Who carries an agreement: pilots and deputies of each party, guarantors that the text names."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from maillage.agreements.actions import guarantors
from maillage.agreements.forms.parties import GuarantorForm, LastDayForm, PilotForm, people_of
from maillage.agreements.models import Guarantor
from maillage.agreements.policies import speaking
from maillage.agreements.views.parts import Part, open_to_edit
from maillage.organisations.actions import mandates
from maillage.organisations.choices import MandateFunction
from maillage.organisations.models import Person
from maillage.organisations.pages import GET_POST, FormPage, require
from maillage.organisations.permissions import Permission

_FUNCTIONS = {
    "pilote": (MandateFunction.PILOT, "Qui pilote cet accord"),
    "suppleant": (MandateFunction.DEPUTY, "Qui supplée"),
}


@require_http_methods(GET_POST)
def pilot_name(request: HttpRequest, pk: UUID, party_pk: UUID, function: str) -> HttpResponse:
    """Say who pilots the agreement for one's own organisation, or stands in; whoever did so ends the day before."""
    if function not in _FUNCTIONS:
        raise Http404
    part = open_to_edit(request, pk)
    party = part.party(party_pk)
    require(speaking(part.standing, at=part.who.at).is_own(party))
    organisation = party.organisation
    if organisation is None:
        raise Http404
    require(part.standing.rights.can(Permission.PERSON_EDIT, organisation=organisation))
    wanted, title = _FUNCTIONS[function]
    people = people_of(organisation, Person.objects.visible_to(part.who.user, at=part.who.at), part.who.day)
    form = PilotForm(request.POST or None, people=people, today=part.who.day)
    page = _form_page(part, title, "Enregistrer", "La personne d’avant finit la veille.", party.label)
    return page.answer(
        request,
        form,
        lambda: mandates.begin(
            organisation=organisation,
            function=wanted,
            agreement_id=part.agreement.pk,
            replaces=True,
            **form.given("person", "from_on"),
            by=part.who.user,
            at=part.who.at,
        ),
        done="C’est enregistré.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def guarantor_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Record a guarantor, or who takes the place of one (``?suite=``)."""
    part = open_to_edit(request, pk)
    former = None
    if request.GET.get("suite"):
        former = _guarantor(part, _uuid_or_404(request.GET["suite"]))
    people = Person.objects.visible_to(part.who.user, at=part.who.at)
    initial: dict[str, object] = {}
    if former is not None:
        initial = {"from_on": part.who.day, "name": former.name, "party": str(former.party_id or "")}
    form = GuarantorForm(request.POST or None, parties=part.parties(part.day), people=people, initial=initial)
    page = _form_page(
        part,
        "Qui prend la suite" if former else "Ajouter un garant",
        "Enregistrer",
        "La personne d’avant finit la veille." if former else "Qui répond de l’application de l’accord.",
        former.name if former else "",
    )
    return page.answer(
        request,
        form,
        lambda: guarantors.record(
            agreement=part.agreement,
            **form.given("name", "person", "from_on"),
            party=form.chosen_party,
            replaces=former,
            by=part.who.user,
            at=part.who.at,
        ),
        done="Le garant est enregistré.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def guarantor_end(request: HttpRequest, pk: UUID, guarantor_pk: UUID) -> HttpResponse:
    """A guarantor ends, and nobody follows."""
    part = open_to_edit(request, pk)
    guarantor = _guarantor(part, guarantor_pk)
    form = LastDayForm(request.POST or None, today=part.who.day, declares=False)
    page = _form_page(part, "Fin d’un garant", "Enregistrer la fin", "Personne ne prend la suite.", guarantor.name)
    page.danger = True
    return page.answer(
        request,
        form,
        lambda: guarantors.end(
            guarantor=guarantor, last_day_on=form.cleaned_data["last_day_on"], by=part.who.user, at=part.who.at
        ),
        done="La fin est enregistrée.",
        to=page.cancel,
    )


def _guarantor(part: Part, pk: UUID) -> Guarantor:
    return get_object_or_404(Guarantor.objects.filter(agreement=part.agreement).select_related("agreement"), pk=pk)


def _form_page(part: Part, title: str, label: str, lede: str, above: str) -> FormPage:
    back = part.address("parties")
    return FormPage(title, label, back, part.trail("Parties", back), lede, above)


def _uuid_or_404(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
