"""What partners ask of the person's organisations, and the summaries that they are to read, on the home."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.agreements.queries.campaigns import awaited_of
from maillage.agreements.queries.waiting import is_anything_asked
from maillage.organisations.permissions import Permission
from maillage.web.home import Expected, Section, Visit, register


def asked(visit: Visit) -> Iterable[Expected]:
    """Requests that wait for an answer, and agreements to take note of."""
    if not is_anything_asked(visit.mine(Permission.AGREEMENT_VIEW), visit.user.person_id):
        return
    for one in awaited_of(visit.user, visit.rights, at=visit.at):
        yield Expected(title=one.title, words=one.words, address=one.address, label=one.label, on=one.on)


def register_all() -> None:
    """Bring these lines to the home."""
    register(Section.EXPECTED, asked)
