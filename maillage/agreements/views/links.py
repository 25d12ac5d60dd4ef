"""Links of an agreement to others, and what it does otherwise than the frame that it declines."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from maillage.agreements.actions import links
from maillage.agreements.choices import LinkKind
from maillage.agreements.forms.links import LinkForm, agreement_box
from maillage.agreements.models import Agreement, AgreementLink
from maillage.agreements.queries import links as queries
from maillage.agreements.queries import redlines
from maillage.agreements.views.parts import Part, open_part, open_to_edit
from maillage.agreements.views.redlines import labelled_terms
from maillage.base.http import render_page
from maillage.organisations.choosing import typed_in
from maillage.organisations.forms.organisations import ConfirmForm
from maillage.organisations.pages import GET_POST, FormPage, asked

LINKS = "agreements:links"


@require_safe
def link_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The links both ways, and the frameworks."""
    part = open_part(request, pk)
    threads = queries.threads_of(part.agreement, part.who.user, horizon=part.horizon, at=part.who.at)
    context = part.page(
        LINKS,
        threads=threads,
        citations=queries.citations_of(part.agreement, day=part.day),
        unlinked=queries.unlinked_mentions(part.agreement, threads) if part.standing.can_edit else [],
    )
    return render_page(request, "agreements/links.html", context)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What the box to choose an agreement offers for the words typed in it."""
    who = asked(request)
    name, typed, _many = typed_in(request)
    rows = Agreement.objects.visible_to(who.user, at=who.at)
    return render_page(request, "organisations/choose.html", agreement_box(name, typed, rows), part="options")


@require_http_methods(GET_POST)
def link_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tie the agreement to another."""
    part = open_to_edit(request, pk)
    others = Agreement.objects.visible_to(part.who.user, at=part.who.at).exclude(pk=part.agreement.pk)
    initial = {"title": request.GET.get("titre", "")[:300]}
    form = LinkForm(request.POST or None, agreements=others, initial=initial)
    page = _form_page(part, "Relier à un autre accord", "Relier")
    return page.answer(
        request,
        form,
        lambda: links.make(agreement=part.agreement, **form.given(*LinkForm.VALUES), by=part.who.user, at=part.who.at),
        done="Le lien est enregistré.",
        to=page.cancel,
    )


@require_http_methods(GET_POST)
def link_undo(request: HttpRequest, pk: UUID, link_pk: UUID) -> HttpResponse:
    """Take a link away, from the agreement that it was written in."""
    part = open_to_edit(request, pk)
    rows = AgreementLink.objects.filter(agreement=part.agreement).select_related("agreement")
    link = get_object_or_404(rows, pk=link_pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = _form_page(part, "Défaire le lien", "Défaire le lien")
    page.lede = "Les deux accords restent ; seul le lien disparaît."
    page.danger = True
    return page.answer(
        request,
        form,
        lambda: links.undo(link=link, by=part.who.user, at=part.who.at),
        done="Le lien est défait.",
        to=page.cancel,
    )


@require_safe
def deviation_page(request: HttpRequest, pk: UUID, link_pk: UUID) -> HttpResponse:
    """A local agreement against its frame: both must be seen, and their readings confirmed."""
    part = open_part(request, pk)
    rows = AgreementLink.objects.filter(kind=LinkKind.DECLINES, target__isnull=False)
    link = get_object_or_404(rows.select_related("agreement", "target"), pk=link_pk)
    local, frame = link.agreement, link.target
    seen = Agreement.objects.visible_to(part.who.user, at=part.who.at).filter(confirmed_at__isnull=False)
    if frame is None or part.agreement.pk not in {local.pk, frame.pk}:
        raise Http404
    if seen.filter(pk__in=[local.pk, frame.pk]).count() < 2:
        raise Http404
    found = queries.compare(frame, local, day=part.day)
    terms = labelled_terms(found)
    texts = redlines.latest(frame, part.who.user, at=part.who.at), redlines.latest(local, part.who.user, at=part.who.at)
    context = part.page(LINKS, found=found, terms=terms, frame=frame, local=local, texts=texts if all(texts) else None)
    return render_page(request, "agreements/deviations.html", context)


def _form_page(part: Part, title: str, label: str) -> FormPage:
    back = part.address("links")
    return FormPage(title, label, back, part.trail("Liens", back), above=part.agreement.title)
