"""Documents taken away from an agreement: the words of the text, the version asked for, for whom may read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import etree

from maillage.agreements.actions import amending, bringing, instructing
from maillage.agreements.choices import InstructionVerb
from maillage.agreements.downloads import making
from maillage.agreements.models import Agreement, Expression, Party
from maillage.files.media import DOCX, ODT
from maillage.reading.extract import extract_bytes
from tests.agreements.pages import address, text
from tests.cast import NOW, TODAY, Cast
from tests.factories.agreements import PROTOCOL, THEN, brought, confirmed, long_protocol, published
from tests.helpers import ReadOnlyGet, queries_of
from tests.rendering.making import plain_words, read
from tests.rendering.test_akn import AKN, faults

pytestmark = pytest.mark.django_db
As = Callable[[str], ReadOnlyGet]


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return confirmed(cast.departement, cast.ccas, by=cast.alice)


def another_version(agreement: Agreement, words: str, at: dt.datetime) -> Expression:
    """The text of the agreement, replaced on ``at``: what it said before stays a version."""
    old = Expression.objects.current().get(agreement=agreement)
    Expression.objects.filter(pk=old.pk).update(superseded_at=at, is_current=False)
    return Expression.objects.create(
        agreement=agreement, number=old.number + 1, text=words, sha256="0" * 64, recorded_at=at
    )


def amended(cast: Cast, agreement: Agreement) -> None:
    """An avenant of which the agreement lasts five years from ``TODAY`` on."""
    values = {"number": 1, "title": "Durée", "signed_on": TODAY, "effect_on": TODAY}
    row = amending.prepare(agreement=agreement, organisation=cast.departement, values=values, by=cast.alice, at=NOW)
    original = Expression.objects.original().get(agreement=agreement)
    target = original.provisions.get(eid="art_4__para_1").provision_id
    asked = {"verb": InstructionVerb.WORDS, "target_id": target, "former": "trois ans", "words": "cinq ans"}
    instructing.ask(amendment=row, values=asked, by=cast.alice, at=NOW)
    amending.record(amendment=row, by=cast.alice, at=NOW)


def words_of(response: HttpResponse) -> str:
    return " ".join(plain_words(read(response.content).text))


def name_of(response: HttpResponse) -> str:
    return unquote(response["Content-Disposition"].partition("utf-8''")[2])


class TestText:
    def test_the_file_holds_the_words_of_the_text_in_order(self, as_: As, agreement: Agreement) -> None:
        response = as_("alice").get(address("download_current", agreement, "pdf"))
        assert response["Content-Type"] == "application/pdf"
        found = words_of(response)
        at = 0
        for line in PROTOCOL.split("\n"):
            words = " ".join(line.split())
            at = found.index(words, at) if words else at

    @pytest.mark.parametrize("form", ["docx", "odt"])
    def test_a_file_to_be_changed_holds_them_too(self, as_: As, agreement: Agreement, form: str) -> None:
        response = as_("bob").get(address("download_current", agreement, form))
        assert response["Content-Type"] == {"docx": DOCX, "odt": ODT}[form]
        found = " ".join(extract_bytes(response.content, f"texte.{form}").text.replace("\u00a0", " ").split())
        at = 0
        for line in PROTOCOL.split("\n"):
            words = " ".join(line.removeprefix("- ").split())
            at = found.index(words, at) if words else at
        assert "Pour le Département de l’Ourcelle" in found[at:]

    def test_it_is_named_in_french_and_kept_by_no_cache(self, as_: As, agreement: Agreement) -> None:
        agreement.title = 'Charte « Grandir » : n° 1/2 <à "signer">'
        agreement.save()
        response = as_("bob").get(address("download_current", agreement, "pdf"))
        assert name_of(response) == "Charte « Grandir » n° 1 2 à signer - version 1.pdf"
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Cache-Control"] == "private, no-store"

    def test_articles_are_bookmarks(self, as_: As, agreement: Agreement) -> None:
        found = read(as_("alice").get(address("download_current", agreement, "pdf")).content)
        assert [said for _, said in found.bookmarks] == [
            "Article 1 – Objet",
            "Article 2 – Accueil des personnes",
            "Article 3 – Suivi",
            "Article 4 – Durée",
            "Article 5 – Résiliation",
            "Signatures",
            "Sources",
        ]

    def test_each_party_has_its_place_to_sign_until_it_is_signed(self, as_: As, agreement: Agreement) -> None:
        Party.objects.filter(agreement=agreement, order=0).update(
            represented_by="Jeanne Morel", capacity="présidente", authority_number="2025-118", authority_on=None
        )
        found = words_of(as_("alice").get(address("download_current", agreement, "pdf")))
        end = found.rpartition("Signatures")[2]
        assert "Pour le Département de l’Ourcelle" in end
        assert "Jeanne Morel, présidente" in end
        assert "CCAS de Montclair" in end
        Agreement.objects.filter(pk=agreement.pk).update(signed_on=dt.date(2026, 2, 1))
        again = read(as_("alice").get(address("download_current", agreement, "pdf")).content)
        assert "Signatures" not in [said for _, said in again.bookmarks]

    def test_a_former_version_says_what_it_said(self, as_: As, agreement: Agreement) -> None:
        another_version(agreement, "Article 1 – Objet\nUn tout autre objet.", THEN + dt.timedelta(days=3))
        client = as_("bob")
        assert "Un tout autre objet." in words_of(client.get(address("download_current", agreement, "pdf")))
        assert "Le présent protocole organise" in words_of(client.get(address("download_text", agreement, 1, "pdf")))
        page = text(client, address("download", agreement))
        assert 'Version 2 du texte, enregistrée le 5 février 2026 <span class="soft">(celle d’aujourd’hui)' in page
        assert "Version 1 du texte, enregistrée le 2 février 2026" in page

    def test_versions_replaced_before_it_was_shared_are_its_authors_alone(self, as_: As, agreement: Agreement) -> None:
        another_version(agreement, "Le texte partagé.", THEN + dt.timedelta(days=3))
        Agreement.objects.filter(pk=agreement.pk).update(shared_at=THEN + dt.timedelta(days=4))
        assert as_("alice").get(address("download_text", agreement, 1, "pdf")).status_code == 200
        assert as_("bob").get(address("download_text", agreement, 1, "pdf")).status_code == 404
        assert "Version 1" not in text(as_("bob"), address("download", agreement))

    def test_a_party_that_left_takes_what_stood_until_it_left(self, cast: Cast, as_: As, agreement: Agreement) -> None:
        party = Party.objects.get(agreement=agreement, organisation=cast.ccas)
        party.to_on = dt.date(2026, 2, 10)
        party.save()
        another_version(agreement, "Ce qui fut écrit après.", THEN + dt.timedelta(days=20))
        client = as_("bob")
        assert "Le présent protocole organise" in words_of(client.get(address("download_current", agreement, "pdf")))
        assert client.get(address("download_text", agreement, 2, "pdf")).status_code == 404

    def test_a_long_text_takes_as_many_queries_as_a_short_one(self, cast: Cast, as_: As) -> None:
        client = as_("alice")
        counts = []
        for words in (PROTOCOL, long_protocol(60)):
            made = confirmed(cast.departement, cast.ccas, by=cast.alice, text=words)
            counts.append(len(queries_of(client, address("download_current", made, "pdf"))))
        assert counts[1] <= counts[0]


class TestData:
    def test_the_text_as_data_is_valid_and_holds_its_words(self, as_: As, agreement: Agreement) -> None:
        response = as_("bob").get(address("download_current", agreement, "xml"))
        assert response["Content-Type"] == "application/akn+xml"
        assert name_of(response).endswith(" - version 1.xml")
        assert faults(response.content) == []
        told = "".join(etree.fromstring(response.content).itertext())
        assert "informer le CCAS de toute fermeture de la maison des solidarités." in told

    def test_an_avenant_is_told_by_what_it_changed_in_the_consolidated_text(
        self, cast: Cast, as_: As, agreement: Agreement
    ) -> None:
        amended(cast, agreement)
        content = as_("bob").get(address("download_current", agreement, "xml")).content
        assert faults(content) == []
        root = etree.fromstring(content)
        (mod,) = root.findall(".//a:passiveModifications/a:textualMod", AKN)
        assert mod.get("type") == "substitution"
        assert [one.get("href") for one in mod.findall("./*[@href]", AKN)][:2] == ["#avenant_1", "#art_4__para_1"]
        assert [one.get("showAs") for one in root.findall(".//a:passiveRef", AKN)] == ["avenant n°\u00a01"]
        dates = [one.get("date") for one in root.findall(".//a:eventRef[@type='amendment']", AKN)]
        assert dates == [TODAY.isoformat()]
        assert "cinq ans" in "".join(root.itertext())

    def test_the_text_of_a_day_is_the_one_in_force_then(self, cast: Cast, as_: As, agreement: Agreement) -> None:
        amended(cast, agreement)
        client, url = as_("bob"), address("download_current", agreement, "pdf")
        day_before = TODAY - dt.timedelta(days=1)
        before, after = (words_of(client.get(url, {"au": day.isoformat()})) for day in (day_before, TODAY))
        assert "trois ans" in before
        assert "cinq ans" not in before
        assert "cinq ans" in after
        assert "consolidée, en vigueur à compter du 2 mars 2026" in after
        page = text(client, address("download", agreement))
        assert "Version 2 du texte, consolidée, en vigueur à compter du 2 mars 2026" in page
        assert client.get(url, {"au": "n’importe quoi"}).status_code == 200


class TestSheets:
    def test_the_terms_are_those_of_their_page(self, as_: As, agreement: Agreement) -> None:
        response = as_("bob").get(address("download_terms", agreement, "pdf"))
        found = words_of(response)
        assert name_of(response).endswith(" - termes.pdf")
        assert "Combien de temps il dure" in found
        assert "Durée : trois ans" in found or "Durée : 3 ans" in found
        assert "Le texte ne dit pas comment le modifier." in found
        assert "Signé le Pas connu" in found

    def test_the_summary_holds_on_one_page_for_the_organisation_that_reads(self, as_: As, agreement: Agreement) -> None:
        response = as_("bob").get(address("download_summary", agreement, "pdf"))
        made = read(response.content)
        found = " ".join(plain_words(made.text))
        assert len(made.pages) == 1
        assert "vu par CCAS de Montclair" in found
        ours = found.partition("Ce que nous avons promis")[2].partition("Ce que les autres nous doivent")[0]
        assert "orienter les personnes vers le bon service" in ours.lower()
        assert "permanence" not in ours

    def test_a_draft_has_no_summary_and_its_menu_offers_none(self, cast: Cast, as_: As) -> None:
        draft = brought(cast.departement, by=cast.alice)
        page = text(as_("alice"), address("detail", draft))
        assert address("download_current", draft, "pdf") in page
        assert address("download_summary", draft, "pdf") not in page
        assert as_("alice").get(address("download_summary", draft, "pdf")).status_code == 404


class TestComparison:
    def test_what_changed_is_underlined_struck_and_told_in_words(
        self, cast: Cast, as_: As, agreement: Agreement
    ) -> None:
        amended(cast, agreement)
        versions = [one.pk for one in Expression.objects.filter(agreement=agreement).order_by("number")]
        client = as_("bob")
        url = address("redline_pdf", agreement, *versions)
        assert f'href="{url}"' in client.get(address("redline", agreement, *versions)).content.decode()
        made = read(client.get(url).content)
        found = " ".join(plain_words(made.text))
        assert "1 article modifié." in found
        assert "pour une durée de trois cinq ans" in found
        assert made.alts == ["Retiré : ", " (fin du retrait) ", "Ajouté : ", " (fin de l’ajout) "]
        assert "Article 4 – Durée" in [said for _, said in made.bookmarks]
        at = 0
        for line in PROTOCOL.split("\n"):
            words = " ".join(line.split())
            if words and "durée de trois ans" not in words:
                at = found.index(words, at)

    def test_a_version_that_one_may_not_open_is_not_compared(self, cast: Cast, as_: As, agreement: Agreement) -> None:
        version = Expression.objects.get(agreement=agreement).pk
        hidden = brought(cast.departement, by=cast.alice)
        other = Expression.objects.get(agreement=hidden).pk
        assert as_("bob").get(address("redline_pdf", agreement, version, other)).status_code == 404
        assert as_("chloe").get(address("redline_pdf", agreement, version, version)).status_code == 404


class TestMenu:
    def test_every_part_of_the_agreement_offers_its_documents(self, as_: As, agreement: Agreement) -> None:
        for route in ("detail", "terms", "parties"):
            page = text(as_("bob"), address(route, agreement))
            for kind in ("download_current", "download_terms", "download_summary"):
                assert f'href="{address(kind, agreement, "pdf")}"' in page
            assert f'href="{address("download", agreement)}"' in page

    def test_without_any_text_the_page_says_so(self, cast: Cast, as_: As) -> None:
        empty = bringing.bring(organisation=cast.departement, title="Sans texte", by=cast.alice, at=THEN)
        assert "Il n’y a pas encore de texte à télécharger." in text(as_("alice"), address("download", empty))
        assert as_("alice").get(address("download_current", empty, "pdf")).status_code == 404
        assert address("download_current", empty, "pdf") not in text(as_("alice"), address("terms", empty))


class TestTurns:
    def test_when_too_many_are_made_the_page_says_to_come_back(
        self, as_: As, agreement: Agreement, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(making, "PATIENCE", 0.01)
        with making.in_turn(), making.in_turn():
            response = as_("alice").get(address("download_current", agreement, "pdf"))
        assert response.status_code == 503
        assert "recommencez dans une minute" in response.content.decode()
        assert as_("alice").get(address("download_current", agreement, "pdf")).status_code == 200


class TestPublic:
    def test_everybody_takes_the_published_text_and_no_place_to_sign(self, cast: Cast, client: Client) -> None:
        agreement = published(cast.departement, cast.ccas, by=cast.alice)
        page = client.get(reverse("public:detail", args=[agreement.pk])).content.decode()
        url = reverse("public:text", args=[agreement.pk, "pdf"])
        assert f'href="{url}"' in page
        response = client.get(url)
        found = read(response.content)
        assert "Le présent protocole organise" in " ".join(plain_words(found.text))
        assert "Signatures" not in [said for _, said in found.bookmarks]
        assert response["Cache-Control"] == "public, no-cache"
        again = client.get(url, headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304

    def test_one_address_takes_so_many_and_no_more(
        self, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from maillage.agreements.views import public
        from maillage.base.limits import Limit

        monkeypatch.setattr(public, "TAKEN", Limit("public-document-test", amount=1, seconds=600))
        agreement = published(cast.departement, cast.ccas, by=cast.alice)
        url = reverse("public:text", args=[agreement.pk, "pdf"])
        assert client.get(url).status_code == 200
        refused = client.get(url)
        assert refused.status_code == 429
        assert "recommencez dans dix minutes" in refused.content.decode()
