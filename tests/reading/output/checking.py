"""Checks a value against a JSON Schema, for the keywords that ``reading.schema.json`` uses; any other keyword is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
_TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
_SAID = {"$schema", "$id", "$defs", "title", "description"}


def faults(value: Any, schema: Schema, root: Schema, at: str = "$") -> Iterator[str]:
    """One line for each place where ``value`` is not what ``schema`` says."""
    for keyword, wanted in schema.items():
        if keyword not in _SAID:
            yield from _fault(keyword, wanted, value, schema, root, at)


def _fault(keyword: str, wanted: Any, value: Any, schema: Schema, root: Schema, at: str) -> Iterator[str]:  # noqa: C901 (a case a keyword)
    match keyword:
        case "$ref":
            yield from faults(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, at)
        case "type":
            names = [wanted] if isinstance(wanted, str) else wanted
            fits = [
                isinstance(value, _TYPES[name]) and (name == "boolean") >= isinstance(value, bool) for name in names
            ]
            if not any(fits):
                yield f"{at}: {value!r} is no {wanted}"
        case "const" | "enum":
            if value not in ([wanted] if keyword == "const" else wanted):
                yield f"{at}: {value!r} is not among {wanted!r}"
        case "oneOf":
            if sum(not any(faults(value, choice, root, at)) for choice in wanted) != 1:
                yield f"{at}: {value!r} is not just one of {len(wanted)} choices"
        case "properties":
            for name in wanted.keys() & (value if isinstance(value, dict) else {}):
                yield from faults(value[name], wanted[name], root, f"{at}.{name}")
        case "required":
            yield from (f"{at}: {name} is missing" for name in wanted if isinstance(value, dict) and name not in value)
        case "additionalProperties":
            assert wanted is False
            yield from (
                f"{at}: {name} is unknown"
                for name in (value if isinstance(value, dict) else ())
                if name not in schema["properties"]
            )
        case "items":
            for number, item in enumerate(value if isinstance(value, list) else ()):
                if number >= len(schema.get("prefixItems", ())):
                    yield from [f"{at}: too long"] if wanted is False else faults(item, wanted, root, f"{at}[{number}]")
        case "prefixItems":
            for number, (item, each) in enumerate(zip(value if isinstance(value, list) else (), wanted, strict=False)):
                yield from faults(item, each, root, f"{at}[{number}]")
        case "pattern":
            if isinstance(value, str) and not re.search(wanted, value):
                yield f"{at}: {value!r} does not match {wanted}"
        case "minimum" | "maximum":
            if isinstance(value, (int, float)) and (value < wanted if keyword == "minimum" else value > wanted):
                yield f"{at}: {value} is beyond {keyword} {wanted}"
        case "minItems" | "maxLength":
            if isinstance(value, (list, str)) and (
                len(value) < wanted if keyword == "minItems" else len(value) > wanted
            ):
                yield f"{at}: length {len(value)} is beyond {keyword} {wanted}"
        case _:
            yield f"{at}: the checker does not know {keyword}"
