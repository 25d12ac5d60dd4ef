"""What a ``doc`` says of itself: work, expression and file (FRBR), events of its life, what changed it, and when.

Addresses follow the naming convention (Akoma Ntoso 1.0, part 3, 4.4 and 4.5):
``/akn/fr/doc/charte/2024-09-16/IDENTITY/fra@2026-01-01/!main``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from lxml import etree

from maillage.rendering.akn.facts import Modification, Organisation, Source, TextFacts
from maillage.rendering.akn.names import element
from maillage.rendering.typography import visible

COUNTRY, LANGUAGE = "fr", "fra"
_EDITOR = "maillage"
_SOURCE = f"#{_EDITOR}"
_ORIGINAL = "ro"
_WRITES = frozenset({"substitution", "insertion"})


def work_uri(kind: str, made_on: dt.date, identity: str) -> str:
    """The address of a work, the same for all its versions."""
    return f"/akn/{COUNTRY}/doc/{kind}/{made_on.isoformat()}/{identity}"


def meta_of(facts: TextFacts, eids: Mapping[str, str]) -> etree._Element:
    """The ``meta`` of a text; ``eids`` gives the eId of each provision that it holds, by its permanent identity."""
    times = _Times(facts)
    made = element("meta", _identification(facts, "main"), _lifecycle(times))
    if facts.active or facts.passive:
        made.append(_analysis(facts, times, eids))
    made.append(_temporal(times))
    made.append(_references(facts))
    return made


def annex_meta_of(facts: TextFacts, number: int) -> etree._Element:
    """The ``meta`` of an annex: a component of the same work."""
    return element("meta", _identification(facts, f"annexe_{number}"))


def _identification(facts: TextFacts, component: str) -> etree._Element:
    work = work_uri(facts.kind, facts.made_on, facts.identity)
    expression = f"{work}/{LANGUAGE}@{facts.said_on.isoformat()}"
    number = visible(facts.reference).strip()
    alias = _title(facts) if component == "main" else ""
    authors = [f"#{one.key}" for one in facts.authors] or [_SOURCE]
    return element(
        "identification",
        element(
            "FRBRWork",
            *_core(work, component, facts.made_on, "texte", authors, alias=alias),
            element("FRBRcountry", value=COUNTRY),
            *([element("FRBRnumber", value=number)] if number else []),
            element("FRBRname", value=facts.kind),
            element("FRBRauthoritative", value="false"),
        ),
        element(
            "FRBRExpression",
            *_core(expression, component, facts.said_on, "version", authors),
            element("FRBRversionNumber", value=str(facts.version)),
            element("FRBRauthoritative", value=str(facts.is_authoritative).lower()),
            element("FRBRlanguage", language=LANGUAGE),
        ),
        element(
            "FRBRManifestation",
            *_core(expression, component, facts.written_on, "fichier", [_SOURCE], ending=".akn"),
            element("FRBRformat", value="application/akn+xml"),
        ),
        source=_SOURCE,
    )


def _title(facts: TextFacts) -> str:
    return " ".join(visible(facts.title).split()) or "Sans titre"


def _core(
    uri: str, component: str, day: dt.date, name: str, authors: list[str], *, alias: str = "", ending: str = ""
) -> list[etree._Element]:
    made = [element("FRBRthis", value=f"{uri}/!{component}{ending}"), element("FRBRuri", value=f"{uri}{ending}")]
    if alias:
        made.append(element("FRBRalias", name="titre", value=alias))
    made.append(element("FRBRdate", date=day.isoformat(), name=name))
    return [*made, *(element("FRBRauthor", href=one) for one in authors)]


class _Times:
    """The events of the life of a text, by day, and the stretches of time between them, each named once."""

    def __init__(self, facts: TextFacts) -> None:
        start, end = facts.effect_on or facts.made_on, facts.ends_on
        changes = sorted({(one.on, one.source) for one in facts.passive})
        told = {(facts.made_on, "generation", _ORIGINAL), (start, "generation", _ORIGINAL)}
        told |= {(on, "amendment", source) for on, source in changes}
        told |= {(end, "repeal", _ORIGINAL)} if end is not None else set()
        known = {on for on, *_ in told}
        others = {on for on in (facts.valid_from, facts.valid_to) if on is not None and on not in known}
        told |= {(on, "amendment", _ORIGINAL) for on in others}
        self.events = [(f"evt_{rank}", *one) for rank, one in enumerate(sorted(told), 1)]
        stretches = {facts.valid_from or start: facts.valid_to or end} | {on: end for on, _ in changes}
        if facts.valid_from is not None:
            stretches[facts.valid_from] = facts.valid_to or end
        self._groups = {on: f"tg_{rank}" for rank, on in enumerate(sorted(stretches), 1)}
        self.groups = [(self._groups[on], self._event(on), self._event(stretches[on])) for on in sorted(stretches)]

    def _event(self, on: dt.date | None) -> str:
        return next((f"#{name}" for name, day, *_ in self.events if day == on), "")

    def group(self, on: dt.date) -> str:
        """The stretch that begins on the day of a change."""
        return self._groups[on]


def _lifecycle(times: _Times) -> etree._Element:
    events = [
        element("eventRef", eId=name, date=on.isoformat(), type=kind, source=f"#{source}")
        for name, on, kind, source in times.events
    ]
    return element("lifecycle", *events, source=_SOURCE)


def _temporal(times: _Times) -> etree._Element:
    groups = [
        element(
            "temporalGroup",
            element("timeInterval", start=start, end=end, refersTo="#vigueur"),
            eId=name,
        )
        for name, start, end in times.groups
    ]
    return element("temporalData", *groups, source=_SOURCE)


def _analysis(facts: TextFacts, times: _Times, eids: Mapping[str, str]) -> etree._Element:
    made = element("analysis", source=_SOURCE)
    sources = {one.key: one for one in (*facts.changes, *facts.changed_by)}
    this = work_uri(facts.kind, facts.made_on, facts.identity)
    if facts.active:
        mods = [
            _modification(
                f"am_{rank}", one, source="#", destination=f"{_address(sources[one.source])}/!main#{one.target}"
            )
            for rank, one in enumerate(facts.active, 1)
        ]
        made.append(element("activeModifications", *mods))
    if facts.passive:
        mods = []
        for rank, one in enumerate(facts.passive, 1):
            eid = eids.get(one.target, "")
            destination = f"#{eid}" if eid else f"{this}/!main#{one.target}"
            mods.append(
                _modification(
                    f"pm_{rank}", one, source=f"#{one.source}", destination=destination, period=times.group(one.on)
                )
            )
        made.append(element("passiveModifications", *mods))
    return made


def _modification(
    name: str, change: Modification, *, source: str, destination: str, period: str = ""
) -> etree._Element:
    made = element(
        "textualMod",
        element("source", href=source),
        element("destination", href=destination),
        type=change.verb,
        eId=name,
    )
    if period:
        made.append(element("force", period=f"#{period}"))
    if period and change.verb in _WRITES and destination.startswith("#"):
        made.append(element("new", href=destination))
    return made


def _address(source: Source) -> str:
    if source.identity and source.made_on is not None:
        return work_uri(source.kind, source.made_on, source.identity)
    return f"#{source.key}"


def _references(facts: TextFacts) -> etree._Element:
    this = f"{work_uri(facts.kind, facts.made_on, facts.identity)}/{LANGUAGE}@{facts.made_on.isoformat()}/!main"
    made = [element("original", eId=_ORIGINAL, href=this, showAs=_title(facts))]
    made += _tied("passiveRef", facts.changed_by)
    made += _tied("activeRef", facts.changes)
    made += [
        element("TLCOrganization", eId=one.key, href=_organisation(one), showAs=visible(one.name) or one.key)
        for one in facts.authors
    ]
    made.append(
        element("TLCOrganization", eId=_EDITOR, href="/akn/ontology/organization/fr/maillage", showAs="Maillage")
    )
    made.append(element("TLCConcept", eId="vigueur", href="/akn/ontology/concept/fr/vigueur", showAs="en vigueur"))
    return element("references", *made, source=_SOURCE)


def _tied(tag: str, sources: Iterable[Source]) -> list[etree._Element]:
    return [element(tag, eId=one.key, href=_address(one), showAs=visible(one.label) or one.key) for one in sources]


def _organisation(organisation: Organisation) -> str:
    named = f"siret.{organisation.number}" if organisation.number else organisation.key
    return f"/akn/ontology/organization/fr/{named}"
