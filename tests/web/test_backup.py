"""A backup holds all that there was, and a restoration puts back that, or nothing."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from maillage import cli
from maillage.organisations.models import Organisation
from maillage.web import backup, backup_database
from maillage.web.backup_database import BackupError
from tests import postgresql
from tests.factories.organisations import GrantFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stored files of this test alone, and the programs of PostgreSQL that go with the server of the tests."""
    settings.MEDIA_ROOT = tmp_path / "data" / "files"
    settings.DATA = tmp_path / "data"
    if (programs := postgresql.programs()) is not None:
        monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    return tmp_path


def store(name: str, content: bytes) -> None:
    default_storage.save(name, ContentFile(content))


def stored(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def saved(place: Path, name: str = "sauvegarde.tar.gz") -> Path:
    target, _ = backup.write(place / name, at=timezone.now())
    return target


def names() -> list[str]:
    return list(Organisation.objects.order_by("name").values_list("name", flat=True))


def altered(source: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[str, bytes] | None]) -> Path:
    """A copy of a backup whose members went through ``change``."""
    target = source.with_name("altered.tar.gz")
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            kept = change(member, old.extractfile(member).read())  # type: ignore[union-attr]
            if kept is not None:
                member.name, member.size = kept[0], len(kept[1])
                new.addfile(member, io.BytesIO(kept[1]))
    return target


def manifest_with(**values: Any) -> Callable[[tarfile.TarInfo, bytes], tuple[str, bytes]]:
    def change(member: tarfile.TarInfo, data: bytes) -> tuple[str, bytes]:
        if member.name != "manifest.json":
            return member.name, data
        return member.name, json.dumps(json.loads(data) | values).encode()

    return change


def test_what_was_saved_comes_back_and_what_came_later_goes(place: Path) -> None:
    GrantFactory(organisation=OrganisationFactory(name="Trampoline"))
    store("pieces/convention.pdf", b"%PDF signed")
    source = saved(place)
    OrganisationFactory(name="Arrivée après")
    Organisation.objects.filter(name="Trampoline").update(name="Renommée")
    store("pieces/apres.pdf", b"later")
    manifest = backup.restore(source, replace=True)
    assert names() == ["Trampoline"]
    assert stored("pieces/convention.pdf") == b"%PDF signed"
    assert not default_storage.exists("pieces/apres.pdf")
    assert manifest.version
    assert list((place / "data").glob("*before*")) == []


def test_sessions_do_not_come_back(place: Path) -> None:
    OrganisationFactory()
    Session.objects.create(session_key="ouverte", session_data="x", expire_date=timezone.now())
    backup.restore(saved(place), replace=True)
    assert not Session.objects.exists()


def test_a_database_that_holds_something_is_replaced_only_if_told(place: Path) -> None:
    OrganisationFactory(name="Trampoline")
    source = saved(place)
    with pytest.raises(CommandError, match=r"n’est pas vide.*--replace"):
        call_command("restore", source)
    call_command("restore", source, replace=True, verbosity=0)
    assert names() == ["Trampoline"]


def test_an_empty_database_is_restored_without_a_question(place: Path) -> None:
    OrganisationFactory(name="Trampoline")
    source = saved(place)
    call_command("flush", interactive=False, verbosity=0)
    call_command("restore", source, verbosity=0)
    assert names() == ["Trampoline"]


def test_the_backup_is_read_by_its_owner_alone_and_leaves_nothing_beside_it(place: Path) -> None:
    folder = place / "sauvegardes"
    folder.mkdir()
    target, _ = backup.write(folder, at=timezone.now())
    assert target.stat().st_mode & 0o777 == 0o600
    assert target.name.startswith("maillage-20")
    assert list(folder.iterdir()) == [target]


def test_a_backup_never_replaces_another(place: Path) -> None:
    source = saved(place)
    before = source.read_bytes()
    with pytest.raises(BackupError, match="existe déjà"):
        saved(place)
    assert source.read_bytes() == before


def test_a_backup_into_no_folder_says_so(place: Path) -> None:
    with pytest.raises(BackupError, match="n’existe pas"):
        backup.write(place / "nulle-part" / "b.tar.gz", at=timezone.now())


def test_a_backup_that_fails_half_way_leaves_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup.archive, "add_manifest", full)
    with pytest.raises(BackupError, match="n’a pas pu être écrite"):
        saved(place)
    assert [path for path in place.iterdir() if path.name != "data"] == []


def flip(member: tarfile.TarInfo, data: bytes) -> tuple[str, bytes]:
    return member.name, data[:-1] + bytes([data[-1] ^ 1]) if member.name.startswith("files/") else data


def drop(member: tarfile.TarInfo, data: bytes) -> tuple[str, bytes] | None:
    return None if member.name.startswith("files/") else (member.name, data)


def climb(member: tarfile.TarInfo, data: bytes) -> tuple[str, bytes]:
    return member.name.replace("files/", "files/../../"), data


