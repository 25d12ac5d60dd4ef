"""The letters about alerts: titles and links, in plain text and in simple HTML. No name, nothing of what is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from maillage.notices.kinds import kind_of
from maillage.notices.links import Choice, address_of
from maillage.notices.models import Notice
from maillage.notices.words import Words
from maillage.organisations.models import Organisation, User

_SUBJECT = 120


def of_one(notice: Notice, user: User) -> Words:
    """The letter about one alert: its title is the subject."""
    return _words(notice.title, [notice], user, notice.organisation)


def of_many(notices: Sequence[Notice], user: User, organisation: Organisation) -> Words:
    """The letter that gathers several; with one alone it bears its title."""
    if len(notices) == 1:
        return _words(notices[0].title, notices, user, organisation)
    return _words(f"{len(notices)} échéances et avis – {organisation.label}", notices, user, organisation)


def _words(title: str, notices: Sequence[Notice], user: User, organisation: Organisation) -> Words:
    address = address_of(Choice(user.pk, organisation.pk))
    said: dict[str, Any] = {
        "title": title,
        "organisation": organisation.label,
        "lines": [(one, kind_of(one.kind).label, settings.ADDRESS + one.path) for one in notices],
        "all_address": settings.ADDRESS + "/avis/",
        "rhythm_address": address,
    }
    subject = " ".join(title.split())
    return Words(
        subject if len(subject) <= _SUBJECT else subject[:_SUBJECT].rsplit(" ", 1)[0] + "…",
        render_to_string("notices/email/letter.txt", said),
        render_to_string("notices/email/letter.html", said),
        # RFC 8058: one click in the mail program, which posts to this address without cookies.
        {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
