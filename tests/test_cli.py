"""The command line: one French sentence for each thing that goes wrong, a status for each, and files that do not stop one another."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from maillage import cli
from maillage.reading import errors
from maillage.reading.model import Reading
from tests.reading.output.making import protocol

TEXT = "Convention de partenariat\n\nEntre la commune de Montclair et l'association Escale.\n\nArticle 1 : Objet\n\nLa commune s'engage à prêter une salle.\n"

Ran = tuple[int, str, str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]):  # type: ignore[no-untyped-def]
    """Runs the command with a reader that knows ``protocol``, and files that fail in the way that their name says."""

    def fake(path: Path) -> Reading:
        if path.suffix == ".bug":
            raise RuntimeError("détail que personne ne doit lire")
        if hasattr(errors, path.stem):
            raise getattr(errors, path.stem)("Phrase.")
        made = protocol()
        return replace(made, source=replace(made.source, file_name=path.name))

    monkeypatch.setattr("maillage.reading.read", fake)
    monkeypatch.delenv("MAILLAGE_DEBUG", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)

    def runs(*arguments: str | Path) -> Ran:
        try:
            status = cli.main([str(argument) for argument in arguments])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return runs


def files(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    return folder


def test_one_file_is_shown_for_a_person_by_default(run) -> None:  # type: ignore[no-untyped-def]
    status, out, err = run("read", "a.docx")
    assert (status, err) == (0, "")
    assert out.startswith("Protocole local de coordination")
    assert "\x1b" not in out


def test_json_is_one_object_on_one_line(run) -> None:  # type: ignore[no-untyped-def]
    status, out, _ = run("read", "a.docx", "--format", "json")
    assert status == 0
    assert json.loads(out)["source"]["file_name"] == "a.docx"
    assert out.count("\n") == 1


def test_several_files_in_json_make_json_lines(run) -> None:  # type: ignore[no-untyped-def]
    _, out, _ = run("read", "--format", "json", "a.docx", "b.pdf")
    assert [json.loads(line)["source"]["file_name"] for line in out.splitlines()] == ["a.docx", "b.pdf"]


def test_html_of_one_file_is_printed_and_of_several_asks_for_a_folder(run) -> None:  # type: ignore[no-untyped-def]
    assert run("read", "a.docx", "--format", "html")[1].startswith("<!doctype html>")
    status, out, err = run("read", "a.docx", "b.docx", "--format", "html")
    assert (status, out) == (2, "")
    assert err == "maillage : plusieurs fichiers en html demandent un dossier : ajoutez --output DOSSIER.\n"


@pytest.mark.parametrize(
    "case", [name for name in dir(errors) if isinstance(getattr(errors, name), type) and name != "annotations"]
)
def test_each_bad_input_has_one_sentence_and_its_own_status(run, case: str) -> None:  # type: ignore[no-untyped-def]
    status, out, err = run("read", f"{case}.txt")
    assert status == getattr(errors, case).exit_status
    assert out == ""
    assert err == f"maillage : {case}.txt : Phrase.\n"


def test_an_unexpected_error_is_one_sentence_without_traceback(run) -> None:  # type: ignore[no-untyped-def]
    status, out, err = run("read", "a.bug")
    assert (status, out) == (70, "")
    assert (
        err
        == "maillage : a.bug : une erreur inattendue a interrompu la lecture (RuntimeError) ; signalez-la avec le fichier.\n"
    )


def test_the_traceback_is_there_for_those_who_ask(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("MAILLAGE_DEBUG", "1")
    assert "Traceback" in run("read", "a.bug")[2]


def test_one_failing_file_never_stops_the_others(run) -> None:  # type: ignore[no-untyped-def]
    status, out, err = run("read", "--format", "json", "EmptyFile.txt", "a.docx", "b.docx")
    assert status == errors.EmptyFile.exit_status
    assert len(out.splitlines()) == 2
    assert err.count("\n") == 1


def test_files_that_fail_in_different_ways_give_the_general_status(run) -> None:  # type: ignore[no-untyped-def]
    assert run("read", "EmptyFile.txt", "MissingFile.txt")[0] == 10


def test_a_folder_is_read_into_another_with_a_summary(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    given = files(tmp_path / "in", "a.docx", "a.pdf", "sous/b.txt", "EmptyFile.odt", "image.png")
    status, out, err = run("read", given, "--format", "html", "--output", tmp_path / "out")

    assert status == errors.EmptyFile.exit_status
    assert err == ""
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "a.docx.html",
        "a.pdf.html",
        "b.html",
        "index.html",
    ]
    said = re.sub(r"\s+", " ", out)
    assert "a.docx.html Protocole 6 5 2" in said
    assert "EmptyFile.odt : Phrase." in said
    assert "3 lectures dans" in said
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert 'href="a.docx.html"' in index
    assert "EmptyFile.odt" in index
    assert "Phrase." in index


def test_reading_again_into_a_folder_inside_the_source_does_not_read_the_readings(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    given = files(tmp_path, "a.docx")
    for _ in range(2):
        run("read", given, "--format", "html", "--output", given / "lectures")
    assert sorted(path.name for path in (given / "lectures").iterdir()) == ["a.html", "index.html"]


@pytest.mark.parametrize(("format", "begins"), [("json", "{"), ("text", "Protocole")])
def test_a_folder_takes_other_formats_too(run, tmp_path: Path, format: str, begins: str) -> None:  # type: ignore[no-untyped-def]
    assert run("read", "a.docx", "--format", format, "--output", tmp_path)[0] == 0
    (made,) = tmp_path.iterdir()
    assert made.read_text(encoding="utf-8").startswith(begins)


def test_an_output_that_is_a_file_is_one_sentence(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "out").write_text("")
    status, _, err = run("read", "a.docx", "--output", tmp_path / "out")
    assert status == 73
    assert err == f"maillage : {tmp_path / 'out'} : le dossier ne peut pas être créé (un fichier porte ce nom).\n"


def test_a_folder_where_one_may_not_write_is_one_sentence(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(os, "access", lambda *_: False)
    status, _, err = run("read", "a.docx", "--output", tmp_path)
    assert status == 73
    assert err == f"maillage : {tmp_path} : vous n’avez pas le droit d’écrire dans ce dossier.\n"


def test_a_full_disk_leaves_no_half_written_file(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as half:
            half.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    status, out, _ = run("read", "a.docx", "--format", "json", "--output", tmp_path)
    assert status == 74
    assert "le disque est plein" in out
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_one_sentence(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    status, _, err = run("read", tmp_path)
    assert status == errors.MissingFile.exit_status
    assert err == f"maillage : {tmp_path} : aucun fichier à lire dans ce dossier.\n"


def test_review_prints_only_the_defects(run) -> None:  # type: ignore[no-untyped-def]
    status, out, _ = run("review", "a.docx")
    assert status == 0
    assert "tacit-without-length" in out
    assert "Engagements" not in out


def test_review_is_strict_only_when_asked(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    assert run("review", "--strict", "a.docx")[0] == 1
    advice = tuple(defect for defect in protocol().review if defect.severity != "error")
    monkeypatch.setattr("maillage.reading.read", lambda _: replace(protocol(), review=advice))
    assert run("review", "--strict", "a.docx")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["read"], "il manque : FICHIER"),
        (["read", "a", "--format", "pdf"], "--format ne connaît pas « pdf » (au choix : text, json, html)"),
        (["read", "a", "--format"], "--format demande une valeur"),
        (["read", "a", "--vite"], "option ou fichier en trop : --vite"),
        (
            ["lire", "a"],
            "COMMANDE ne connaît pas « lire » (au choix : read, review, load-territories, backup, restore, generate, timeline, notice)",
        ),
    ],
)
def test_wrong_use_is_said_in_french(run, arguments: list[str], sentence: str) -> None:  # type: ignore[no-untyped-def]
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"maillage : {sentence}. Voyez « maillage")
    assert err.count("\n") == 1


def test_help_is_in_french(run) -> None:  # type: ignore[no-untyped-def]
    for arguments in (["--help"], ["read", "--help"], ["review", "-h"]):
        status, out, _ = run(*arguments)
        assert status == 0
        assert "Utilisation :" in out
        assert not re.search(r"usage:|options:|positional|show this", out)


def test_without_a_command_the_help_is_shown(run) -> None:  # type: ignore[no-untyped-def]
    status, out, _ = run()
    assert status == 2
    assert "Commandes" in out


def test_the_version_is_that_of_the_package(run) -> None:  # type: ignore[no-untyped-def]
    from maillage import __version__

    assert run("--version")[:2] == (0, f"maillage {__version__}\n")


def test_ctrl_c_is_one_sentence(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    def interrupted(_: Path) -> Reading:
        raise KeyboardInterrupt

    monkeypatch.setattr("maillage.reading.read", interrupted)
    status, _, err = run("read", "a.docx")
    assert (status, err) == (130, "maillage : interrompu.\n")


def test_a_name_that_would_command_the_terminal_is_made_harmless(run) -> None:  # type: ignore[no-untyped-def]
    assert "\x1b" not in run("read", "a\x1b[2J.bug")[2]


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "maillage.cli", *map(str, arguments)]


@pytest.fixture
def agreement(tmp_path: Path) -> Path:
    path = tmp_path / "convention.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_starts_without_what_it_does_not_need(agreement: Path) -> None:
    ran = subprocess.run(
        command("read", "--format", "json", agreement),
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPROFILEIMPORTTIME": "1"},
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert "maillage.reading.output.as_json" in imported
    assert not {
        name
        for name in imported
        if re.match(
            r"rich|pypdfium2|importlib\.metadata|maillage\.reading\.output\.as_(?:html|text)|asyncio|unittest", name
        )
    }


def test_whoever_stops_reading_the_output_gets_no_traceback(agreement: Path) -> None:
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command("read", agreement, "--format", "html"), **both) as running:  # type: ignore[call-overload]
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


@pytest.mark.parametrize(("settings", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_gets_colour_unless_it_asks_for_none(
    agreement: Path, settings: dict[str, str], coloured: bool
) -> None:
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS")} | {
        "TERM": "xterm-256color"
    }
    running = subprocess.Popen(command("read", agreement), stdout=theirs, stderr=theirs, env=environment | settings)
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:
            break
    os.close(ours)
    assert running.wait() == 0
    assert (b"\x1b[" in shown) == coloured


def test_a_bar_shows_where_a_long_run_is(agreement: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    ran = command("read", agreement, "--format", "json", "--output", tmp_path / "out")
    running = subprocess.Popen(ran, stdout=subprocess.DEVNULL, stderr=theirs, env=os.environ | {"TERM": "xterm"})
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:
            break
    os.close(ours)
    assert running.wait() == 0
    assert b"Lecture" in shown
    assert b"convention.txt" in shown
    assert (tmp_path / "out" / "convention.json").is_file()


def test_a_terminal_that_knows_only_ascii_still_gets_its_lines(agreement: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(command("read", agreement), capture_output=True, env=environment, check=True)
    assert ran.stdout.isascii()


def test_json_is_utf8_whatever_the_terminal(agreement: Path) -> None:
    ran = subprocess.run(
        command("read", "--format", "json", agreement),
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "latin-1"},
        check=True,
    )
    assert json.loads(ran.stdout.decode("utf-8"))["text"].startswith("Convention")
