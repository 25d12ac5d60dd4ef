"""What the tests of this room share."""

from tests.web.conftest import enter

__all__ = ["enter"]
