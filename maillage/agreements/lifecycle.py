"""The states of the reading of an agreement, and the verbs that lead from one to another; what is not here is refused.

The state itself follows from dated facts (``models.Agreement.state``): an agreement that comes out of the archives
takes again the state that its facts make. docs/states.md shows this table, and a test compares them.
"""

from __future__ import annotations

from maillage.agreements.choices import AgreementState
from maillage.base.refusals import Refusal

_DRAFT, _SHARED, _CONFIRMED = AgreementState.DRAFT, AgreementState.SHARED, AgreementState.CONFIRMED
_PUBLISHED, _ARCHIVED = AgreementState.PUBLISHED, AgreementState.ARCHIVED

AGREEMENT: dict[tuple[AgreementState, str], tuple[AgreementState, ...]] = {
    (_DRAFT, "share"): (_SHARED,),
    (_DRAFT, "confirm"): (_CONFIRMED,),
    (_DRAFT, "archive"): (_ARCHIVED,),
    (_SHARED, "confirm"): (_CONFIRMED,),
    (_SHARED, "archive"): (_ARCHIVED,),
    (_CONFIRMED, "share"): (_CONFIRMED,),
    (_CONFIRMED, "publish"): (_PUBLISHED,),
    (_CONFIRMED, "archive"): (_ARCHIVED,),
    (_PUBLISHED, "unpublish"): (_CONFIRMED,),
    (_PUBLISHED, "archive"): (_ARCHIVED,),
    (_ARCHIVED, "restore"): (_DRAFT, _SHARED, _CONFIRMED, _PUBLISHED),
}
"""The states that a verb may lead to; only bringing back has several: the facts say which."""

_REFUSED = {
    "share": "Cet accord est déjà partagé.",
    "confirm": "La lecture de cet accord est déjà confirmée.",
    "publish": "Un accord se publie quand sa lecture est confirmée et qu’il est partagé avec ses parties.",
    "unpublish": "Cet accord n’est pas publié.",
    "archive": "Cet accord est déjà archivé.",
    "restore": "Cet accord n’est pas archivé.",
}


def check(state: AgreementState, verb: str) -> tuple[AgreementState, ...]:
    """The states that ``verb`` may lead to from ``state``, or a refusal."""
    reached = AGREEMENT.get((state, verb))
    if reached is None:
        raise Refusal(_REFUSED[verb])
    return reached
