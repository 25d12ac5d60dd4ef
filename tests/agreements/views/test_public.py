"""What everybody reads without an account: published agreements, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.agreements.actions import judging
from maillage.agreements.choices import DocumentRole
from maillage.agreements.models import Agreement, CommitmentVersion, Document, Party
from maillage.agreements.views.public import SCHEMA_FILE
from maillage.files.actions import deposit
from tests.accounts.entering import words_of
from tests.cast import Cast
from tests.factories.agreements import PROTOCOL, brought, confirmed, more_commitments, published
from tests.helpers import ReadOnlyGet, assert_flat, queries_of
from tests.reading.output.checking import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return published(cast.departement, cast.ccas, by=cast.alice)


def titled(agreement: Agreement, title: str) -> Agreement:
    """The agreement under another title: the words of its own become one when its reading is confirmed."""
    agreement.title = title
    agreement.save()
    return agreement


def detail(agreement: Agreement) -> str:
    return reverse("public:detail", args=[agreement.pk])


class TestReading:
    def test_the_page_says_the_promises_in_plain_words_and_gives_the_text(
        self, client: Client, agreement: Agreement
    ) -> None:
        words = words_of(client.get(detail(agreement)))
        assert "Le Département de l’Ourcelle et le CCAS de Montclair s’engagent par cet accord." in words
        assert "5 promesses" in words
        assert "Le Département promet d’informer le CCAS de toute fermeture" in words
        assert "Le CCAS promet d’orienter les personnes vers le bon service dans un délai de cinq jours." in words
        assert "Les parties promettent d’établir un bilan annuel" in words
        assert "Il se reconduit sans que personne ait à écrire." in words
        assert "Article 3 – Suivi" in words

    def test_each_promise_leads_to_its_words(self, client: Client, agreement: Agreement) -> None:
        page = client.get(detail(agreement)).content.decode()
        anchors = re.findall(r'href="#([0-9a-f-]{36})"', page)
        assert len(anchors) == 5
        assert all(page.count(f'id="{anchor}"') == 1 for anchor in anchors)

    def test_no_word_of_the_text_is_lost_or_said_twice(self, client: Client, agreement: Agreement) -> None:
        page = client.get(detail(agreement)).content.decode()
        text = words_of(type("Page", (), {"content": page[page.index('class="plain-text"') :].encode()})())
        plain = re.sub(r"[^\wÀ-ÿ’]+", " ", PROTOCOL)
        assert re.sub(r"[^\wÀ-ÿ’]+", " ", text).count("orienter les personnes vers le bon service") == 1
        missing = [word for word in plain.split() if word not in text]
        assert not missing

    def test_the_list_is_searched_by_title_without_accents(self, client: Client, cast: Cast) -> None:
        titled(published(cast.departement, cast.ccas), "Charte de l’élan")
        titled(published(cast.departement, cast.ccas), "Autre chose")
        words = words_of(client.get(reverse("public:list"), {"q": "ELAN"}))
        assert "Charte de l’élan" in words
        assert "Autre chose" not in words
        assert "1 accord publié" in words
        assert "ne répond à ces mots" in words_of(client.get(reverse("public:list"), {"q": "zzz"}))

    def test_an_agreement_taken_over_without_text_is_shown_too(self, client: Client, cast: Cast) -> None:
        agreement = published(cast.departement, cast.ccas)
        agreement.expressions.update(superseded_at=timezone.now(), is_current=False)
        page = client.get(detail(agreement))
        assert page.status_code == 200
        assert "Texte complet" not in words_of(page)


class TestSecrets:
    def test_anonymous_pages_leak_nothing_of_drafts(self, client: Client, cast: Cast) -> None:
        rows = [
            titled(brought(cast.departement), "Brouillon caché"),
            titled(confirmed(cast.departement, cast.ccas), "Partagé caché"),
            titled(published(cast.departement, cast.ccas), "Archivé caché"),
        ]
        Agreement.objects.filter(pk=rows[2].pk).update(archived_at=timezone.now())
        assert "caché" not in words_of(client.get(reverse("public:list")))
        assert "caché" not in words_of(client.get(reverse("public:list"), {"q": "cache"}))
        for row in rows:
            for route in ("detail", "data"):
                assert client.get(reverse(f"public:{route}", args=[row.pk])).status_code == 404

    def test_no_judgement_no_piece_and_nobody_is_published(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        party = Party.objects.get(agreement=agreement, organisation=cast.ccas)
        commitment = CommitmentVersion.objects.filter(agreement=agreement, bearers=party).first().commitment
        for is_shared in (False, True):
            judging.judge(
                commitment=commitment,
                party=party,
                verdict="broken",
                word="Bureau fermé faute d’agent",
                judged_on=timezone.localdate(),
                share_now=is_shared,
                by=cast.bob,
                at=timezone.now(),
            )
        file = deposit(
            content=b"%PDF-1.4 piece", name="secret.pdf", organisation_id=cast.ccas.pk, by=None, at=timezone.now()
        )
        Document.objects.create(
            agreement=agreement, file=file, role=DocumentRole.RESOLUTION, title="secret.pdf", added_at=timezone.now()
        )
        told = (
            client.get(detail(agreement)).content.decode()
            + client.get(reverse("public:data", args=[agreement.pk])).content.decode()
        )
        for secret in ("faute d’agent", "Non tenu", "broken", "secret.pdf", "protocole.txt", "Alice", "Bob", "@"):
            assert secret not in told

    def test_a_private_judgement_does_not_show_by_the_date_of_the_page(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        before = client.get(detail(agreement)).headers
        party = Party.objects.get(agreement=agreement, organisation=cast.ccas)
        commitment = CommitmentVersion.objects.filter(agreement=agreement, bearers=party).first().commitment
        facts = {"judged_on": timezone.localdate(), "share_now": False, "by": cast.bob, "at": timezone.now()}
        judging.judge(commitment=commitment, party=party, verdict="broken", word="", **facts)
        after = client.get(detail(agreement)).headers
        assert (before["Last-Modified"], before["ETag"]) == (after["Last-Modified"], after["ETag"])

    def test_markup_in_a_text_is_only_text(self, client: Client, cast: Cast) -> None:
        bad = "<img src=x onerror=alert(1)>"
        text = PROTOCOL.replace("tenir une permanence", f"tenir {bad} une permanence")
        agreement = titled(published(cast.departement, cast.ccas, text=text), f"Titre {bad}")
        for address in (detail(agreement), reverse("public:list")):
            assert bad not in client.get(address).content.decode()

    def test_no_tracker_no_cookie_no_script(self, client: Client, agreement: Agreement) -> None:
        for address in (detail(agreement), reverse("public:list"), reverse("public:data", args=[agreement.pk])):
            page = client.get(address)
            assert not page.cookies
            assert "<script" not in page.content.decode()
            assert "csrf" not in page.content.decode()
            assert "X-Robots-Tag" not in page.headers, "robots are welcome"

    def test_the_page_is_the_same_for_whoever_is_signed_in(
        self, client: Client, cast: Cast, agreement: Agreement
    ) -> None:
        inside = ReadOnlyGet()
        inside.force_login(cast.bob)
        for address in (detail(agreement), reverse("public:list")):
            assert inside.get(address).content == client.get(address).content


class TestCaches:
    def test_an_unchanged_page_is_not_sent_again_and_a_changed_one_is(
        self, client: Client, agreement: Agreement
    ) -> None:
        for address in (detail(agreement), reverse("public:data", args=[agreement.pk])):
            first = client.get(address)
            assert first["Cache-Control"] == "public, no-cache"
            known = {"If-None-Match": first["ETag"]}
            assert client.get(address, headers=known).status_code == 304
            Agreement.objects.filter(pk=agreement.pk).update(title=f"Nouveau {address}")
            assert client.get(address, headers=known).status_code == 200

    def test_a_withdrawn_publication_is_gone_at_once_even_for_who_has_it(
        self, client: Client, agreement: Agreement
    ) -> None:
        first = client.get(detail(agreement))
        Agreement.objects.filter(pk=agreement.pk).update(published_at=None)
        known = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
        assert client.get(detail(agreement), headers=known).status_code == 404
        assert client.get(reverse("public:data", args=[agreement.pk]), headers=known).status_code == 404
        assert agreement.title not in words_of(client.get(reverse("public:list")))


class TestOpenData:
    def test_the_data_are_what_their_schema_says(self, client: Client, agreement: Agreement) -> None:
        answer = client.get(reverse("public:data", args=[agreement.pk]))
        data = json.loads(answer.content)
        schema = json.loads(client.get(reverse("public:schema")).content)
        assert list(faults(data, schema, schema)) == []
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert data["schema"] == schema["$id"] == "maillage.agreement/1"
        assert data["url"].endswith(detail(agreement))
        for one in data["commitments"]:
            assert data["text"][one["start"] : one["end"]] == one["quote"]

    def test_a_key_that_is_missing_or_too_many_is_a_fault(self, client: Client, agreement: Agreement) -> None:
        data = json.loads(client.get(reverse("public:data", args=[agreement.pk])).content)
        schema = json.loads(Path(SCHEMA_FILE).read_text(encoding="utf-8"))
        assert list(faults({**data, "judgements": []}, schema, schema))
        del data["parties"][0]["nature"]
        assert list(faults(data, schema, schema))


def test_pages_ask_as_much_whatever_they_hold(cast: Cast, agreement: Agreement) -> None:
    client = ReadOnlyGet()
    assert_flat(client, detail(agreement), lambda: more_commitments(agreement, 12))
    assert_flat(client, reverse("public:data", args=[agreement.pk]), lambda: more_commitments(agreement, 12))
    before = len(queries_of(client, reverse("public:list")))
    for number in range(4):
        published(cast.departement, cast.ccas, ends_on=dt.date(2030, 1, 1 + number))
    assert len(queries_of(client, reverse("public:list"))) <= before


def test_a_party_that_left_no_longer_promises(client: Client, cast: Cast, agreement: Agreement) -> None:
    yesterday: Any = timezone.localdate() - dt.timedelta(days=1)
    Party.objects.filter(agreement=agreement, organisation=cast.ccas).update(to_on=yesterday)
    facts = words_of(client.get(detail(agreement)))
    assert "Le Département de l’Ourcelle s’engage par cet accord." in facts
