"""What is being read of a draft, and which of its files could be."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from maillage.agreements.choices import READ_ROLES
from maillage.agreements.models import Agreement, Document, Expression, ReadingJob


def last_job(agreement: Agreement) -> ReadingJob | None:
    """The reading that was asked for last, with its file."""
    return agreement.reading_jobs.select_related("file").order_by("-asked_at", "-pk").first()


def ahead_of(job: ReadingJob) -> int:
    """How many readings were asked for before this one, and are not over."""
    earlier = Q(asked_at__lt=job.asked_at) | Q(asked_at=job.asked_at, pk__lt=job.pk)
    return ReadingJob.objects.filter(earlier, ended_at__isnull=True).count()


def files_to_read(agreement: Agreement) -> QuerySet[Document]:
    """The files that may say the text of an agreement: originals and working texts, those that prevail first."""
    rows = Document.objects.standing().filter(agreement=agreement, role__in=READ_ROLES, is_private=False)
    return rows.select_related("file").order_by("-is_authoritative", "added_at", "pk")


def current_text(agreement: Agreement) -> Expression | None:
    """The text that holds now, without its words."""
    rows = Expression.objects.current().filter(agreement=agreement)
    return rows.select_related("file").defer("text", "html").first()
