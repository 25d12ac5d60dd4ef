"""An import on the screen, without JavaScript."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from maillage.organisations.models import Import, Organisation
from tests.cast import Cast
from tests.factories.organisations import OrganisationFactory
from tests.helpers import queries_of
from tests.organisations.imports.messy import messy
from tests.organisations.views.conftest import text_of


def sent(client: Client, cast: Cast, data: bytes | str, name: str = "partenaires.csv") -> Any:
    """The answer to a file."""
    content = data.encode() if isinstance(data, str) else data
    return client.post(
        "/importer/", {"organisation": str(cast.departement.pk), "file": SimpleUploadedFile(name, content)}
    )


def fields_of(page: Any) -> dict[str, str]:
    """What the form of a page would send as it stands."""
    form = page.context["form"]
    return {field.html_name: "" if field.value() is None else str(field.value()) for field in form}


def mapped(client: Client, cast: Cast, data: bytes | str) -> Import:
    """A file whose guessed columns were confirmed."""
    address = sent(client, cast, data)["Location"]
    client.post(address, fields_of(client.get(address)))
    return Import.objects.get()


def test_a_messy_workbook_goes_through_all_steps(alice: Client, cast: Cast) -> None:
    answer = sent(alice, cast, messy(), "annuaire.xlsx")
    columns = alice.get(answer["Location"])
    assert "Nom de la structure" in text_of(columns)

    answer = alice.post(answer["Location"], fields_of(columns))
    lines = alice.get(answer["Location"])
    told = text_of(lines)
    assert "Rien n’est encore écrit." in told
    assert "Le SIRET « 123 » a 3 chiffres ; il en faut 14." in told
    assert "Trampoline même nom" not in told
    assert "Est-ce l’une de celles-ci ?" in told

    address = answer["Location"]
    fingerprint = lines.context["plan"].fingerprint
    done = alice.post(f"{address}confirmer/", {"fingerprint": fingerprint})
    assert done["Location"] == address
    assert "Confirmé le" in text_of(alice.get(address))
    assert Organisation.objects.filter(name="Les Amarres").exists()

    alice.post(f"{address}annuler/")
    assert "tout a repris son état d’avant" in text_of(alice.get(address))
    assert not Organisation.objects.filter(name="Les Amarres").exists()


def test_answers_given_with_the_confirmation_are_kept_and_shown_again(alice: Client, cast: Cast) -> None:
    known = OrganisationFactory(name="Les Amarres", city="Montclair")
    imported = mapped(
        alice, cast, "Nom;Nature;Ville;CP\nLes Amares;Association;Montclair;99000\nL’Escale;Association;;\n"
    )
    page = alice.get(imported.get_absolute_url())
    shown = {
        "fingerprint": page.context["plan"].fingerprint,
        "revision": imported.revision,
        "choice-0:2": str(known.pk),
    }

    alice.post(f"{imported.get_absolute_url()}confirmer/", shown)

    assert Import.objects.get().is_open
    again = alice.get(imported.get_absolute_url())
    assert "Relisez les lignes, puis confirmez" in text_of(again)
    assert "99000" in text_of(again)
    alice.post(f"{imported.get_absolute_url()}confirmer/", {"fingerprint": again.context["plan"].fingerprint})
    assert Organisation.objects.get(pk=known.pk).postal_code == "99000"


def test_lines_are_filtered_by_what_becomes_of_them(alice: Client, cast: Cast) -> None:
    imported = mapped(alice, cast, "Nom;Nature;SIRET\nBon;Association;\nMauvais;Association;12\n")

    told = text_of(alice.get(imported.get_absolute_url(), {"issue": "error"}))

    assert "Mauvais" in told
    assert "Bon " not in told.split("Mauvais")[1]


def test_an_old_page_is_refused(alice: Client, cast: Cast) -> None:
    imported = mapped(alice, cast, "Nom;Nature\nLes Amarres;Association\n")
    OrganisationFactory(name="Les Amarres")

    page = alice.post(f"{imported.get_absolute_url()}confirmer/", {"fingerprint": "ancien"})

    assert "L’annuaire a changé depuis que vous avez relu cet import." in text_of(page)


def test_a_bad_file_is_refused_on_its_field(alice: Client, cast: Cast) -> None:
    page = sent(alice, cast, b"%PDF-1.7", "scan.pdf")

    assert "Ce fichier n’est ni un classeur .xlsx ni un fichier .csv." in text_of(page)
    assert re.search(r'<a href="#id_file">', page.content.decode())
    assert not Import.objects.exists()


def test_columns_that_miss_what_is_needed_are_refused_and_kept(alice: Client, cast: Cast) -> None:
    address = sent(alice, cast, "Nom;Ville\nLes Amarres;Montclair\n")["Location"]
    told = fields_of(alice.get(address))

    page = alice.post(address, {**told, "column_0_0": "", "column_0_1": "address"})

    assert "aucune colonne ne dit « Nom », qui est nécessaire" in text_of(page)
    assert re.search(r'value="address" selected', page.content.decode())


def test_a_sheet_of_another_sort_is_read_again(alice: Client, cast: Cast) -> None:
    address = sent(alice, cast, "Nom;Prénom;Organisation\nBelkacem;Samira;Département de l’Ourcelle\n")["Location"]
    told = fields_of(alice.get(address))
    assert told["sort_0"] == "people"

    answer = alice.post(address, {**told, "sort_0": "organisations"})

    assert answer["Location"] == address
    assert fields_of(alice.get(address))["column_0_0"] == "name"


def test_the_import_of_somebody_else_does_not_exist(client: Client, cast: Cast) -> None:
    client.force_login(cast.alice)
    imported = mapped(client, cast, "Nom;Nature\nLes Amarres;Association\n")

    client.force_login(cast.bob)

    for part in ("", "colonnes/", "abandonner/"):
        assert client.get(imported.get_absolute_url() + part).status_code == 404


def test_an_import_that_is_dropped_is_forgotten(alice: Client, cast: Cast) -> None:
    imported = mapped(alice, cast, "Nom;Nature\nLes Amarres;Association\n")

    alice.post(f"{imported.get_absolute_url()}abandonner/")

    assert not Import.objects.exists()


def test_reading_lines_costs_as_many_queries_whatever_the_file(alice: Client, cast: Cast) -> None:
    imported = mapped(alice, cast, "Nom;Nature\nLes Amarres;Association\n")
    small = len(queries_of(alice, imported.get_absolute_url()))
    imported.tables[0]["rows"] += [[number, [f"Amicale numéro {number}", "Association"]] for number in range(3, 90)]
    imported.save()

    assert len(queries_of(alice, imported.get_absolute_url())) <= small
