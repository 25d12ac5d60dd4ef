"""What was read, said in French: the title of a finding, and its facts line by line. Pure: it knows no table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from maillage.agreements.choices import (
    AgreementKind,
    Binding,
    FindingSort,
    MentionKind,
    PartyNature,
    Strength,
    TermName,
)
from maillage.reading.output import words

Value = Mapping[str, Any]
Parties = Mapping[str, str]
TITLE_LENGTH = 90

TERM_CHOICES: dict[str, tuple[tuple[str, str], ...]] = {
    TermName.EFFECT_TRIGGER: (
        ("last_signature", "à la dernière signature"),
        ("notification", "à sa notification"),
        ("fixed_date", "à une date écrite"),
        ("other", "à un autre événement que dit le texte"),
    ),
    TermName.RENEWAL_MODE: (("tacit", "tacite"), ("express", "expresse"), ("none", "exclue")),
    TermName.NOTICE_FORM: (("registered_letter", "par lettre recommandée"), ("written", "par écrit")),
    TermName.AMENDMENT_BY: (("amendment", "par avenant"),),
    TermName.DISPUTE_AMICABLE_FIRST: (("true", "oui, d’abord à l’amiable"), ("false", "non")),
}
"""The values of the terms that are chosen among a few."""

PERIODS = frozenset({TermName.DURATION, TermName.RENEWAL_PERIOD, TermName.NOTICE_PERIOD, TermName.NON_RENEWAL_NOTICE})
RHYTHMS = frozenset({TermName.AMENDMENT_PERIODICITY, TermName.EVALUATION_PERIODICITY})
DAYS = frozenset({TermName.EFFECT_DATE, TermName.END_DATE})


class Fact(NamedTuple):
    """One line of what a finding says; ``read`` is what the machine read there when a person says otherwise."""

    label: str
    value: str
    read: str | None = None


def title_of(sort: str, value: Value, parties: Parties) -> str:
    """The finding in a few words, as a list shows it."""
    said = words.shorten(_TITLES[FindingSort(sort)](value, parties), TITLE_LENGTH)
    return words.capital(said) or "Sans intitulé"


def label_of(sort: str, value: Value) -> str:
    """What the finding is: "Partie", "Durée", "Instance"."""
    if sort == FindingSort.TERM:
        return words.capital(_choice(TermName, value.get("name")))
    if sort == FindingSort.MENTION:
        return words.capital(_choice(MentionKind, value.get("kind")))
    return words.capital(str(FindingSort(sort).label))


def facts_of(sort: str, value: Value, parties: Parties, read: Value | None = None) -> list[Fact]:
    """What the finding says, line by line; with ``read``, what the machine read where it differs."""
    now = _FACTS[FindingSort(sort)](value, parties)
    before = _FACTS[FindingSort(sort)](read, parties) if read else {}
    labels = [label for label in {**now, **before} if now.get(label) or before.get(label)]
    return [
        Fact(
            label,
            now.get(label, ""),
            before.get(label, "") if read and before.get(label, "") != now.get(label, "") else None,
        )
        for label in labels
    ]


def term_words(name: str, value: str) -> str:
    """The value of a term in plain French: P3Y gives "3 ans"."""
    if name in TERM_CHOICES:
        return dict(TERM_CHOICES[name]).get(value, value)
    if name in PERIODS:
        return words.period(value)
    if name in RHYTHMS:
        return words.rhythm(value)
    return words.date(value) if name in DAYS else value


def bearers_words(value: Value, parties: Parties) -> str:
    """Who bears a commitment."""
    binding = value.get("binding") or Binding.NONE
    if binding in {Binding.ALL, Binding.RECIPROCAL, Binding.NONE}:
        return str(Binding(binding).label)
    named = [parties[key] for key in value.get("bearers") or () if key in parties]
    return words.enumeration(named) or "partie inconnue"


def _choice(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else str(value or "")


def _signatory(value: Value, parties: Parties) -> str:
    said = [parties.get(value.get("party") or "", ""), value.get("name") or "", value.get("capacity") or ""]
    return ", ".join(part for part in said if part)


def _authority(value: Value) -> str:
    authority = value.get("authority") or {}
    return str(authority.get("text") or "")


def _mention_value(value: Value) -> str:
    written = str(value.get("value") or "")
    if value.get("kind") == MentionKind.AMOUNT:
        return words.amount(written)
    return words.date(written) if value.get("kind") == MentionKind.DATE else written


_Told = Callable[[Value, Parties], str]
_TITLES: dict[FindingSort, _Told] = {
    FindingSort.KIND: lambda value, _: _choice(AgreementKind, value.get("kind")),
    FindingSort.TITLE: lambda value, _: value.get("title") or "",
    FindingSort.PARTY: lambda value, _: value.get("short_name") or value.get("name") or "",
    FindingSort.COMMITMENT: lambda value, _: value.get("text") or "",
    FindingSort.TERM: lambda value, _: term_words(value.get("name") or "", str(value.get("value") or "")),
    FindingSort.MENTION: lambda value, _: value.get("text") or "",
    FindingSort.SIGNATORY: _signatory,
}


def _party_facts(value: Value, _: Parties) -> dict[str, str]:
    sides = {1: "d’une part", 2: "d’autre part"}
    authority = value.get("authority") or {}
    return {
        "Dénomination": value.get("name") or "",
        "Ci-après": value.get("short_name") or "",
        "Nature": _choice(PartyNature, value.get("nature")),
        "Représentée par": value.get("represented_by") or "",
        "Qualité": value.get("capacity") or "",
        "Siège": value.get("seat") or "",
        "Part": sides.get(value.get("side") or 0, ""),
        "En vertu de": _authority(value),
        "Organe": authority.get("body") or "",
        "Numéro de l’acte": authority.get("number") or "",
        "Date de l’acte": words.date(authority["date"]) if authority.get("date") else "",
    }


def _commitment_facts(value: Value, parties: Parties) -> dict[str, str]:
    return {
        "Qui s’engage": bearers_words(value, parties),
        "À quoi": words.fold(value.get("text") or ""),
        "Annoncé par": words.fold(value.get("lead_in") or ""),
        "Force": _choice(Strength, value.get("strength")),
        "Thème": words.theme(value.get("theme") or ""),
        "Article": value.get("article") or "",
    }


def _mention_facts(value: Value, _: Parties) -> dict[str, str]:
    details = value.get("details") or {}
    return {
        "Nature": _choice(MentionKind, value.get("kind")),
        "Intitulé": words.fold(value.get("text") or ""),
        "Valeur": _mention_value(value),
        "Se réunit": words.rhythm(details["periodicity"]) if details.get("periodicity") else "",
        "Membres": ", ".join(words.fold(str(one)) for one in details.get("members") or ()),
    }


_FACTS: dict[FindingSort, Callable[[Value, Parties], dict[str, str]]] = {
    FindingSort.KIND: lambda value, _: {"Genre": _choice(AgreementKind, value.get("kind"))},
    FindingSort.TITLE: lambda value, _: {"Titre": value.get("title") or ""},
    FindingSort.PARTY: _party_facts,
    FindingSort.COMMITMENT: _commitment_facts,
    FindingSort.TERM: lambda value, _: {
        "Clause": _choice(TermName, value.get("name")),
        "Valeur": term_words(value.get("name") or "", str(value.get("value") or "")),
    },
    FindingSort.MENTION: _mention_facts,
    FindingSort.SIGNATORY: lambda value, parties: {
        "Pour": parties.get(value.get("party") or "", ""),
        "Nom": value.get("name") or "",
        "Qualité": value.get("capacity") or "",
    },
}