def without_manifest(member: tarfile.TarInfo, data: bytes) -> tuple[str, bytes] | None:
    return None if member.name == "manifest.json" else (member.name, data)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (flip, "n’est pas ce que dit le manifeste"),
        (drop, "n’est pas ce que dit le manifeste"),
        (climb, "autre chose que des fichiers de Maillage"),
        (without_manifest, "pas de manifeste"),
        (manifest_with(format=99), "version plus récente"),
        (manifest_with(migrations=["organisations.9999_later"]), "version plus récente.*9999_later"),
        (manifest_with(engine="oracle"), "manifeste ne se lit pas"),
        (manifest_with(files="x"), "manifeste ne se lit pas"),
    ],
)
def test_a_backup_that_was_altered_restores_nothing(
    place: Path, change: Callable[[tarfile.TarInfo, bytes], tuple[str, bytes] | None], sentence: str
) -> None:
    OrganisationFactory(name="Trampoline")
    store("pieces/convention.pdf", b"%PDF signed")
    source = altered(saved(place), change)
    Organisation.objects.update(name="Restée")
    with pytest.raises(BackupError, match=sentence):
        backup.restore(source, replace=True)
    assert names() == ["Restée"]
    assert stored("pieces/convention.pdf") == b"%PDF signed"


@pytest.mark.parametrize("kept", [0, 5, 300, -600])
def test_a_backup_that_was_cut_restores_nothing(place: Path, kept: int) -> None:
    OrganisationFactory(name="Trampoline")
    source = saved(place)
    source.write_bytes(source.read_bytes()[:kept])
    with pytest.raises(BackupError, match=r"n’est pas une sauvegarde|incomplète ou abîmée"):
        backup.restore(source, replace=True)
    assert names() == ["Trampoline"]


def test_a_file_that_is_not_there_is_told(place: Path) -> None:
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("restore", place / "nulle-part.tar.gz", replace=True)


def test_a_backup_of_the_other_sort_of_database_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = saved(place)
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    monkeypatch.setattr(backup_database, "engine", lambda: other)
    with pytest.raises(BackupError, match="restaurez-la dans une base de même sorte"):
        backup.restore(source, replace=True)


def test_files_come_back_as_they_were_when_the_database_refuses(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store("piece.pdf", b"before")
    source = saved(place)
    default_storage.delete("piece.pdf")
    store("piece.pdf", b"after")

    def refuse(_copy: Path) -> None:
        raise BackupError("psql a échoué")

    monkeypatch.setattr(backup_database, "load", refuse)
    with pytest.raises(BackupError, match="psql"):
        backup.restore(source, replace=True)
    assert stored("piece.pdf") == b"after"


def test_without_the_programs_of_postgresql_the_command_says_what_to_install(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_database, "engine", lambda: "postgresql")
    monkeypatch.setenv("PATH", str(place))
    with pytest.raises(CommandError, match="pg_dump de PostgreSQL n’est pas installé ici"):
        call_command("backup", place / "b.tar.gz")


def test_the_command_line_saves_and_restores(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    OrganisationFactory(name="Trampoline")
    target = place / "b.tar.gz"
    assert cli.main(["backup", str(target)]) == 0
    assert cli.main(["restore", str(target)]) == cli.CANNOT_WRITE
    assert cli.main(["restore", str(target), "--replace"]) == 0
    told = capsys.readouterr()
    assert "Sauvegarde écrite" in told.out
    assert "n’est pas vide" in told.err
    assert "Restauré" in told.out


@pytest.fixture
def elsewhere(place: Path) -> Iterator[Callable[[str], dict[str, str]]]:
    """Installations beside this one, each with a database of its own: the environment of each, by its name."""
    made: list[str] = []

    def installation(name: str) -> dict[str, str]:
        data = place / name
        data.mkdir()
        environment = {**os.environ, "MAILLAGE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        if connection.vendor == "sqlite":
            return environment | {"DATABASE_URL": ""}
        given = connection.settings_dict
        database = f"{given['NAME']}_{name}"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{database}"')
        made.append(database)
        login = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}@" if given["USER"] else ""
        port = f"&port={given['PORT']}" if given["PORT"] else ""
        return environment | {"DATABASE_URL": f"postgres://{login}/{database}?host={quote(given['HOST'])}{port}"}

    yield installation
    for database in made:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


def manage(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


COUNT = """
from collections import Counter
from maillage.journal.models import SignIn
print(sorted(Counter(Counter(SignIn.objects.values_list("user_id", flat=True)).values()).items()))
"""


def test_a_backup_made_while_somebody_writes_holds_one_instant(
    place: Path, elsewhere: Callable[[str], dict[str, str]]
) -> None:
    busy, fresh = elsewhere("busy"), elsewhere("fresh")
    manage(busy, "migrate", "-v0")
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.web.backup_writer"], cwd=ROOT, env=busy, stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        manage(busy, "backup", str(place / "busy.tar.gz"))
        assert writer.poll() is None, "the backup stopped the writer"
        at_least = eval(manage(busy, "shell", "--no-imports", "-v0", "-c", COUNT))
    finally:
        writer.terminate()
        writer.wait()
        writer.stdout.close()
    manage(fresh, "restore", str(place / "busy.tar.gz"))
    ((size, pairs),) = eval(manage(fresh, "shell", "--no-imports", "-v0", "-c", COUNT))
    assert size == 2, "a transaction was cut in half"
    assert 20 <= pairs <= dict(at_least)[2]
