"""Reference frameworks that an agreement cites, in the version that it cites."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from maillage.agreements.actions import links
from maillage.agreements.choices import MentionKind
from maillage.agreements.forms.links import NEW, FrameworkForm
from maillage.agreements.models import Mention
from maillage.agreements.queries.links import frameworks_like
from maillage.agreements.views.parts import open_to_edit
from maillage.organisations.pages import GET_POST, FormPage


@require_http_methods(GET_POST)
def framework_cite(request: HttpRequest, pk: UUID, mention_pk: UUID) -> HttpResponse:
    """Say which version the text cites, of those that are known or of one to add."""
    part = open_to_edit(request, pk)
    rows = Mention.objects.filter(agreement=part.agreement, kind=MentionKind.FRAMEWORK, superseded_at__isnull=True)
    mention = get_object_or_404(rows.select_related("agreement", "framework"), pk=mention_pk)
    known = frameworks_like(mention.text, request.GET.get("q", ""))
    if mention.framework is not None and mention.framework not in known:
        known.insert(0, mention.framework)
    initial = {"name": mention.text[:1].upper() + mention.text[1:300], "framework": mention.framework_id or NEW}
    form = FrameworkForm(request.POST or None, known=known, initial=initial)
    back = part.address("links")
    page = FormPage(
        "Quelle version est citée",
        "Enregistrer",
        back,
        part.trail("Liens", back),
        f"Le texte cite : « {mention.text} ».",
        part.agreement.title,
        template="agreements/framework.html",
        context={"query": request.GET.get("q", "")},
    )

    @transaction.atomic
    def cite() -> None:
        chosen = links.describe(**form.given(*FrameworkForm.VALUES), replaces=form.replaced) if form.is_new else None
        framework = chosen if chosen is not None else form.chosen
        links.cite(mention=mention, framework=framework, by=part.who.user, at=part.who.at)

    return page.answer(request, form, cite, done="La version citée est enregistrée.", to=back)
