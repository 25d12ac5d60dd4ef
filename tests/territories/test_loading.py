"""Loading the official geography: what is written, what is kept from year to year, what is refused."""

from __future__ import annotations

import datetime as dt
import os
import resource
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from maillage.base.refusals import Refusal
from maillage.journal.models import Event
from maillage.territories import decoupage, queries
from maillage.territories.actions.demo import load_demo
from maillage.territories.actions.loading import Loaded, load_geography
from maillage.territories.choices import Kind
from maillage.territories.models import FormerCode, Geography, Territory, TerritoryPast
from tests.territories.making import Lists, commune, epci, former, lists, package

pytestmark = pytest.mark.django_db
PACKAGE = Path("assets/node_modules/@etalab/decoupage-administratif")


def load(folder: Path, content: Lists | None = None, *, version: str = "6.0.0") -> Loaded:
    path = package(folder, content, version=version)
    return load_geography(decoupage=decoupage.read(path), at=timezone.now())


def one(code: str, kind: Kind = Kind.COMMUNE) -> Territory:
    return Territory.objects.filter(kind=kind, code=code).order_by("-pk")[0]


def merged() -> Lists:
    """The year after: Évran joined Saint-Denis-du-Val, which took a new name; the EPCI is another."""
    content = lists()
    content["communes"] = [row for row in content["communes"] if row["code"] not in {"35001", "35002"}] + [
        commune("35001", "Val-d’Évran", anciensCodes=["35002"], population=900),
        former("35001", "Saint-Denis-du-Val", "35001"),
        former("35002", "Évran", "35001"),
    ]
    content["epci"] = [epci("200000180", "CC des Rives", "35001", "35003")]
    return content


def test_each_kind_is_loaded_and_counted(tmp_path: Path) -> None:
    loaded = load(tmp_path)

    assert loaded.year == 2026
    assert loaded.totals == {
        Kind.REGION: 2,
        Kind.DEPARTEMENT: 2,
        Kind.EPCI: 1,
        Kind.COMMUNE: 5,
        Kind.MUNICIPAL_DISTRICT: 1,
        Kind.FORMER_COMMUNE: 1,
    }
    assert (loaded.new, loaded.changed, loaded.ended) == (12, 0, 0)
    assert Territory.objects.count() == 12
    assert Geography.objects.get().source == "@etalab/decoupage-administratif 6.0.0"


def test_a_commune_knows_what_it_belongs_to(tmp_path: Path) -> None:
    load(tmp_path)

    found = one("35001")
    assert (str(found.region), str(found.departement)) == ("Bretagne (53)", "Ille-et-Vilaine (35)")
    assert found.epci is not None
    assert found.epci.name == "CC du Val"
    assert found.postal_code_list == ["35100", "35110"]
    assert (found.population, found.population_year) == (523, 2026)
    district = one("75101", Kind.MUNICIPAL_DISTRICT)
    assert (district.commune, district.departement) == (one("75056"), one("75", Kind.DEPARTEMENT))


def test_populations_of_departements_are_those_of_their_communes(tmp_path: Path) -> None:
    load(tmp_path)

    assert one("35", Kind.DEPARTEMENT).population == 523 + 100 + 100
    assert one("11", Kind.REGION).population == 2_000_000
    assert (one("35002").population, one("35002").population_year) == (None, None)


def test_a_place_may_bear_the_code_of_its_commune(tmp_path: Path) -> None:
    load(tmp_path, merged())

    assert one("35001").name == "Val-d’Évran"
    assert one("35001", Kind.FORMER_COMMUNE).name == "Saint-Denis-du-Val"


def test_loading_the_same_year_again_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path)
    before = list(Territory.objects.order_by("pk").values())

    again = load(tmp_path)

    assert (again.new, again.changed, again.ended) == (0, 0, 0)
    assert list(Territory.objects.order_by("pk").values()) == before
    assert (Geography.objects.count(), FormerCode.objects.count(), TerritoryPast.objects.count()) == (1, 1, 0)


def test_a_newer_year_keeps_the_rows_and_remembers_what_they_were(tmp_path: Path) -> None:
    load(tmp_path / "old", version="5.0.0")
    identity = one("35001").pk

    loaded = load(tmp_path / "new", merged())

    today = one("35001")
    assert (today.pk, today.name, today.from_on) == (identity, "Val-d’Évran", None)
    were = queries.was(today, on=dt.date(2025, 6, 1))
    assert (were.name, were.epci and were.epci.name) == ("Saint-Denis-du-Val", "CC du Val")
    assert queries.was(today, on=dt.date(2026, 1, 1)).name == "Val-d’Évran"
    assert Territory.objects.search("saint denis du val").of_kind(Kind.COMMUNE).get() == today
    assert loaded.ended == 2  # Évran and the former EPCI


