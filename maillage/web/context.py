"""What the frame of every page needs: theme, rooms, account, status of accessibility."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from maillage.notices.queries.inbox import unseen
from maillage.web import navigation
from maillage.web.accessibility import declaration
from maillage.web.theme import CHOICES, theme_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """The variables of base.html."""
    variables: dict[str, Any] = {
        "theme": theme_of(request),
        "themes": CHOICES,
        "accessibility_status": declaration().status,
        "rooms": [],
        "more_rooms": [],
        "sign_in_address": navigation.address_of(navigation.SIGN_IN),
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return variables
    rooms = navigation.links(request, navigation.ROOMS)
    # The room accounts sets it: the organisation that the user acts for in this session.
    organisation = getattr(request, "organisation", None) or user.current_organisation
    return variables | {
        "rooms": rooms[: navigation.PLACES],
        "more_rooms": rooms[navigation.PLACES :],
        "notices_address": navigation.address_of("notices:inbox"),
        "unseen": unseen(user, at=timezone.now()),
        "search_address": navigation.address_of(navigation.SEARCH),
        "sign_out_address": navigation.address_of(navigation.SIGN_OUT),
        "account": {
            "name": str(user),
            "organisation": (organisation.short_name or organisation.name) if organisation else "",
            "nature": organisation.kind if organisation else "",
            "links": navigation.links(request, navigation.ACCOUNT),
        },
    }
