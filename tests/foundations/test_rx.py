"""Regular expressions that are kept between runs: the same as those of ``re``, whatever became of the file."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import maillage.reading.stages  # noqa: F401 that all the patterns of the reader are compiled
from maillage.foundations import rx
from maillage.foundations.rx import Shelf
from maillage.reading import read_text

PATTERNS = [
    ("", 0),
    (r"s'engage(?:nt)?\s+à\b", 0),
    (r"(?P<jour>\d{1,2})\s+(?P<mois>[a-zé]+)\s+(?P<an>\d{4})", 0),
    (r"(?:\d+|(?P<un>une?))(?P<unité>\w+)", 0),
    (r"^\W*durée\b.*$", re.M | re.S),
    (r"l['’]association", re.I),
    (r"(?<!\w)(?=[A-ZÀ-Ý])[^.;]{0,60}?\.", 0),
    (r"(a)(b)?(?:c)(?P<d>d)", re.I),
    ("(?i:entre)\\s+[\\[(«]", 0),
]
TEXT = "L’association s'engage à tenir la salle.\nDurée : 1 an, du 1 janvier 2026 au 31 décembre 2026. ABCD, Entre («"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "rx.kept"


def written(place: Path, patterns: list[tuple[str, int]] = PATTERNS) -> Shelf:
    """A shelf that has compiled ``patterns`` and written them."""
    shelf = Shelf(place)
    for pattern, flags in patterns:
        shelf.compile(pattern, flags)
    shelf.write()
    return shelf


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_pattern_is_that_of_re_when_new_and_when_kept(place: Path, pattern: str, flags: int) -> None:
    wanted = re.compile(pattern, flags)
    written(place)
    again = Shelf(place)
    for found in (
        Shelf(None).compile(pattern, flags),
        Shelf(place.with_name("new")).compile(pattern, flags),
        again.compile(pattern, flags),
    ):
        assert found == wanted
        assert (found.groups, found.groupindex) == (wanted.groups, wanted.groupindex)
        assert [match.groupdict() for match in found.finditer(TEXT)] == [
            match.groupdict() for match in wanted.finditer(TEXT)
        ]
        assert [match.span() for match in found.finditer(TEXT)] == [match.span() for match in wanted.finditer(TEXT)]
        assert [match.lastgroup for match in found.finditer(TEXT)] == [
            match.lastgroup for match in wanted.finditer(TEXT)
        ]
    assert not again.has_news


def test_every_pattern_of_the_reader_is_that_of_re() -> None:
    assert len(rx._compiled) > 400
    assert not [key for key, pattern in rx._compiled.items() if pattern != re.compile(*key)]


def test_every_pattern_of_the_reader_comes_back_the_same(place: Path) -> None:
    keys = list(rx._compiled)
    written(place, keys)
    again = Shelf(place)
    assert not [key for key in keys if again.compile(*key) != rx._compiled[key]]
    assert not again.has_news


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
@given(st.text("ab'é\\s+*?|()[]{}^$.\\d,1:=!<P> ", max_size=14), st.sampled_from([0, re.I, re.M, re.S, re.I | re.M]))
@example("(", 0)
@example("a{2,1}", 0)
@example("(?P<a>.)(?P<a>.)", 0)
@example("(?i)a", 0)
def test_what_re_refuses_is_refused_in_the_same_words(pattern: str, flags: int) -> None:
    def result(compiles: object) -> object:
        try:
            return compiles(pattern, flags)  # type: ignore[operator]
        except (re.error, OverflowError, RecursionError) as error:
            return type(error), str(error)

    shelf = Shelf(None)
    shelf.place = Path("unwritten")
    assert result(shelf.compile) == result(re.compile)


def test_the_functions_are_those_of_re() -> None:
    pattern = r"(?P<mot>\w+)\s+à"
    for ours, theirs in ((rx.search, re.search), (rx.match, re.match), (rx.fullmatch, re.fullmatch)):
        for text in (TEXT, "prêt à", "à"):
            assert str(ours(pattern, text)) == str(theirs(pattern, text))
    assert [str(match) for match in rx.finditer("^d", TEXT, rx.M | rx.I)] == [
        str(match) for match in re.finditer("^d", TEXT, re.M | re.I)
    ]
    assert rx.findall(r"\d{4}", TEXT) == re.findall(r"\d{4}", TEXT)
    assert rx.split(r"[,.]\s*", TEXT) == re.split(r"[,.]\s*", TEXT)
    assert rx.sub(r"(\d+)", r"<\1>", TEXT) == re.sub(r"(\d+)", r"<\1>", TEXT)


@given(st.text("aàbés'-_ .\n1", max_size=30), st.integers(0, 5))
def test_words_are_found_where_a_boundary_finds_them(text: str, start: int) -> None:
    ours, theirs = re.compile(f"(?:{rx.words('ab', 'aa*', 'b')})s?"), re.compile(r"\b(?:ab|aa*|b)s?")
    assert [match.span() for match in ours.finditer(text, start)] == [
        match.span() for match in theirs.finditer(text, start)
    ]


def _changed(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]


SPOILT = {
    "empty": lambda data: data[:0],
    "cut in its first line": lambda data: data[:10],
    "cut": lambda data: data[: len(data) // 2],
    "longer": lambda data: data + b"x",
    "with one bit changed": _changed,
    "all zeros": lambda data: bytes(len(data)),
    "of another interpreter": lambda data: data.replace(b"maillage.rx/1 ", b"maillage.rx/1 cpython-399 ", 1),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_file_that_is_damaged_or_foreign_counts_as_absent_and_is_written_anew(place: Path, how: str) -> None:
    written(place)
    whole = place.read_bytes()
    place.write_bytes(SPOILT[how](whole))
    shelf = Shelf(place)
    assert shelf.kept == {}
    assert all(shelf.compile(*key) == re.compile(*key) for key in PATTERNS)
    shelf.write()
    assert place.read_bytes() == whole


def test_a_list_that_the_engine_refuses_is_compiled_again(place: Path) -> None:
    shelf = written(place)
    key = ("s'engage", 0)
    shelf.kept[key] = (32, b"\xff" * 16, 0, {}, (None,))
    assert shelf.compile(*key) == re.compile(*key)
    assert shelf.kept[key][1] != b"\xff" * 16


def test_what_cannot_be_read_is_absent_and_what_cannot_be_written_is_done_without(place: Path) -> None:
    place.mkdir()
    shelf = written(place)
    assert shelf.kept
    assert place.is_dir()
    assert Shelf(place).kept == {}
    file = place.parent / "file"
    file.write_text("no folder", encoding="utf-8")
    assert written(file / "rx.kept").compile("a") == re.compile("a")


def test_a_folder_that_may_not_be_written_stays_as_it_is(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, data: bytes) -> int:
        raise PermissionError(self)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert written(place).compile("a") == re.compile("a")
    assert not list(place.parent.iterdir())


def test_nothing_is_written_when_python_is_told_not_to(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    written(place)
    assert not list(place.parent.iterdir())


def test_nothing_is_written_when_nothing_is_new(place: Path) -> None:
    written(place)
    before = place.stat().st_mtime_ns
    again = Shelf(place)
    again.compile(*PATTERNS[1])
    again.write()
    assert place.stat().st_mtime_ns == before
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_what_a_later_run_compiles_is_added(place: Path) -> None:
    written(place, PATTERNS[:2])
    written(place, PATTERNS[2:])
    assert set(Shelf(place).kept) == {(pattern, int(flags)) for pattern, flags in PATTERNS}


def test_an_interpreter_with_other_steps_compiles_by_re(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rx, "_compiler", object())
    assert Shelf(place).compile("a|b") == re.compile("a|b")
    monkeypatch.setattr(rx, "_sre", None)
    other = Shelf(place)
    assert other.place is None
    assert other.compile("a|b") == re.compile("a|b")
    other.write()
    assert not place.exists()


def test_a_pattern_compiled_once_is_not_kept() -> None:
    pattern = rx.compile("villebrume|ourcelle", once=True)
    assert pattern == re.compile("villebrume|ourcelle")
    assert ("villebrume|ourcelle", 0) not in rx._compiled


def test_no_word_of_a_text_is_kept() -> None:
    before = set(rx._compiled)
    read_text(
        "CONVENTION DE PARTENARIAT DES KUMQUATS\n\nENTRE\n\nLe Département de l'Ourcelle, ci-après dénommé « la Zébulonie », d'une part,\n\nET\n\n"
        "L'association Les Xylophages, représentée par Mme Quetzal, d'autre part,\n\nL'association Les Yourtes, d'autre part,\n\n"
        "Il est convenu ce qui suit :\n\nArticle 1 : Instances\nUn comité wallabique est composé des parties. Les associations "
        "se réunissent chaque année.\n\nArticle 2 : Usager\nLa Zébulonie s'engage à :\n- informer l'usager ;\n- former le stagiaire.\n\n"
        "Fait à Villebrume\n\nLe stagiaire\n"
    )
    new = [pattern for pattern, _ in set(rx._compiled) - before]
    words = re.compile("zebulon|xylophag|yourte|quetzal|wallab|villebrum|kumquat", re.I)
    assert not [pattern for pattern in new if words.search(pattern)]