def test_a_merged_commune_ends_and_leads_to_the_one_that_took_it_over(tmp_path: Path) -> None:
    load(tmp_path / "old", version="5.0.0")
    identity = one("35002").pk

    load(tmp_path / "new", merged())

    ended = Territory.objects.get(code="35002")
    assert (ended.pk, ended.kind, ended.to_on, ended.commune) == (
        identity,
        "commune",
        dt.date(2025, 12, 31),
        one("35001"),
    )
    assert ended.kind_label == "ancienne commune"
    assert ended in Territory.objects.of_kind(Kind.FORMER_COMMUNE)
    assert ended not in Territory.objects.of_kind(Kind.COMMUNE)
    code = FormerCode.objects.get(code="35002")
    assert (code.commune, code.name, code.on) == (one("35001"), "Évran", dt.date(2026, 1, 1))
    assert queries.commune_of_code("35002") == queries.commune_of_code(" 35001 ") == one("35001")
    assert ended in Territory.objects.at(2025)
    assert ended not in Territory.objects.at(2026)


def test_a_commune_that_is_independent_again_is_a_new_row(tmp_path: Path) -> None:
    load(tmp_path / "2024", version="4.0.0")
    load(tmp_path / "2025", merged(), version="5.0.0")

    load(tmp_path / "2026")

    rows = Territory.objects.filter(code="35002", kind=Kind.COMMUNE).order_by("pk")
    assert [(row.from_on, row.to_on) for row in rows] == [
        (None, dt.date(2024, 12, 31)),
        (dt.date(2026, 1, 1), None),
    ]
    assert queries.commune_of_code("35002") == rows[1]
    assert not FormerCode.objects.filter(code="35002")


def test_what_an_old_code_led_to_follows_a_second_merger(tmp_path: Path) -> None:
    load(tmp_path / "old", merged(), version="5.0.0")
    content = lists()
    content["communes"] = [row for row in content["communes"] if row["code"] not in {"35001", "35002", "35004"}] + [
        commune("35004", "Grand-Val", anciensCodes=["35001", "35002"]),
        former("35002", "Évran", "35004"),
    ]
    content["epci"] = []
    content["epci"].append(epci("200000180", "CC des Rives", "35004"))

    load(tmp_path / "new", content)

    assert queries.commune_of_code("35002") == queries.commune_of_code("35001") == one("35004")


def test_an_older_year_is_refused(tmp_path: Path) -> None:
    load(tmp_path / "new")

    with pytest.raises(Refusal, match="Le découpage 2026 est déjà chargé"):
        load(tmp_path / "old", version="5.0.0")


def test_the_imaginary_departement_outlives_a_loading(tmp_path: Path) -> None:
    load_demo(at=timezone.now())
    load(tmp_path)

    assert one("99001").to_on is None
    assert one("99001").departement == one("99", Kind.DEPARTEMENT)


def test_the_journal_tells_a_loading(tmp_path: Path) -> None:
    from maillage.journal.sentences import tell

    load(tmp_path)

    assert [told.sentence for told in tell(Event.objects.all())] == ["Maillage a chargé le découpage 2026."]


def test_the_archive_that_npm_packs_is_read(tmp_path: Path) -> None:
    package(tmp_path / "package")
    with tarfile.open(tmp_path / "decoupage.tgz", "w:gz") as archive:
        archive.add(tmp_path / "package", "package")

    assert decoupage.read(tmp_path / "decoupage.tgz") == decoupage.read(tmp_path / "package")
    assert decoupage.read(tmp_path / "package" / "data") == decoupage.read(
        tmp_path / "package" / "data" / "communes.json"
    )


def without(name: str) -> Lists:
    content = lists()
    del content[name]
    return content


def with_row(name: str, **row: Any) -> Lists:
    content = lists()
    content[name].append(row)
    return content


