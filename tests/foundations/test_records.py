"""Records do what dataclasses do, and wake the standard module only for those who ask."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import pytest

from maillage.foundations.records import Generic, T, dataclass, field, replace
from maillage.reading import model


@dataclass(frozen=True, slots=True)
class Place:
    """A frozen record, with a default."""

    name: str
    code: int = 75

    @property
    def label(self) -> str:
        return f"{self.name} ({self.code})"


@dataclasses.dataclass(frozen=True, slots=True)
class Twin:
    """The same, made by the standard module."""

    name: str
    code: int = 75


@dataclass(frozen=True, slots=True)
class Box(Generic[T]):
    """A record of one field, of any type."""

    value: T


@dataclass(slots=True)
class Basket:
    """A record that changes, with a list of its own."""

    items: list[str] = field(default_factory=list)
    size: int = 0

    def __post_init__(self) -> None:
        self.size = len(self.items)


@dataclass(eq=False, repr=False)
class Loose:
    """A record without slots, told apart by identity."""

    name: str


def test_a_record_is_made_by_position_by_name_and_by_default() -> None:
    assert Place("Lyon", 69) == Place(code=69, name="Lyon")
    assert Place("Paris").code == 75
    assert Place("Paris").label == "Paris (75)"
    with pytest.raises(TypeError, match="name"):
        Place()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="size"):
        Place("Lyon", size=3)  # type: ignore[call-arg]


def test_records_are_equal_field_by_field_within_a_class() -> None:
    assert Place("Lyon") != Place("Lyon", 69)
    assert Place("Lyon") != Twin("Lyon")
    assert len({Place("Lyon"), Place("Lyon"), Place("Nice")}) == 2
    assert hash(Box(3)) == hash(Box(3))
    assert Loose("a") != Loose("a")
    with pytest.raises(TypeError, match="unhashable"):
        hash(Basket())


def test_a_frozen_record_refuses_any_change() -> None:
    place = Place("Lyon")
    with pytest.raises(dataclasses.FrozenInstanceError, match="name"):
        place.name = "Nice"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError, match="code"):
        del place.code
    with pytest.raises(dataclasses.FrozenInstanceError, match="other"):
        place.other = 1  # type: ignore[attr-defined]


def test_a_default_that_is_made_is_not_shared() -> None:
    one, other = Basket(), Basket()
    one.items.append("pain")
    assert other.items == []
    assert Basket(["sel"]).items == ["sel"]


def test_a_record_may_finish_what_its_constructor_began() -> None:
    assert Basket(["sel", "eau"]).size == 2


def test_a_record_is_shown_matched_copied_and_pickled() -> None:
    place = Place("Lyon", 69)
    assert repr(place) == "Place(name='Lyon', code=69)"
    match place:
        case Place(name, code):
            assert (name, code) == ("Lyon", 69)
    assert copy.deepcopy(place) == place
    assert pickle.loads(pickle.dumps(place)) == place
    assert replace(place, name="Nice") == Place("Nice", 69)
    assert Box[int](3).value == 3


def test_the_standard_module_knows_a_record() -> None:
    assert dataclasses.is_dataclass(Place)
    assert dataclasses.asdict(Place("Lyon", 69)) == {"name": "Lyon", "code": 69}
    assert dataclasses.replace(Place("Lyon"), code=69) == Place("Lyon", 69)
    assert [(f.name, f.type, f.default) for f in dataclasses.fields(Place)] == [
        (f.name, f.type, f.default) for f in dataclasses.fields(Twin)
    ]
    assert dataclasses.fields(Basket)[0].default_factory is list

    @dataclasses.dataclass(frozen=True)
    class Town(Place):
        size: int = 0

    assert Town("Lyon", size=2) == Town("Lyon", 75, 2)


def test_what_is_not_made_here_is_refused() -> None:
    with pytest.raises(TypeError, match="slots"):
        dataclass(frozen=True)(type("Bare", (), {}))
    with pytest.raises(TypeError, match="inherit"):
        dataclass(slots=True)(type("Under", (Place,), {"__annotations__": {"size": "int"}}))


def test_a_record_of_any_type_is_written_with_its_type() -> None:
    hints = get_type_hints(model.Terms)
    assert str(hints["renewal_max_times"]).endswith("Found[int] | None")
    assert model.Found[int](3, (0, 1), 0.5).value == 3
    assert not hasattr(model.Found("x", (0, 1), 0.5), "__dict__")


def test_the_command_does_not_wake_what_is_slow_to_start(tmp_path: Path) -> None:
    text = tmp_path / "charte.txt"
    text.write_text("Charte entre la commune de Villebrume et l'association Rombone.", encoding="utf-8")
    code = (
        "import sys; from maillage.cli import main; main(['read', '--format', 'json', sys.argv[1]]);"
        "print([name for name in ('dataclasses', 'inspect', 'typing', 'hashlib') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(text)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert run.stdout.splitlines()[-1] == "[]"
