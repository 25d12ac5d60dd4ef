"""Likely duplicates and their merging: proposed to those who see both, never telling of another; undone whole."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maillage.agreements.actions import ending, merging
from maillage.agreements.choices import Answer, DocumentRole, LinkKind
from maillage.agreements.ending_choices import EndingWay, Means
from maillage.agreements.models import (
    Agreement,
    AgreementLink,
    AgreementMerge,
    Commitment,
    Document,
    Judgement,
    Party,
    ReadingConfirmation,
)
from maillage.agreements.queries.duplicates import likely_duplicates
from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from maillage.organisations.models import Grant
from maillage.organisations.permissions import Role
from tests.cast import NOW, TODAY
from tests.factories.agreements import PROTOCOL, THEN, brought, confirmed, published, upload
from tests.factories.organisations import GrantFactory
from tests.helpers import assert_flat

pytestmark = pytest.mark.django_db
SCANNED = PROTOCOL.replace("Accueil des personnes", "Accuei1 des personnes").replace("mise en œuvre", "mise en oeuvre")


def _reasons(agreement: Agreement, user: Any) -> dict[Any, tuple[str, ...]]:
    return {one.agreement.pk: one.reasons for one in likely_duplicates(agreement, user=user, at=NOW)}


# ---------------------------------------------------------------- what is proposed


def test_the_same_text_is_the_same_agreement(cast: Any) -> None:
    mine, theirs = brought(cast.departement), confirmed(cast.ccas, cast.departement)
    assert _reasons(mine, cast.alice) == {theirs.pk: ("même texte",)}


def test_the_draft_of_another_organisation_is_never_told(cast: Any) -> None:
    mine = brought(cast.departement)
    brought(cast.ccas)
    confirmed(cast.ccas, cast.commune, shared=False)
    assert _reasons(mine, cast.alice) == {}


def test_a_file_that_another_party_keeps_private_tells_nothing(cast: Any) -> None:
    shared = confirmed(cast.ccas, cast.departement, text=PROTOCOL.replace("trois ans", "deux ans"))
    Document.objects.filter(agreement=shared).update(is_private=True)
    mine = brought(cast.departement, text="Note de lecture sans rapport.")
    Document.objects.filter(agreement=mine).update(file=Document.objects.get(agreement=shared).file)
    assert _reasons(mine, cast.alice) == {}


def test_a_scan_of_the_same_text_is_found_by_its_words(cast: Any) -> None:
    mine, other = brought(cast.departement, text=SCANNED), confirmed(cast.departement, cast.ccas)
    Agreement.objects.filter(pk=mine.pk).update(title="PROTOCOLE LOCAL MONTCLAIR numérisé")
    mine.refresh_from_db()
    assert _reasons(mine, cast.alice) == {other.pk: ("texte presque identique",)}


def test_titles_and_parties_alike_are_proposed_with_their_reasons(cast: Any) -> None:
    shorter = PROTOCOL[: PROTOCOL.index("Article 2")] + "Fait à Montclair, le\n"
    mine, other = brought(cast.departement, text=shorter), brought(cast.departement)
    assert _reasons(mine, cast.alice) == {other.pk: ("titre identique", "mêmes parties")}


def test_a_renewal_is_not_a_duplicate(cast: Any) -> None:
    old = PROTOCOL.replace("DE MONTCLAIR", "DE MONTCLAIR 2022-2025")
    new = PROTOCOL.replace("DE MONTCLAIR", "DE MONTCLAIR 2025-2028")
    brought(cast.departement, text=old.replace("2022-2025", "2019-2022"))
    assert _reasons(brought(cast.departement, text=new), cast.alice) == {}


def test_another_agreement_of_the_same_parties_is_not_a_duplicate(cast: Any) -> None:
    other = "CONVENTION RELATIVE AU REGISTRE CANICULE\n" + PROTOCOL.partition("\n")[2].replace("Accueil", "Canicule")
    brought(cast.departement, text=other[: other.index("Article 3")] + "Le Département s’engage à prévenir le CCAS.\n")
    assert _reasons(brought(cast.departement), cast.alice) == {}


def test_an_agreement_without_text_is_compared_by_its_title(cast: Any) -> None:
    from maillage.agreements.actions import bringing

    bare = bringing.bring(
        organisation=cast.departement,
        title="Protocole local de coordination des solidarités de Montclair",
        by=cast.alice,
        at=THEN,
    )
    assert _reasons(brought(cast.departement), cast.alice) == {bare.pk: ("titre identique",)}


def test_the_page_asks_as_many_queries_whatever_is_alike(client: Client, cast: Any) -> None:
    mine = brought(cast.departement)
    confirmed(cast.departement, cast.ccas)
    brought(cast.departement)
    client.force_login(cast.alice)

    def grow() -> None:
        for _time in range(4):
            confirmed(cast.departement, cast.ccas, text=SCANNED)
            brought(cast.departement)

    assert_flat(client, reverse("agreements:duplicates", args=[mine.pk]), grow)


# ---------------------------------------------------------------- put together


def test_what_was_added_to_the_other_follows_and_the_other_is_hidden(cast: Any) -> None:
    kept, dropped = confirmed(cast.departement, cast.ccas), brought(cast.departement, reference="2025-12")
    kept.documents.all().delete()
    target = brought(cast.departement, text="Guide pratique de l’accueil.")
    link = AgreementLink.objects.create(agreement=dropped, kind=LinkKind.APPLIES, target=target, made_at=NOW)
    grant = GrantFactory(user=cast.eric, organisation=cast.departement, role=Role.AGENT, agreement_id=dropped.pk)
    done = merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW)
    kept.refresh_from_db()
    assert Document.objects.get(agreement=kept).is_authoritative
    assert AgreementLink.objects.get(pk=link.pk).agreement_id == kept.pk
    assert Grant.objects.get(pk=grant.pk).agreement_id == kept.pk
    assert kept.reference == "2025-12"
    assert not Agreement.objects.visible_to(cast.alice, at=NOW).filter(pk=dropped.pk).exists()
    assert {row["model"] for row in done.moved["rows"]} == {
        "agreements.document",
        "agreements.agreementlink",
        "organisations.grant",
    }
    assert Event.objects.filter(verb="agreement-merged").count() == 2


def test_the_letters_of_a_notice_follow_their_parties_and_go_back(cast: Any) -> None:
    kept, dropped = confirmed(cast.departement, cast.ccas), confirmed(cast.departement, cast.ccas)
    giver, to = (Party.objects.get(agreement=dropped, organisation=one) for one in (cast.ccas, cast.departement))
    notice = ending.prepare(party=giver, way=EndingWay.EXIT_NOTICE, by=cast.bob, at=NOW)
    letter = ending.deliver(ending=notice, party=to, means=Means.LETTER, sent_on=TODAY, by=cast.bob, at=NOW)
    merge = merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW)
    for row in (notice, letter):
        row.refresh_from_db()
    assert (notice.agreement, notice.party.agreement, letter.party.agreement) == (kept, kept, kept)
    merging.undo(merge=merge, by=cast.alice, at=NOW)
    for row in (notice, letter):
        row.refresh_from_db()
    assert (notice.agreement, notice.party, letter.party) == (dropped, giver, to)


def test_undoing_puts_everything_back(cast: Any) -> None:
    kept, dropped = confirmed(cast.departement, cast.ccas), brought(cast.departement, reference="2025-12")
    before = {one.pk: (one.agreement_id, one.is_authoritative) for one in Document.objects.all()}
    done = merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW)
    merging.undo(merge=done, by=cast.alice, at=NOW)
    kept.refresh_from_db()
    assert {one.pk: (one.agreement_id, one.is_authoritative) for one in Document.objects.all()} == before
    assert kept.reference == ""
    assert Agreement.objects.visible_to(cast.alice, at=NOW).filter(pk=dropped.pk).exists()
    assert Event.objects.filter(verb="agreement-unmerged").count() == 2
    with pytest.raises(Refusal, match="déjà séparés"):
        merging.undo(merge=done, by=cast.alice, at=NOW)


def test_undoing_leaves_what_somebody_moved_since(cast: Any) -> None:
    kept, dropped = confirmed(cast.departement, cast.ccas), brought(cast.departement)
    elsewhere = brought(cast.departement, text="Guide pratique.")
    moved = Document.objects.get(agreement=dropped)
    done = merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW)
    Document.objects.filter(pk=moved.pk).update(agreement=elsewhere)
    merging.undo(merge=done, by=cast.alice, at=NOW)
    assert Document.objects.get(pk=moved.pk).agreement_id == elsewhere.pk


def test_answers_to_the_same_text_follow_and_go_back(cast: Any) -> None:
    kept, dropped = confirmed(cast.departement, cast.ccas), confirmed(cast.departement, cast.ccas)
    party = Party.objects.get(agreement=dropped, organisation=cast.ccas)
    answer = ReadingConfirmation.objects.get(agreement=dropped, party=party)
    answer.answer, answer.answered_at = Answer.CONFIRMED, NOW
    answer.save()
    commitment = Commitment.objects.filter(agreement=dropped).order_by("number").first()
    judgement = Judgement.objects.create(
        commitment=commitment, party=party, verdict="kept", judged_on=TODAY, made_at=NOW
    )
    done = merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW)
    judgement.refresh_from_db()
    asked = ReadingConfirmation.objects.get(agreement=kept, party__organisation=cast.ccas)
    assert (asked.answer, asked.answered_at) == (Answer.CONFIRMED, NOW)
    assert judgement.commitment.agreement_id == kept.pk
    assert commitment is not None
    assert judgement.commitment.number == commitment.number
    merging.undo(merge=done, by=cast.alice, at=NOW)
    asked.refresh_from_db()
    judgement.refresh_from_db()
    assert (asked.answer, judgement.commitment) == (Answer.ASKED, commitment)


def test_answers_to_another_text_stay_with_it(cast: Any) -> None:
    kept, dropped = confirmed(cast.departement, cast.ccas), confirmed(cast.departement, cast.ccas, text=SCANNED)
    party = Party.objects.get(agreement=dropped, organisation=cast.ccas)
    answer = ReadingConfirmation.objects.get(agreement=dropped, party=party)
    merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW)
    answer.refresh_from_db()
    assert answer.agreement_id == dropped.pk


def test_the_address_of_a_double_leads_to_the_one_that_is_kept_for_who_may_see_it(cast: Any, client: Client) -> None:
    first, second, third = (brought(cast.departement) for _ in range(3))
    merging.merge(kept=second, dropped=first, by=cast.alice, at=NOW)
    merging.merge(kept=third, dropped=second, by=cast.alice, at=NOW)
    client.force_login(cast.alice)
    for route in ("agreements:detail", "agreements:parties"):
        answer = client.get(reverse(route, args=[first.pk]))
        assert (answer.status_code, answer["Location"]) == (302, reverse(route, args=[third.pk]))
    party = reverse("agreements:party_edit", args=[first.pk, first.pk])
    assert client.get(party)["Location"] == third.get_absolute_url()
    assert client.post(reverse("agreements:edit", args=[first.pk])).status_code == 404
    client.force_login(cast.chloe)
    assert client.get(first.get_absolute_url()).status_code == 404


def test_what_others_see_is_not_hidden_behind_a_draft(cast: Any) -> None:
    kept, dropped = brought(cast.departement), confirmed(cast.ccas, cast.departement)
    with pytest.raises(merging.KeepTheOther, match="partagé"):
        merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW)
    shared = confirmed(cast.departement, cast.ccas)
    with pytest.raises(merging.KeepTheOther, match="publié"):
        merging.merge(kept=shared, dropped=published(cast.departement, cast.ccas), by=cast.alice, at=NOW)


def test_no_party_loses_sight_of_the_agreement(cast: Any) -> None:
    kept, dropped = confirmed(cast.departement, cast.commune), confirmed(cast.departement, cast.ccas)
    with pytest.raises(Refusal, match="ajoutez-la d’abord"):
        merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW)
    Party.objects.filter(agreement=kept, organisation=cast.commune).update(organisation=None)
    merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW)
    assert Agreement.objects.visible_to(cast.bob, at=NOW).filter(pk=kept.pk).exists()
    done = AgreementMerge.objects.get()
    merging.undo(merge=done, by=cast.alice, at=NOW)
    assert Party.objects.get(agreement=kept, order=1).organisation is None


# ---------------------------------------------------------------- the pages


def test_both_parties_upload_the_same_protocol_and_one_is_kept(client: Client, cast: Any) -> None:
    theirs = confirmed(cast.ccas, cast.departement, by=cast.bob)
    client.force_login(cast.alice)
    data = {"organisation": str(cast.departement.pk), "signed_original": upload()}
    page = client.post(reverse("agreements:new"), data, follow=True)
    assert "Cet accord est peut-être déjà là" in page.content.decode()
    mine = Agreement.objects.get(brought_by=cast.departement)
    address = reverse("agreements:merge", args=[theirs.pk, mine.pk])
    assert address in page.content.decode()
    compared = client.get(address).content.decode()
    assert "ses parties verront les pièces" in compared
    assert client.post(address).status_code == 302
    page = client.get(reverse("agreements:duplicates", args=[theirs.pk])).content.decode()
    assert "Dépôts réunis à celui-ci" in page
    done = AgreementMerge.objects.get()
    client.post(reverse("agreements:separate", args=[theirs.pk, done.pk]))
    done.refresh_from_db()
    assert done.undone_by == cast.alice


def test_a_merge_that_is_refused_says_which_one_to_keep(client: Client, cast: Any) -> None:
    mine, theirs = brought(cast.departement), confirmed(cast.ccas, cast.departement)
    client.force_login(cast.alice)
    page = client.post(reverse("agreements:merge", args=[mine.pk, theirs.pk]))
    assert "gardez l’autre" in page.content.decode()


def test_a_party_may_not_separate_what_it_could_not_edit(client: Client, cast: Any) -> None:
    theirs, mine = confirmed(cast.ccas, cast.departement), brought(cast.departement)
    done = merging.merge(kept=theirs, dropped=mine, by=cast.alice, at=NOW)
    client.force_login(cast.bob)
    assert client.get(reverse("agreements:separate", args=[theirs.pk, done.pk])).status_code == 403
    Agreement.objects.filter(pk=mine.pk).update(title="Projet secret")
    assert "Projet secret" not in client.get(reverse("agreements:duplicates", args=[theirs.pk])).content.decode()


def test_a_published_agreement_of_others_is_shown_without_merging(client: Client, cast: Any) -> None:
    theirs = published(cast.ccas, cast.commune)
    mine = brought(cast.departement)
    client.force_login(cast.alice)
    page = client.get(reverse("agreements:duplicates", args=[mine.pk])).content.decode()
    assert theirs.title in page
    assert "Ses parties seules peuvent le réunir au vôtre." in page
    assert client.get(reverse("agreements:merge", args=[theirs.pk, mine.pk])).status_code == 403


def test_a_day_that_differs_makes_two_agreements(cast: Any) -> None:
    shorter = PROTOCOL[: PROTOCOL.index("Article 2")] + "Fait à Montclair, le\n"
    first = brought(cast.departement, effect_on=dt.date(2020, 1, 1))
    second = brought(cast.departement, text=shorter, effect_on=dt.date(2024, 1, 1))
    assert first.pk not in _reasons(second, cast.alice)


def test_roles_of_files_are_kept_by_a_merge(cast: Any) -> None:
    kept, dropped = confirmed(cast.departement, cast.ccas), brought(cast.departement)
    Document.objects.filter(agreement=dropped).update(role=DocumentRole.SIGNED_ORIGINAL)
    merging.merge(kept=kept, dropped=dropped, by=cast.alice, at=NOW)
    standing = Document.objects.standing().filter(agreement=kept)
    assert standing.filter(is_authoritative=True).count() == 1
    assert {one.role for one in standing} == {DocumentRole.WORKING_TEXT, DocumentRole.SIGNED_ORIGINAL}
