"""What templates know of who is there: the organisation acted for, the others, whether ProConnect is there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from maillage.accounts import proconnect
from maillage.accounts.queries import Presence


def presence(request: HttpRequest) -> dict[str, Any]:
    """``current_organisation``, ``other_organisations`` and ``has_proconnect``."""
    here: Presence | None = getattr(request, "presence", None)
    return {
        "current_organisation": here.organisation if here is not None else None,
        "other_organisations": here.others if here is not None else (),
        "has_proconnect": proconnect.is_configured(),
    }
