"""How the user of a session is read: with the name and the second factor that every page asks for."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from maillage.accounts.queries import with_second_factor
from maillage.organisations.models import User


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Authentication by e-mail and password; the user comes with ``person`` and ``has_second_factor`` in one query."""

    def get_user(self, user_id: Any) -> User | None:
        """The user of a session, unless the account is closed."""
        user = with_second_factor(User.objects.select_related("person")).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
