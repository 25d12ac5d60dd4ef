"""Where a deposit leads: each step, and the page that comes after the reading."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from maillage.agreements.models import Agreement, Document
from maillage.agreements.queries.duplicates import likely_duplicates
from maillage.agreements.queries.pieces import pieces_of
from maillage.agreements.queries.reading import current_text, last_job
from maillage.agreements.views.common import Opened
from maillage.organisations.models import Organisation
from maillage.organisations.pages import Asked
from maillage.organisations.permissions import Permission, rights_of

STEPS = ("Déposer le texte", "Confirmer la lecture", "Créer l’accord")


def own_organisations(who: Asked) -> list[Organisation]:
    """Those for which the user may bring agreements, the one they act for first."""
    ids = rights_of(who.user, at=who.at).organisation_ids(Permission.AGREEMENT_EDIT)
    rows = Organisation.objects.active().filter(pk__in=ids).order_by("folded", "pk")
    return sorted(rows, key=lambda one: one.pk != who.user.current_organisation_id)


def can_be_read(opened: Opened) -> bool:
    """Whether the user may give another file to read: the reading is not confirmed."""
    return opened.standing.can_edit and opened.agreement.confirmed_at is None


def pieces(opened: Opened) -> QuerySet[Document]:
    """The files of the agreement that the user may open."""
    return pieces_of(opened.standing, user=opened.who.user, at=opened.who.at)


def next_address(who: Asked, agreement: Agreement) -> str:
    """What comes after a reading: say why it failed, what the text is, what it may repeat; else confirm it."""
    job = last_job(agreement)
    if job is not None and (job.problem or not job.is_over):
        return reverse("agreements:progress", args=[agreement.pk])
    if agreement.confirmed_at is None and current_text(agreement) is not None:
        if agreement.is_reference:
            return reverse("agreements:nature", args=[agreement.pk])
        if likely_duplicates(agreement, user=who.user, at=who.at):
            return reverse("agreements:duplicates", args=[agreement.pk])
        return reverse("agreements:reading", args=[agreement.pk])
    return agreement.get_absolute_url()
