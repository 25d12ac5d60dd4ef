"""Many files into one folder: each reading has its own place, and no file is left half-written."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.reading.output.folder import sources, targets, write_whole


def names(paths: list[Path], folder: Path, extension: str = ".json") -> list[str]:
    return [target.name for target in targets(paths, folder, extension)]


def test_a_reading_is_named_after_its_source(tmp_path: Path) -> None:
    assert names([Path("in/a.docx"), Path("in/b.pdf")], tmp_path) == ["a.json", "b.json"]


def test_names_that_would_meet_keep_their_extension(tmp_path: Path) -> None:
    assert names([Path("in/a.docx"), Path("in/a.pdf"), Path("in/b.pdf")], tmp_path) == [
        "a.docx.json",
        "a.pdf.json",
        "b.json",
    ]


def test_names_that_differ_only_by_case_meet(tmp_path: Path) -> None:
    found = names([Path("in/Charte.txt"), Path("in/charte.md")], tmp_path)
    assert len({name.lower() for name in found}) == 2


def test_the_same_name_in_two_folders_takes_that_of_its_folder(tmp_path: Path) -> None:
    assert names([Path("nord/a.txt"), Path("sud/a.txt")], tmp_path) == ["nord-a.txt.json", "sud-a.txt.json"]


def test_names_that_meet_in_every_way_are_numbered(tmp_path: Path) -> None:
    found = names([Path("x/nord/a.txt"), Path("y/nord/a.txt"), Path("z/nord/a.txt")], tmp_path)
    assert len(set(found)) == 3


def test_a_source_is_never_written_over(tmp_path: Path) -> None:
    assert names([tmp_path / "a.html"], tmp_path, ".html") == ["a.html.html"]


def test_the_list_of_readings_is_never_written_over(tmp_path: Path) -> None:
    assert names([Path("in/index.txt")], tmp_path, ".html") == ["index.txt.html"]


def test_a_folder_gives_its_documents_in_order_and_nothing_else(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.DOCX",
        "notes.xlsx",
        ".cache.txt",
        "~$a.docx",
        "sous/c.pdf",
        ".git/d.txt",
        "lectures/e.html",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = list(sources([tmp_path, tmp_path / "b.txt"], pytest.fail, without=tmp_path / "lectures"))
    assert [str(path.relative_to(tmp_path)) for path in found] == ["a.DOCX", "b.txt", "sous/c.pdf"]


def test_a_file_named_by_hand_is_kept_whatever_its_name(tmp_path: Path) -> None:
    assert list(sources([tmp_path / "absent.xyz"], pytest.fail)) == [tmp_path / "absent.xyz"]


def test_what_is_written_is_whole_and_leaves_nothing_behind(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.json", "é\udce9")
    assert (tmp_path / "a.json").read_bytes() == "é?".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_failed_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "a.json", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
