"""How an event is told: each room registers its verbs and who knows the names, which are looked up for who looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from maillage.journal.models import Event

ACTORS = "actor"
SOFTWARE = "Maillage"
UNKNOWN_ACTOR = "Une personne dont vous ne voyez pas le nom"
UNKNOWN_SUBJECT = "un élément effacé ou que vous ne voyez pas"

Names = Callable[[list[str], Any], Mapping[str, str]]
"""From ids (as text) and the user who looks, the names that this user may see; one query for all."""

_sentences: dict[str, str] = {}
_names: dict[str, Names] = {}
_unknown: dict[str, str] = {}
_fields: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it is shown: ``sentence`` in French, ``fields`` the French names of what changed."""

    event: Event
    at: dt.datetime
    actor: str
    subject: str
    sentence: str
    fields: tuple[str, ...]


def register(sentences: Mapping[str, str], *, fields: Mapping[str, str] | None = None) -> None:
    """Give the French sentence of each verb, with ``{actor}`` and ``{subject}``, and the French names of fields."""
    _sentences.update(sentences)
    _fields.update(fields or {})


def register_names(subject_type: str, names: Names, *, unknown: str = UNKNOWN_SUBJECT) -> None:
    """Say who knows the names of a sort of subject (``organisations.person``), or of the actors (:data:`ACTORS`).

    ``unknown`` stands for what was erased, and for what the viewer may not see: nothing tells one from the other.
    """
    _names[subject_type] = names
    _unknown[subject_type] = unknown


def is_registered(verb: str) -> bool:
    """Whether some room tells this verb."""
    return verb in _sentences


def verbs() -> Mapping[str, str]:
    """All verbs with their sentences, for filters and inspections."""
    return dict(_sentences)


def tell(events: Iterable[Event], *, viewer: Any = None) -> list[Told]:
    """``events`` in sentences for ``viewer``: one query for the actors and one for each sort of subject."""
    rows = list(events)
    actors = _look_up(ACTORS, (str(event.actor_id) for event in rows if event.actor_id), viewer)
    subjects = {
        kind: _look_up(kind, (event.subject_id for event in rows if event.subject_type == kind), viewer)
        for kind in sorted({event.subject_type for event in rows})
    }
    return [_told(event, actors, subjects[event.subject_type]) for event in rows]


def _look_up(kind: str, ids: Iterable[str], viewer: Any) -> Mapping[str, str]:
    wanted = list(dict.fromkeys(ids))
    return _names[kind](wanted, viewer) if wanted and kind in _names else {}


def _told(event: Event, actors: Mapping[str, str], subjects: Mapping[str, str]) -> Told:
    actor = actors.get(str(event.actor_id), UNKNOWN_ACTOR) if event.actor_id else SOFTWARE
    subject = subjects.get(event.subject_id, _unknown.get(event.subject_type, UNKNOWN_SUBJECT))
    template = _sentences.get(event.verb, "{actor} a modifié {subject}.")
    return Told(
        event=event,
        at=event.at,
        actor=actor,
        subject=subject,
        sentence=template.format(actor=actor, subject=subject),
        fields=tuple(_fields.get(name, name) for name in event.fields),
    )
