"""Judging on the screen: one commitment with all that may be said, many at once, what is shared."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from maillage.agreements.choices import Verdict
from maillage.agreements.models import Agreement, Commitment, Evidence, Judgement
from tests.agreements.reading_pages import first_commitment, page, said, signed_in
from tests.cast import TODAY
from tests.factories.agreements import confirmed, judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast: Any) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


@pytest.fixture
def bob(cast: Any) -> Client:
    return signed_in(cast.bob)


def sent(agreement: Agreement, verdicts: dict[int, str], seen: dict[int, Any] | None = None) -> dict[str, str]:
    """What the page of many sends back."""
    data = {"judged_on": TODAY.isoformat()}
    for row in Commitment.objects.filter(agreement=agreement):
        data[f"verdict-{row.pk.hex}"] = verdicts.get(row.number, "")
        data[f"word-{row.pk.hex}"] = ""
        data[f"seen-{row.pk.hex}"] = str((seen or {}).get(row.number, ""))
    return data


def test_one_is_judged_with_a_word_and_a_file(agreement: Agreement, bob: Client) -> None:
    commitment = first_commitment(agreement)
    data = {
        "verdict": Verdict.PARTIAL,
        "judged_on": "2026-02-28",
        "word": "Deux semaines sur quatre.",
        "file": SimpleUploadedFile("relevé.txt", b"mars : 2"),
        "label": "Relevé de mars",
    }
    answer = bob.post(reverse("agreements:judge", args=[agreement.pk, commitment.pk]), data)
    assert answer["Location"] == reverse("agreements:commitment", args=[agreement.pk, commitment.pk])
    judgement = Judgement.objects.get()
    assert (judgement.verdict, judgement.shared_at, judgement.party.label) == (Verdict.PARTIAL, None, "le CCAS")
    evidence = Evidence.objects.get()
    opened = bob.get(reverse("agreements:evidence", args=[agreement.pk, evidence.pk]))
    assert opened.getvalue() == b"mars : 2"
    assert "Relevé de mars" in said(bob, "commitment", agreement.pk, commitment.pk)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"verdict": ""}, "Choisissez une réponse."),
        ({"judged_on": "2999-01-01"}, "Cette date n’est pas vraisemblable."),
        ({"judged_on": "2140-01-01"}, "à une date passée"),
        ({"address": "javascript:alert(1)"}, "URL"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    agreement: Agreement, bob: Client, wrong: dict[str, str], message: str
) -> None:
    data = {"verdict": Verdict.KEPT, "judged_on": TODAY.isoformat(), "word": "Mot gardé", **wrong}
    address = reverse("agreements:judge", args=[agreement.pk, first_commitment(agreement).pk])
    html = bob.post(address, data).content.decode()
    assert message in html
    assert "Mot gardé" in html
    assert not Judgement.objects.exists()


def test_a_file_that_no_office_opens_is_refused_whole(agreement: Agreement, bob: Client) -> None:
    data = {
        "verdict": Verdict.KEPT,
        "judged_on": TODAY.isoformat(),
        "file": SimpleUploadedFile("a.exe", b"MZ\x00\x01\x02"),
    }
    html = bob.post(reverse("agreements:judge", args=[agreement.pk, first_commitment(agreement).pk]), data)
    assert "enregistrez-le en PDF" in html.content.decode()
    assert not Judgement.objects.exists()


def test_two_people_of_a_party_do_not_overwrite_each_other(cast: Any, agreement: Agreement, bob: Client) -> None:
    commitment = first_commitment(agreement)
    theirs = judged(agreement, cast.ccas, Verdict.BROKEN, by=cast.bob)
    data = {"verdict": Verdict.KEPT, "judged_on": TODAY.isoformat(), "word": "Mot gardé", "seen": ""}
    address = reverse("agreements:judge", args=[agreement.pk, commitment.pk])
    html = bob.post(address, data).content.decode()
    assert "entre-temps" in html
    assert "Mot gardé" in html
    assert f'value="{theirs.pk}"' in html
    again = bob.post(address, {**data, "seen": str(theirs.pk)})
    assert again.status_code == 302
    assert Judgement.objects.standing().get().verdict == Verdict.KEPT


def test_many_are_saved_at_once_and_a_line_left_alone_says_nothing(
    cast: Any, agreement: Agreement, bob: Client
) -> None:
    address = reverse("agreements:judge_many", args=[agreement.pk])
    answer = bob.post(address, sent(agreement, {1: Verdict.KEPT, 3: Verdict.BROKEN}))
    assert answer.status_code == 302
    found = {one.commitment.number: one.verdict for one in Judgement.objects.select_related("commitment")}
    assert found == {1: Verdict.KEPT, 3: Verdict.BROKEN}
    assert "2 avis enregistrés : rien n’est partagé" in said(bob, "judge_many", agreement.pk)
    seen = {one.commitment.number: one.pk for one in Judgement.objects.select_related("commitment")}
    bob.post(address, sent(agreement, {1: Verdict.KEPT, 3: Verdict.KEPT}, seen))
    assert Judgement.objects.filter(commitment__number=1).count() == 1
    assert Judgement.objects.standing().get(commitment__number=3).verdict == Verdict.KEPT


def test_what_was_judged_meanwhile_refuses_the_whole_page_and_keeps_the_choices(
    cast: Any, agreement: Agreement, bob: Client
) -> None:
    theirs = judged(agreement, cast.ccas, Verdict.KEPT, number=2, by=cast.bob)
    query = "?lesquels=a-juger"  # the line judged meanwhile is no longer in this list
    address = reverse("agreements:judge_many", args=[agreement.pk]) + query
    html = bob.post(address, sent(agreement, {1: Verdict.BROKEN, 2: Verdict.BROKEN})).content.decode()
    assert "l’engagement 2 entre-temps" in html
    assert Judgement.objects.count() == 1
    assert f'value="{theirs.pk}"' in html
    assert html.count('value="broken"') == 5
    assert html.count("checked") >= 2
    again = bob.post(address, sent(agreement, {1: Verdict.BROKEN, 2: Verdict.BROKEN}, {2: theirs.pk}))
    assert again.status_code == 302
    assert Judgement.objects.standing().filter(verdict=Verdict.BROKEN).count() == 2


def test_one_chooses_which_commitments_to_judge(cast: Any, agreement: Agreement, bob: Client) -> None:
    judged(agreement, cast.ccas, Verdict.KEPT, number=3, by=cast.bob)
    ours = page(bob, "judge_many", agreement.pk, query="?lesquels=les-notres")
    rest = page(bob, "judge_many", agreement.pk, query="?lesquels=a-juger")
    assert ours.count("<fieldset") == 3 + 1  # and the choice of light or dark
    assert rest.count("<fieldset") == 4 + 1


def test_sharing_is_asked_first_and_says_what_it_shares(cast: Any, agreement: Agreement, bob: Client) -> None:
    judged(agreement, cast.ccas, Verdict.BROKEN, by=cast.bob)
    judged(agreement, cast.ccas, Verdict.KEPT, number=2, by=cast.bob)
    told = said(bob, "share_judgements", agreement.pk)
    assert "Partager 2 avis avec les autres parties ?" in told
    assert "Engagement 1 : Non tenu" in told
    one = first_commitment(agreement).pk
    bob.post(reverse("agreements:share_judgements", args=[agreement.pk]) + f"?engagement={one}")
    assert [one.commitment.number for one in Judgement.objects.filter(shared_at__isnull=False)] == [1]
    assert bob.get(reverse("agreements:share_judgements", args=[agreement.pk]) + "?engagement=x").status_code == 404


def test_evidence_needs_something_to_show(cast: Any, agreement: Agreement, bob: Client) -> None:
    judged(agreement, cast.ccas, Verdict.KEPT, by=cast.bob)
    address = reverse("agreements:evidence_new", args=[agreement.pk, first_commitment(agreement).pk])
    assert "Joignez un fichier, ou donnez une adresse." in bob.post(address, {"label": "rien"}).content.decode()
    assert bob.post(address, {"address": "https://bilan.example"}).status_code == 302
    assert Evidence.objects.get().label == "https://bilan.example"
