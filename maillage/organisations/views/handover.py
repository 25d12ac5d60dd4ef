"""Somebody leaves: all that rests on them is shown, and passed on in one go."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from maillage.organisations.actions.handover import hand_over
from maillage.organisations.forms.people import HandoverForm
from maillage.organisations.models import Mandate, Organisation, Person
from maillage.organisations.permissions import Permission, rights_of
from maillage.organisations.queries.handover import providers, what_rests_on
from maillage.organisations.queries.people import people_of
from maillage.organisations.views.common import Asked, FormPage, asked, person_of, person_trail, require


def _organisations(who: Asked, person: Person) -> list[Organisation]:
    """Those that the person belongs to, as far as the user may record departures there."""
    rights = rights_of(who.user, at=who.at)
    held = Mandate.objects.exclude(to_on__lt=who.day).filter(person=person).values("organisation")
    rows = Organisation.objects.visible_to(who.user, at=who.at).filter(pk__in=held).by_name()
    return [one for one in rows if rights.can(Permission.HANDOVER_DO, organisation=one)]


def _chosen(request: HttpRequest, possible: list[Organisation]) -> Organisation:
    wanted = request.GET.get("organisation", "")
    found = [one for one in possible if str(one.pk) == wanted] if wanted else possible
    if not found:
        raise Http404
    return found[0]


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All that rests on a person in an organisation, and to whom each thing goes."""
    who = asked(request)
    person = person_of(who, pk)
    possible = _organisations(who, person)
    require(bool(possible))
    organisation = _chosen(request, possible)
    resting = what_rests_on(person, at=who.day, organisation=organisation)
    others = people_of(organisation, at=who.day).exclude(person=person)
    people = list({mandate.person_id: mandate.person for mandate in others}.values())
    form = HandoverForm(request.POST or None, resting=resting, people=people, day=who.day)
    titles = {provider.source: provider.title for provider in providers()}
    page = FormPage(
        "Passer la main",
        "Passer la main et enregistrer le départ",
        person.get_absolute_url(),
        person_trail(person),
        above=f"{person.full_name}, {organisation.label}",
        template="people/handover.html",
        context={
            "person": person,
            "organisation": organisation,
            "possible": possible,
            "titles": titles,
            "people": people,
        },
    )
    return page.answer(
        request,
        form,
        lambda: hand_over(
            person=person,
            organisation=organisation,
            to=form.recipients,
            **form.given("last_day_on"),
            by=who.user,
            at=who.at,
        ),
        done=f"C’est passé : après son dernier jour, plus rien ne repose ici sur {person.full_name}.",
        to=person,
    )