BAD = {
    "a missing file": (without("epci"), "epci.json manque"),
    "an empty list": (lists() | {"regions": []}, "regions.json n’est pas la liste attendue"),
    "a row that is no object": (lists() | {"regions": ["53"]}, "regions.json n’est pas la liste attendue"),  # type: ignore[list-item]
    "a row without a name": (with_row("regions", code="24"), r"regions.json, entrée 3 \(24\) : « nom » manque"),
    "a strange code": (
        with_row("departements", code="<b>", nom="X", region="53"),
        "« code » manque ou n’a pas la forme",
    ),
    "an unknown type": (with_row("communes", type="canton"), "le type « canton » n’est pas connu"),
    "a code given twice": (
        with_row("regions", code="53", nom="Breizh"),
        "Le code 53 est donné plusieurs fois parmi les régions",
    ),
    "a département that is not there": (
        with_row("communes", **commune("01001", "Ailleurs", departement="01")),
        r"Ailleurs \(01001\) renvoie au département 01 : ce code n’est pas dans le découpage",
    ),
    "a member that is not there": (
        with_row("epci", **epci("200000190", "CC Perdue", "99999")),
        "CC Perdue compte la commune 99999",
    ),
    "a population in words": (
        with_row("communes", **commune("35009", "Ici", population="cent")),
        "n’est pas un nombre d’habitants",
    ),
    "a negative population": (
        with_row("communes", **commune("35009", "Ici", population=-1)),
        "n’est pas un nombre d’habitants",
    ),
    "postal codes in a row": (
        with_row("communes", **commune("35009", "Ici", codesPostaux="35000")),
        "n’est pas une liste de codes",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_package_says_where_and_writes_nothing(case: str, tmp_path: Path) -> None:
    content, sentence = BAD[case]
    folder = package(tmp_path, content)

    with pytest.raises(CommandError, match=rf"{sentence}.* Rien n’a été écrit\."):
        call_command("load_territories", folder)

    assert not Territory.objects.exists()
    assert not Geography.objects.exists()


def test_a_file_that_is_not_json_is_refused(tmp_path: Path) -> None:
    folder = package(tmp_path)
    (folder / "data" / "communes.json").write_bytes(b"\xff\xfe[{")

    with pytest.raises(CommandError, match=r"communes\.json n’est pas un fichier JSON lisible"):
        call_command("load_territories", folder)


@pytest.mark.parametrize(("name", "sentence"), [("rien", "n’existe pas"), ("notes.txt", "ne peut pas être lu")])
def test_a_path_that_is_no_package_is_refused(name: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("bonjour", encoding="utf-8")

    with pytest.raises(CommandError, match=sentence):
        call_command("load_territories", tmp_path / name)


def test_the_year_is_asked_for_when_the_package_does_not_tell_it(tmp_path: Path) -> None:
    folder = package(tmp_path)
    (folder / "package.json").unlink()

    with pytest.raises(CommandError, match="donnez-la avec --year"):
        call_command("load_territories", folder)
    call_command("load_territories", folder, year=2019)

    assert Geography.objects.get().year == 2019


def test_a_loading_that_breaks_half_way_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from maillage.territories.actions.loading import _Loading

    def broken(self: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(_Loading, "write_former_codes", broken)
    with pytest.raises(RuntimeError):
        load(tmp_path)

    assert not Territory.objects.exists()


def test_the_command_tells_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_territories", package(tmp_path))

    told = capsys.readouterr().out
    assert "Découpage 2026 chargé en" in told
    assert "       5 communes\n" in told
    assert "Territoires nouveaux : 12, modifiés : 0, finis : 0." in told


def test_the_whole_country_loads_in_less_than_twenty_seconds_on_sqlite(root: Path, tmp_path: Path) -> None:
    if not (root / PACKAGE).is_dir():
        pytest.skip("the package @etalab/decoupage-administratif is not installed (make assets)")
    own = {"MAILLAGE_DATA": str(tmp_path), "DATABASE_URL": "", "MAILLAGE_SECRET_KEY": "only-for-this-test-" * 4}
    manage = [sys.executable, str(root / "manage.py")]

    def run(*words: str) -> str:
        done = subprocess.run(
            [*manage, *words], env=os.environ | own, cwd=root, capture_output=True, text=True, check=True
        )
        return done.stdout

    run("migrate", "--verbosity=0", "--settings=tests.settings")
    before = _seconds()
    told = run("load_territories", "--settings=tests.settings")
    seconds = _seconds() - before

    assert "intercommunalités" in told
    with closing(sqlite3.connect(tmp_path / "maillage.sqlite3")) as database:
        count, *_ = database.execute("SELECT count(*) FROM territories_territory WHERE kind = 'commune'").fetchone()
        name, *_ = database.execute("SELECT name FROM territories_territory WHERE code = '93066'").fetchone()
    assert count > 34_000
    assert name == "Saint-Denis"
    assert seconds < 20


def _seconds() -> float:
    """The work of the programs that were run: what other tests do at the same time does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
