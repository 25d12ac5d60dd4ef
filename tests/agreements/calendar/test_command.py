"""``maillage timeline`` and ``maillage notice`` as one types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from maillage import cli
from tests.factories.agreements import PROTOCOL


def run(capsysbinary: Any, *words: str) -> tuple[int, str, str]:
    try:
        status = cli.main(words)
    except SystemExit as leaving:
        status = int(leaving.code or 0)
    told = capsysbinary.readouterr()
    return status, told.out.decode(), told.err.decode()


ASKED = "timeline --effect 2025-03-15 --duration P3Y --renewal tacit:P1Y:2 --notice P3M --evaluation P1Y --until 2033-01-01 --format json"


def test_the_timeline_of_options(capsysbinary: Any) -> None:
    status, out, _err = run(capsysbinary, *ASKED.split())
    told = json.loads(out)
    assert status == 0
    assert told["format"] == "maillage.timeline/1"
    ends = [(event["on"], event["term"]) for event in told["events"] if event["kind"] == "end"]
    assert ends == [("2028-03-14", 0), ("2029-03-14", 1), ("2030-03-14", 2)]
    assert {"on", "kind", "term", "explanation", "words", "article", "law"} == set(told["events"][0])


def test_the_notice(capsysbinary: Any) -> None:
    words = "notice --received 2025-11-30 --period P3M --format json".split()
    status, out, _err = run(capsysbinary, *words)
    told = json.loads(out)
    assert (status, told["ends_on"], told["format"]) == (0, "2026-02-28", "maillage.notice/1")


def test_the_timeline_of_a_file_rests_on_its_words(capsysbinary: Any, tmp_path: Path) -> None:
    path = tmp_path / "protocole.txt"
    path.write_text(PROTOCOL, encoding="utf-8")
    status, out, _err = run(capsysbinary, "timeline", str(path), "--effect", "2026-01-15", "--format", "json")
    events = {event["kind"]: event for event in json.loads(out)["events"]}
    assert status == 0
    assert events["end"]["on"] == "2029-01-14"
    assert "trois ans" in events["end"]["words"]
    assert events["end"]["article"] == "4"
    assert events["renewal_without_length"]["on"] == "2029-01-15"
    assert {"evaluation", "meeting", "latest_notice_receipt"} <= set(events)


def test_options_prevail_over_the_file(capsysbinary: Any, tmp_path: Path) -> None:
    path = tmp_path / "protocole.txt"
    path.write_text(PROTOCOL, encoding="utf-8")
    words = ["timeline", str(path), "--effect", "2026-01-15", "--duration", "P1Y", "--format", "json"]
    _status, out, _err = run(capsysbinary, *words)
    assert {event["on"] for event in json.loads(out)["events"] if event["kind"] == "end"} == {"2027-01-14"}


SAMPLES = sorted((Path(cli.__file__).parent / "reading" / "samples").iterdir())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_every_sample_has_a_calendar(sample: Path, capsysbinary: Any) -> None:
    status, out, err = run(capsysbinary, "timeline", str(sample), "--effect", "2025-01-01", "--format", "json")
    assert status == 0, err
    assert json.loads(out)["events"]


def test_the_text_is_for_people(capsysbinary: Any) -> None:
    status, out, _err = run(
        capsysbinary, "timeline", "--effect", "2025-03-15", "--duration", "P3Y", "--until", "2028-12-31"
    )
    assert status == 0
    assert "14/03/2028  échéance" in out
    assert "article" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("timeline", "--effect"),
        ("timeline --effect 2025-13-01", "n’est pas une date"),
        ("timeline --effect 2025-01-01 --duration trois", "durée ISO 8601"),
        ("timeline --effect 2025-01-01 --renewal parfois", "--renewal"),
        ("timeline --effect 2025-01-01 --renewal tacit:P1Y:deux", "nombre de reconductions"),
        ("timeline --effect 2025-01-01 --renewal none:P1Y", "--renewal"),
        ("timeline --effect 2025-01-01 --end 2024-01-01", "précède la prise d’effet"),
        ("timeline --effect 2025-01-01 --meeting P6M", "--meeting"),
        ("timeline --effect 9998-01-01 --duration P3Y", "9999"),
        ("notice --period P3M", "il manque"),
        ("notice --received hier --period P3M", "n’est pas une date"),
    ],
)
def test_wrong_use_is_a_sentence(words: str, said: str, capsysbinary: Any) -> None:
    status, out, err = run(capsysbinary, *words.split())
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_file_without_its_effect_asks_for_it(capsysbinary: Any, tmp_path: Path) -> None:
    path = tmp_path / "protocole.txt"
    path.write_text(PROTOCOL, encoding="utf-8")
    status, _out, err = run(capsysbinary, "timeline", str(path))
    assert status == 2
    assert "donnez-la avec --effect" in err
