"""The JSON of a reading: the contract of docs/reading.md, on which other programs and the measures rely."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.reading.output.as_json import starts, to_json
from tests.reading.output.checking import faults
from tests.reading.output.making import not_an_agreement, protocol, reading

TERMS = {
    "effect": {"trigger", "date"},
    "duration": None,
    "end_date": None,
    "renewal": {"mode", "period", "max_times"},
    "notice": {"period", "form"},
    "non_renewal_notice": None,
    "amendment": {"by", "periodicity"},
    "evaluation": {"periodicity"},
    "dispute": {"amicable_first", "court"},
}


def made(text: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@pytest.fixture
def schema() -> dict[str, Any]:
    return made(files("maillage.reading.output").joinpath("reading.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "given_reading", [protocol(), not_an_agreement(), reading("")], ids=["protocol", "other", "empty"]
)
def test_what_is_printed_is_what_the_schema_says(schema: dict[str, Any], given_reading: Any) -> None:
    assert not list(faults(made(to_json(given_reading)), schema, schema))


def test_the_schema_refuses_what_is_not_a_reading(schema: dict[str, Any]) -> None:
    found = made(to_json(protocol()))

    for wrong in (
        {"format": "maillage.reading/2"},
        {"kind": "traité"},
        {"characters": 3},
        {"commitments": [found["commitments"][0] | {"confidence": 1.5}]},
        {"bodies": [found["bodies"][0] | {"periodicity": "souvent"}]},
        {"articles": [found["articles"][0] | {"span": [1]}]},
        {"terms": found["terms"] | {"duration": "P3Y"}},
    ):
        assert list(faults(found | wrong, schema, schema)), wrong


def test_the_keys_of_a_reading_are_those_of_the_contract() -> None:
    keys = {
        "format", "source", "title", "text", "is_agreement", "nature_reason", "kind", "parties", "articles", "commitments", "terms", "bodies",
        "provisions", "review", "guarantors", "mentions", "signatories", "notices",
    }  # fmt: skip
    assert set(made(to_json(protocol()))) == keys


def test_a_reading_has_every_key_of_a_gold_file(shared: Path) -> None:
    found = made(to_json(protocol()))

    golds = [made(path.read_text(encoding="utf-8")) for path in sorted(shared.rglob("*.gold.json"))]
    assert golds
    for gold in golds:
        assert set(gold) - {"file"} <= set(found)
        for key in ("parties", "articles", "commitments", "bodies"):
            for item in gold[key]:
                assert set(item) - {"note"} <= set(found[key][0])
        assert {
            key: None if value is None else set(value)
            for key, value in gold["terms"].items()
            if isinstance(value, dict)
        }.items() <= TERMS.items()


def test_each_term_is_an_object_in_the_place_of_the_bare_value() -> None:
    terms = made(to_json(protocol()))["terms"]

    assert {
        key: set(value) if key in ("effect", "renewal", "notice", "amendment", "evaluation", "dispute") else None
        for key, value in terms.items()
    } == TERMS
    assert terms["duration"]["value"] == "P3Y"
    assert set(terms["duration"]) == {"value", "span", "confidence"}
    assert terms["effect"]["date"] is None
    assert terms["dispute"]["amicable_first"]["value"] is True


def test_spans_are_offsets_in_the_text_that_is_given_with_them() -> None:
    found = made(to_json(protocol()))

    for commitment in found["commitments"]:
        start, end = commitment["span"]
        assert found["text"][start:end] == commitment["text"]
        assert commitment["text"].startswith(commitment["starts"])


def test_a_text_that_is_not_an_agreement_has_the_same_keys_and_no_finding() -> None:
    found = made(to_json(not_an_agreement()))

    assert set(found) == set(made(to_json(protocol())))
    assert found["kind"] is None
    assert found["terms"]["renewal"] == {"mode": None, "period": None, "max_times": None}
    assert not any(found[key] for key in ("parties", "articles", "commitments", "bodies", "review", "mentions"))


def test_a_reading_is_one_line_so_that_several_make_json_lines() -> None:
    assert "\n" not in to_json(protocol())


def test_a_file_name_that_is_not_text_still_makes_json() -> None:
    found = reading("Convention")
    object.__setattr__(found.source, "file_name", "conv\udce9ntion.txt")
    assert made(to_json(found))["source"]["file_name"] == "conv\ufffdntion.txt"


@given(st.text())
def test_starts_are_short_and_folded(text: str) -> None:
    begun = starts(text)

    assert len(begun) <= 60
    assert begun == " ".join(begun.split())
    assert " ".join(text.split()).startswith(begun)
