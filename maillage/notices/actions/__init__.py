"""What the rooms above say of their subjects: ``tell`` that something is to be known or done, ``stop`` once it is."""

from maillage.notices.actions.telling import stop, tell

__all__ = ["stop", "tell"]
