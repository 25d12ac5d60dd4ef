"""How a request is shown: the state of its letter and of its answer, in a word."""

from __future__ import annotations

import datetime as dt

from maillage.agreements.choices import DocumentRole, Task
from maillage.agreements.models import Request
from maillage.agreements.state_words import Shown

ANSWERED = Shown("Répondu", "k-kept", "kept")
REVOKED = Shown("Annulée", "k-waived", "quiet")
EXPIRED = Shown("Périmée", "k-waived", "watch")
AT_HOME = Shown("Sur leur accueil", "k-pending", "info")
NO_ADDRESS = Shown("Adresse à donner", "k-due", "watch")
NOT_MAILED = Shown("Courriel non parti", "k-late", "late")
WAITING = Shown("En attente", "k-pending", "info")

SETTLE = dt.timedelta(minutes=10)
"""How long a letter may take to leave before one is told that it has not, and the night looks for it."""

TASKS = {
    Task.CONFIRM_READING: "Confirmer la lecture",
    Task.GIVE_PIECE: "Donner une pièce",
    Task.JUDGE: "Dire où en sont ses engagements",
    Task.ACKNOWLEDGE: "Prendre connaissance du résumé",
}


def state_of(request: Request, *, has_account: bool, at: dt.datetime) -> Shown:
    """The state of a request in a word; ``has_account``: who is asked answers behind the doors."""
    if request.done_at is not None:
        return ANSWERED
    if request.revoked_at is not None:
        return REVOKED
    if request.expires_at <= at:
        return EXPIRED
    if not request.email:
        return AT_HOME if has_account else NO_ADDRESS
    is_leaving = at - max(request.sent_at, request.reminded_at or request.sent_at) < SETTLE
    return WAITING if request.mailed_at is not None or is_leaving else NOT_MAILED


def task_of(request: Request) -> str:
    """What a request asks, as a list says it."""
    said = TASKS[Task(request.task)]
    return f"{said} : {DocumentRole(request.about).label}" if request.about else said
