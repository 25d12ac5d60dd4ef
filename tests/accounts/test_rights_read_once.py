"""The rights of whoever asks for a page are read once, and are those of the day."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.organisations.models import Person, User
from maillage.organisations.permissions import Permission, Rights, rights_of
from tests.cast import Cast
from tests.helpers import queries_of
from tests.web.conftest import Enter, enter  # noqa: F401 the fixture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/personnes/", "/organisations/", "/recherche/?q=alice"])
def test_a_page_reads_the_rights_of_its_reader_once(enter: Enter, cast: Cast, address: str) -> None:  # noqa: F811
    asked = [sql for sql in queries_of(enter(cast.alice), address) if f"{cast.alice.pk.hex}" in sql.replace("-", "")]
    assert len([sql for sql in asked if 'FROM "organisations_grant"' in sql]) == 1


def test_rights_that_a_request_read_hold_for_its_day_alone(cast: Cast) -> None:
    now = timezone.now()
    user = User.objects.get(pk=cast.alice.pk)
    assert rights_of(user, at=now).can(Permission.PERSON_VIEW, organisation=cast.departement)
    user.known_rights = timezone.localdate(now), Rights(is_open=True)
    assert not rights_of(user, at=now).grants
    assert rights_of(user, at=now + dt.timedelta(days=1)).grants


def test_an_account_read_again_brings_no_rights_with_it(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert Person.objects.visible_to(User.objects.get(pk=cast.alice.pk)).exists()
    assert len(asked) == 3
