"""Dataclasses that start fast: ``dataclass``, ``field`` and ``replace`` of :mod:`dataclasses`, for plain records.

With them ``Generic`` and the variable ``T`` of :mod:`typing`, for a record of one field of any type.

The standard module imports :mod:`inspect` and compiles up to eight functions a class: for the forty records of the
reader, a fifth of the time of reading a short agreement. Here only the constructor is compiled. Whoever asks a record
for its fields (``dataclasses.fields``, ``asdict``, ``is_dataclass``) wakes the standard module, which then describes
it: a record is a dataclass for those who use it, and for type checkers, which see the standard module alone.
See ``docs/adr/0006-records-that-start-fast.md``.
"""

from __future__ import annotations

from operator import attrgetter
from types import GenericAlias

# As every type checker knows this name; the reader has it so, since importing typing takes as long as all its records.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import dataclass, field, replace
    from typing import Any, Generic, NoReturn, TypeVar

    T = TypeVar("T")

__all__ = ["Generic", "T", "dataclass", "field", "replace"]


class _Field:
    """Stands for a field whose default is made anew for each record."""

    def __init__(self, *, default_factory: Callable[[], object]) -> None:
        self.default_factory = default_factory


def _dataclass(
    *, frozen: bool = False, slots: bool = False, eq: bool = True, repr: bool = True
) -> Callable[[type[Any]], type[Any]]:
    """The decorator, with options of :func:`dataclasses.dataclass`."""
    if frozen and not slots:
        raise TypeError("a frozen record has slots")

    def make(cls: type[Any]) -> type[Any]:
        if any("__dataclass_fields__" in base.__dict__ for base in cls.__mro__):
            raise TypeError(f"{cls.__name__}: a record does not inherit from another")
        own = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
        annotations: dict[str, object] = own.get("__annotations__", {})
        names = tuple(annotations)
        defaults = {name: own.pop(name) for name in names if name in own}
        description = _Description(annotations, defaults, frozen=frozen, eq=eq, repr=repr)
        given = {"__match_args__": names, "__dataclass_fields__": description}
        if slots:
            given["__slots__"] = names
        if eq:
            given |= _comparisons(names, frozen=frozen)
        if repr:
            given["__repr__"] = _repr
        if frozen:
            given |= {"__setattr__": _refuse, "__delattr__": _refuse}
            given |= {"__getstate__": _values, "__setstate__": _set_state}
        made: type[Any] = type(cls.__name__, cls.__bases__, given | own)  # anew: slots are told to a class being made
        made.__qualname__ = cls.__qualname__

        def first(self: object, *values: object, **named: object) -> None:
            """Compiles the constructor when the first record is made: many a text needs half of the records only."""
            made.__init__ = _constructor(made, names, defaults, frozen=frozen)
            made.__init__(self, *values, **named)

        made.__init__ = first
        return made

    return make


def _constructor(
    cls: type[Any], names: tuple[str, ...], defaults: Mapping[str, object], *, frozen: bool
) -> Callable[..., None]:
    """``__init__``, compiled from the names of the fields. A frozen record is filled by its slots, past its refusal."""
    scope: dict[str, object] = {"__name__": cls.__module__}
    heads, lines = ["self"], []
    for name in names:
        heads.append(name)
        value = name
        if name in defaults:
            scope[f"_default_{name}"] = default = defaults[name]
            heads[-1] += f"=_default_{name}"
            if isinstance(default, _Field):
                value = f"_default_{name}.default_factory() if {name} is _default_{name} else {name}"
        if frozen:
            scope[f"_set_{name}"] = cls.__dict__[name].__set__
        lines.append(f"_set_{name}(self, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(heads)}):\n " + "\n ".join(lines), scope)  # noqa: S102 made of names of fields alone
    made: Callable[..., None] = scope["__init__"]  # type: ignore[assignment]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _comparisons(names: tuple[str, ...], *, frozen: bool) -> dict[str, object]:
    values = attrgetter(*names)

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return {"__eq__": equal, "__hash__": (lambda self: hash(values(self))) if frozen else None}


def _values(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__match_args__}  # type: ignore[attr-defined]


def _repr(self: object) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in _values(self).items())})"


def _refuse(self: object, name: str, value: object = None) -> NoReturn:  # noqa: ARG001 the shape of __setattr__
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"{type(self).__name__} is frozen: {name} cannot change")


def _set_state(self: object, state: Mapping[str, object]) -> None:
    for name, value in state.items():
        object.__setattr__(self, name, value)


class _Description:
    """Stands for ``__dataclass_fields__`` until it is asked for: the standard module then makes the true one."""

    def __init__(self, annotations: Mapping[str, object], defaults: Mapping[str, object], **options: bool) -> None:
        self._annotations, self._defaults, self._options = annotations, defaults, options

    def __get__(self, instance: object, owner: type[Any]) -> object:
        import dataclasses

        twin: type[Any] = type(owner.__name__, (), {"__annotations__": self._annotations})
        twin.__module__ = owner.__module__
        for name, value in self._defaults.items():
            field = dataclasses.field(default_factory=value.default_factory) if isinstance(value, _Field) else value
            setattr(twin, name, field)
        dataclasses.dataclass(**self._options)(twin)
        owner.__dataclass_params__ = twin.__dataclass_params__
        owner.__dataclass_fields__ = twin.__dataclass_fields__
        return owner.__dataclass_fields__


def _replace(record: object, /, **changes: object) -> object:
    """As :func:`dataclasses.replace`."""
    return type(record)(**_values(record) | changes)


class _Generic:
    """Stands for :class:`typing.Generic`: a class that may be followed by a type in brackets."""

    __slots__ = ()
    __class_getitem__ = classmethod(GenericAlias)  # type: ignore[var-annotated]


if not TYPE_CHECKING:
    dataclass, field, replace, Generic, T = _dataclass, _Field, _replace, _Generic, object
