"""Before something that matters, whoever signed in a while ago confirms who they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])


def confirmed(view: View) -> View:
    """Only whoever confirmed who they are lately may write; looking stays free, and what was sent is kept."""
    return cast("View", reauthentication_required(app="maillage.accounts", allow_get=True)(view))
