"""Bringing an agreement in a browser: with the keyboard, without JavaScript, while a scan is read; and its barriers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, FilePayload, expect

from maillage.agreements.actions import reading_jobs
from maillage.agreements.choices import DocumentRole
from maillage.agreements.models import Agreement, Document, ReadingJob
from tests.browser.conftest import LOOKS, Seen, Site
from tests.cast import Cast, gather
from tests.factories.agreements import PROTOCOL, arrived, brought, confirmed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MANY = 12


@pytest.fixture
def people(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast, in a database that the server sees; no thread gives signs of life, which would see another one."""
    monkeypatch.setattr(reading_jobs, "BEAT", dt.timedelta(hours=1))
    return gather()


def files(count: int) -> list[FilePayload]:
    """Annexes as a person chooses them."""
    return [
        {"name": f"annexe-{rank}.txt", "mimeType": "text/plain", "buffer": f"Annexe {rank}".encode()}
        for rank in range(count)
    ]


def test_a_protocol_is_brought_with_the_keyboard(site: Site, people: Cast, tmp_path: Path) -> None:
    text = tmp_path / "protocole signé.txt"
    text.write_text(PROTOCOL, encoding="utf-8")
    site.sign_in(people.alice)
    page = site.open("/conventions/nouvelle/")

    page.get_by_label("Original signé").focus()
    page.get_by_label("Original signé").set_input_files(text)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Texte de travail")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the pieces unfold
    page.keyboard.press("Tab")
    expect(page.get_by_label("Annexes")).to_be_focused()
    page.get_by_label("Annexes").set_input_files(files(2))
    page.get_by_label("Titre").focus()
    page.keyboard.type("Protocole de Montclair")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Empreinte SHA-256").first).to_be_visible()
    agreement = Agreement.objects.get()
    assert str(agreement.pk) in page.url
    assert agreement.title == "Protocole de Montclair"
    assert Document.objects.filter(agreement=agreement).count() == 3


def test_a_long_reading_is_watched_and_the_page_goes_on_by_itself(site: Site, people: Cast) -> None:
    site.sign_in(people.alice)
    page = site.open("/conventions/nouvelle/")
    page.get_by_label("Original signé").set_input_files(
        {"name": "protocole.txt", "mimeType": "text/plain", "buffer": PROTOCOL.encode()}
    )
    page.get_by_text("Joindre des annexes").click()
    page.get_by_label("Annexes").set_input_files(files(MANY))
    page.get_by_role("button", name="Déposer et lire").click()

    expect(page.get_by_text("C’est le prochain fichier à lire.")).to_be_visible()
    assert site.faults() == []
    ReadingJob.objects.update(begun_at=timezone.now(), beat_at=timezone.now(), pages=12, pages_done=4)
    expect(page.get_by_text("4 pages reconnues sur 12.")).to_be_visible(timeout=15_000)
    assert site.faults() == []
    ReadingJob.objects.update(begun_at=None, beat_at=None)
    call_command("read_jobs")
    page.wait_for_url(lambda url: "avancement" not in url, timeout=15_000)
    assert Agreement.objects.get().expressions.exists()


def test_all_of_it_works_without_javascript(browser: Browser, live_server: object, people: Cast) -> None:
    context = browser.new_context(java_script_enabled=False)
    site = Site(str(live_server), Seen(context.new_page()))
    site.sign_in(people.alice)
    page = site.page
    page.goto(f"{site.address}/conventions/nouvelle/")
    page.get_by_label("Original signé").set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n\0\0\0\0"}
    )
    page.get_by_role("button", name="Déposer et lire").click()
    expect(page.get_by_role("heading", name="« photo.png » n’a pas pu être lu")).to_be_visible()
    expect(page.get_by_role("link", name="Remplir la fiche")).to_be_visible()
    page.get_by_label("Un autre fichier", exact=True).set_input_files(
        {"name": "protocole.txt", "mimeType": "text/plain", "buffer": PROTOCOL.encode()}
    )
    page.get_by_role("button", name="Lire ce fichier").click()
    agreement = Agreement.objects.get()
    assert agreement.expressions.exists()

    reading_jobs.queue(
        agreement=agreement,
        file=Document.objects.filter(agreement=agreement).latest("pk").file,
        waits=True,
        by=people.alice,
        at=timezone.now(),
    )
    page.goto(f"{site.address}{reverse('agreements:progress', args=[agreement.pk])}")
    page.get_by_role("link", name="Voir où elle en est").click()
    expect(page.get_by_text("C’est le prochain fichier à lire.")).to_be_visible()
    call_command("read_jobs")
    page.get_by_role("link", name="Voir où elle en est").click()
    assert "avancement" not in page.url
    context.close()


def test_a_text_is_written_from_a_model(site: Site, people: Cast) -> None:
    site.sign_in(people.alice)
    page = site.open("/conventions/nouvelle/")
    page.get_by_role("link", name="Choisir un modèle").click()
    page.get_by_role("link", name="Choisir Protocole local").click()
    page.get_by_label("Les autres parties").press_sequentially("ccas")
    page.get_by_label("CCAS de Montclair").check()
    page.get_by_role("button", name="Continuer").last.click()
    page.get_by_label("Objet").fill("la coordination de l’action sociale à Montclair")
    page.get_by_label("Lieu").fill("la commune de Montclair")
    page.get_by_label("Fait à").fill("Montclair")
    page.get_by_role("button", name="Écrire le texte").click()
    page.wait_for_url(lambda url: "modele" not in url)
    agreement = Agreement.objects.get()
    assert agreement.kind == "protocole"
    assert agreement.documents.get().file.name == "protocole-local.docx"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_no_page_holds_a_barrier(site: Site, people: Cast, width: int, scheme: Literal["light", "dark"]) -> None:
    draft, shared = brought(people.departement), confirmed(people.departement, people.ccas)
    guide = brought(people.departement, text="Guide pratique de l’accueil\n\nAccueillir est un métier.")
    waiting = arrived(people.departement, ("a.txt", PROTOCOL, DocumentRole.WORKING_TEXT)).agreement
    failed = arrived(people.departement, ("b.txt", PROTOCOL, DocumentRole.WORKING_TEXT)).agreement
    ReadingJob.objects.filter(agreement=waiting).update(pages=12, pages_done=4)
    ReadingJob.objects.filter(agreement=failed).update(ended_at=timezone.now(), problem="Ce PDF est endommagé.")
    parties = f"?pour={people.departement.pk}&partie={people.departement.pk}&partie={people.ccas.pk}"
    paths = [
        "/conventions/nouvelle/",
        "/conventions/nouvelle/modele/",
        "/conventions/nouvelle/modele/charte/",
        f"/conventions/nouvelle/modele/charte/questions/{parties}",
        f"/conventions/nouvelle/modele/avenant/questions/{parties}",
        reverse("agreements:progress", args=[waiting.pk]),
        reverse("agreements:progress", args=[failed.pk]),
        reverse("agreements:read_again", args=[draft.pk]),
        reverse("agreements:nature", args=[guide.pk]),
        reverse("agreements:nature", args=[draft.pk]),
        reverse("agreements:edit", args=[draft.pk]),
        reverse("agreements:delete", args=[draft.pk]),
        reverse("agreements:duplicates", args=[draft.pk]),
        reverse("agreements:merge", args=[shared.pk, draft.pk]),
    ]
    site.sign_in(people.alice)
    found: dict[str, list[str]] = {}
    for path in paths:
        site.open(path, width=width, scheme=scheme)
        if faults := site.faults():
            found[path] = faults
    assert found == {}
