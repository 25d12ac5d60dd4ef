"""What is asked of the queue: each task may be done twice, or come late, without harm."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from maillage.notices.actions import posting


@task()
def send_letter(letter: str) -> str:
    """Send one letter. What does not leave now is taken up by :func:`posting.post_due`, which looks at all of them."""
    done = posting.post_one(pk=UUID(letter), clock=timezone.now)
    return "sent" if done.sent else "waiting"
