"""Who reads the text and the commitments of an agreement, who judges, and who opens what is shown for a judgement."""

from __future__ import annotations

from typing import Any

from maillage.agreements.actions.judging import Shown
from maillage.agreements.choices import Verdict
from maillage.agreements.models import Agreement, Commitment, Evidence, ProvisionVersion
from tests.access.agreements_record import AUTHORS, PARTIES, draft, public, shared
from tests.access.table import Row, only, signed_in
from tests.cast import TODAY
from tests.factories.agreements import THEN, confirmed, judged, rewritten

JUDGES = ("alice", "bob")


def _with_first(agreement: Any) -> list[object]:
    return [agreement, Commitment.objects.get(agreement=agreement, number=1).pk]


def commitment(cast: Any) -> list[object]:
    """A commitment of an agreement of the Département and the CCAS."""
    return _with_first(shared(cast)[0])


def public_commitment(cast: Any) -> list[object]:
    """The same, published."""
    return _with_first(public(cast)[0])


def judged_commitment(cast: Any) -> list[object]:
    """A commitment that both parties judged."""
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    for body in (cast.departement, cast.ccas):
        judged(agreement, body, Verdict.KEPT)
    return _with_first(agreement.pk)


def provision(cast: Any) -> list[object]:
    """A provision of the same agreement."""
    agreement = shared(cast)[0]
    version = ProvisionVersion.objects.filter(expression__agreement=agreement, eid="art_2").get()
    return [agreement, version.provision_id]


def evidence(cast: Any, *, share_now: bool = False) -> list[object]:
    """A file that the CCAS shows for its judgement, and keeps for itself."""
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    shown = Shown(label="Compte rendu", file_name="compte-rendu.txt", content=b"Permanence tenue.")
    judgement = judged(agreement, cast.ccas, Verdict.KEPT, shown=shown, share_now=share_now)
    return [agreement.pk, Evidence.objects.get(judgement=judgement).pk]


def two_versions(cast: Any) -> list[object]:
    """An agreement of the Département and the CCAS whose text has two versions."""
    agreement = confirmed(cast.departement, cast.ccas, by=cast.alice)
    before, after = rewritten(agreement, "trois mois", "six mois", by=cast.alice)
    return [agreement.pk, before.pk, after.pk]


def earlier_of_public(cast: Any) -> list[object]:
    """The same, published: whoever is outside reads the current version alone."""
    pair = two_versions(cast)
    Agreement.objects.filter(pk=pair[0]).update(published_at=THEN)
    return pair


def answer(_cast: Any) -> dict[str, object]:
    """A verdict."""
    return {"verdict": Verdict.KEPT, "judged_on": TODAY.isoformat()}


MAY_JUDGE = only(200, *JUDGES) | {"dina": 403, "eric": 403}
JUDGED = only(302, *JUDGES) | {"dina": 403, "eric": 403}
OPEN_TO_ALL = signed_in(200)
SHARED = only(200, *PARTIES)

ROWS = [
    Row("agreements:detail", only(200, *AUTHORS), args=draft, state="draft"),
    Row("agreements:detail", SHARED, args=shared),
    Row("agreements:detail", OPEN_TO_ALL, args=public, state="published"),
    Row("agreements:provision", only(302, *PARTIES), args=provision),
    Row("agreements:compare", only(200, *AUTHORS), args=draft, state="draft"),
    Row("agreements:compare", SHARED, args=shared),
    Row("agreements:compare", OPEN_TO_ALL, args=public, state="published"),
    Row("agreements:redline", SHARED, args=two_versions),
    Row("agreements:redline", SHARED, args=earlier_of_public, state="published"),
    Row("agreements:redline_word", SHARED, args=two_versions),
    Row("agreements:commitments", only(200, *AUTHORS), args=draft, state="draft"),
    Row("agreements:commitments", SHARED, args=shared),
    Row("agreements:commitments", OPEN_TO_ALL, args=public, state="published"),
    Row("agreements:commitments_export", SHARED, args=lambda cast: [*shared(cast), "csv"]),
    Row(
        "agreements:commitments_export", signed_in(404), args=lambda cast: [*shared(cast), "pdf"], state="unknown form"
    ),
    Row("agreements:commitment", SHARED, args=commitment),
    Row("agreements:commitment", OPEN_TO_ALL, args=public_commitment, state="published"),
    Row("agreements:judge", MAY_JUDGE, args=commitment),
    Row("agreements:judge", signed_in(403, alice=200, bob=200), args=public_commitment, state="published"),
    Row("agreements:judge", JUDGED, method="post", args=commitment, data=answer),
    Row("agreements:judge_many", MAY_JUDGE, args=shared),
    Row("agreements:judge_many", only(403, *AUTHORS), args=draft, state="draft"),
    Row("agreements:judge_many", JUDGED, method="post", args=shared, data=answer),
    Row("agreements:share_judgements", MAY_JUDGE, args=shared),
    Row("agreements:share_judgements", JUDGED, method="post", args=lambda cast: judged_commitment(cast)[:1]),
    Row("agreements:evidence_new", MAY_JUDGE, args=judged_commitment),
    Row(
        "agreements:evidence_new",
        JUDGED,
        method="post",
        args=judged_commitment,
        data=lambda _cast: {"address": "https://exemple.example/bilan"},
    ),
    Row("agreements:evidence", only(200, "bob"), args=evidence, state="private"),
    Row("agreements:evidence", SHARED, args=lambda cast: evidence(cast, share_now=True), state="shared"),
]
