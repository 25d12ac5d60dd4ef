"""Members of a federation that is a party: who is bound on a day, on what basis, and who said that it is not."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import adherences
from maillage.agreements.choices import AdherenceBasis
from maillage.agreements.forms.parties import AdherenceForm, FirstDayForm, LastDayForm
from maillage.agreements.models import Adherence, Party
from maillage.agreements.policies import speaking
from maillage.agreements.queries.parties import adherences_at, unwritten_at
from maillage.agreements.views.parts import Part, day_asked, open_part
from maillage.base.http import page_of, render_page
from maillage.base.templatetags.components import plural
from maillage.organisations.models import Organisation
from maillage.organisations.pages import GET_POST, FormPage, require

SHOWN = 50


def _open(request: HttpRequest, pk: UUID, party_pk: UUID) -> tuple[Part, Party]:
    """The federation asked for: 404 when the party is none, 403 for outsiders."""
    part = open_part(request, pk, to_outsiders=False)
    party = part.party(party_pk)
    if party.organisation is None or not party.organisation.is_federation:
        raise Http404
    return part, party


def _form_page(part: Part, party: Party, title: str, label: str, lede: str = "", *, danger: bool = False) -> FormPage:
    back = part.address("adherences", party.pk)
    return FormPage(title, label, back, part.trail("Membres liés", back), lede, party.label, danger=danger)


@require_safe
def adherence_page(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """The members bound on a day, those that refused, those of whom nothing is written."""
    part, party = _open(request, pk, party_pk)
    day = day_asked(request, part)
    speaks = speaking(part.standing, at=part.who.at)
    may = speaks.may(party)
    unwritten = unwritten_at(party, day)
    page = page_of(request, adherences_at(party, day), size=SHOWN)
    own = {one.member_id for one in page.object_list if speaks.may_for_member(one.member_id)}
    context = part.page(
        "agreements:parties",
        day=day,
        party=party,
        page=page,
        unwritten=list(unwritten[:SHOWN]),
        unwritten_count=unwritten.count(),
        may=may,
        own=own,
    )
    return render_page(request, "agreements/adherences.html", context)


@require_http_methods(GET_POST)
def adherence_new(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Record that a member is bound."""
    part, party = _open(request, pk, party_pk)
    speaks = speaking(part.standing, at=part.who.at)
    require(speaks.may(party))
    key = _uuid(request.GET.get("membre", ""))
    wanted = Organisation.objects.active().filter(pk=key).first() if key is not None else None
    initial = {"from_on": part.who.day, "basis": AdherenceBasis.MEMBERSHIP, "member": wanted}
    form = AdherenceForm(request.POST or None, declares=not speaks.is_own(party), initial=initial)
    page = _form_page(part, party, "Enregistrer une adhésion", "Enregistrer l’adhésion")
    return page.answer(
        request,
        form,
        lambda: adherences.adhere(
            party=party,
            **form.given(*AdherenceForm.VALUES),
            declared_by=form.declared,
            by=part.who.user,
            at=part.who.at,
        ),
        done="L’adhésion est enregistrée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def adherence_all(request: HttpRequest, pk: UUID, party_pk: UUID) -> HttpResponse:
    """Record all the members of the federation on a day."""
    part, party = _open(request, pk, party_pk)
    speaks = speaking(part.standing, at=part.who.at)
    require(speaks.may(party))
    form = FirstDayForm(request.POST or None, today=part.who.day, declares=not speaks.is_own(party))
    page = _form_page(
        part,
        party,
        "Enregistrer tous les membres",
        "Enregistrer tous les membres",
        f"{plural(unwritten_at(party, part.who.day).count(), 'membre,membres')} de la fédération à ce jour, sans "
        "adhésion ni refus. Ceux qui ont dit ne pas être liés restent à part.",
    )
    return page.answer(
        request,
        form,
        lambda: adherences.adhere_all(
            party=party,
            from_on=form.cleaned_data["from_on"],
            declared_by=form.declared,
            by=part.who.user,
            at=part.who.at,
        ),
        done="Les adhésions sont enregistrées.",
        to=page.cancel,
    )


def _adherence(request: HttpRequest, pk: UUID, adherence_pk: UUID) -> tuple[Part, Adherence, bool]:
    """An adherence, and whether the user writes what somebody else said; 403 for whoever may write neither way."""
    part = open_part(request, pk, to_outsiders=False)
    rows = Adherence.objects.filter(agreement=part.agreement).select_related(
        "party__organisation", "party__agreement", "member", "agreement"
    )
    adherence = get_object_or_404(rows, pk=adherence_pk)
    speaks = speaking(part.standing, at=part.who.at)
    own = speaks.may_for_member(adherence.member_id)
    require(own or speaks.may(adherence.party))
    return part, adherence, not (own or speaks.is_own(adherence.party))


@require_http_methods(GET_POST)
def adherence_end(request: HttpRequest, pk: UUID, adherence_pk: UUID) -> HttpResponse:
    """A member is bound, or refuses, until a day."""
    part, adherence, declares = _adherence(request, pk, adherence_pk)
    form = LastDayForm(request.POST or None, today=part.who.day, declares=declares)
    what = "Son refus prend fin" if adherence.has_opted_out else "Elle n’est plus liée dès le lendemain"
    page = _form_page(
        part,
        adherence.party,
        f"Fin pour {adherence.member.label}",
        "Enregistrer la fin",
        f"Depuis le {adherence.from_on:%d/%m/%Y}. {what}.",
        danger=True,
    )
    return page.answer(
        request,
        form,
        lambda: adherences.end(
            adherence=adherence,
            last_day_on=form.cleaned_data["last_day_on"],
            by=part.who.user,
            at=part.who.at,
        ),
        done="La fin est enregistrée.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def adherence_refuse(request: HttpRequest, pk: UUID, adherence_pk: UUID) -> HttpResponse:
    """A member says that it is not bound."""
    part, adherence, declares = _adherence(request, pk, adherence_pk)
    form = FirstDayForm(request.POST or None, today=part.who.day, declares=declares)
    page = _form_page(
        part,
        adherence.party,
        f"{adherence.member.label} n’est pas liée",
        "Enregistrer le refus",
        "Ce qui la liait jusqu’à la veille reste écrit. La fédération, elle, reste partie.",
        danger=True,
    )
    return page.answer(
        request,
        form,
        lambda: adherences.opt_out(
            party=adherence.party,
            member=adherence.member,
            from_on=form.cleaned_data["from_on"],
            declared_by=form.declared,
            by=part.who.user,
            at=part.who.at,
        ),
        done="Le refus est enregistré.",
        to=page.cancel,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
