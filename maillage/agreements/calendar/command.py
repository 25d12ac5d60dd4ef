"""``maillage timeline`` and ``maillage notice``: what they take, and what they print."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from maillage.agreements.calendar import Clauses, Event
    from maillage.reading.model import Reading

TIMELINE_FORMAT, NOTICE_FORMAT = "maillage.timeline/1", "maillage.notice/1"
FORMATS = ("text", "json")
ZONES = (
    "metropole alsace-moselle guadeloupe martinique guyane reunion mayotte saint-barthelemy saint-martin "
    "saint-pierre-et-miquelon"
).split()
_YEARS_SHOWN = 10
_OWN = ("effect", "end", "duration", "renewal", "notice", "non_renewal_notice", "evaluation", "amendment", "meeting")


class WrongValue(ValueError):
    """An option that cannot be taken; ``str`` is a French sentence."""


def add_options(timeline: argparse.ArgumentParser, notice: argparse.ArgumentParser) -> None:
    """What the two commands take."""
    add = timeline.add_argument
    add(
        "file",
        nargs="?",
        type=Path,
        metavar="FICHIER",
        help="convention à lire, ou identifiant d’un accord de Maillage",
    )
    add("--effect", metavar="DATE", help="jour de la prise d’effet (AAAA-MM-JJ)")
    add("--end", metavar="DATE", help="date de fin écrite : elle prévaut sur la durée")
    add("--duration", metavar="DURÉE", help="durée ISO 8601 : P3Y, P18M")
    add("--renewal", metavar="MODE", help="none, express, tacit, tacit:P1Y ou tacit:P1Y:2 (durée, nombre)")
    add("--notice", metavar="DURÉE", help="préavis de résiliation ; il vaut aussi contre la reconduction")
    add("--non-renewal-notice", metavar="DURÉE", help="préavis contre la reconduction, s’il est autre")
    add("--evaluation", metavar="DURÉE", help="rythme du bilan ou de l’évaluation")
    add("--amendment", metavar="DURÉE", help="rythme de la révision du texte")
    add("--meeting", action="append", default=[], metavar="NOM:DURÉE", help="instance et rythme : Comité:P6M")
    add("--zone", choices=ZONES, default=ZONES[0], help="pour les jours fériés")
    add("--until", metavar="DATE", help=f"dernier jour regardé ({_YEARS_SHOWN} ans après l’effet sinon)")
    add("--format", choices=FORMATS, default=FORMATS[0], help="text (par défaut) ou json")
    add = notice.add_argument
    add("--received", action="append", required=True, metavar="DATE", help="réception, une fois par partenaire")
    add("--period", required=True, metavar="DURÉE", help="durée du préavis : P3M")
    add("--format", choices=FORMATS, default=FORMATS[0], help="text (par défaut) ou json")


def agreement_asked(given: argparse.Namespace) -> dict[str, Any] | None:
    """What the command of the application takes when an agreement of the database is asked for, not a file.

    Its clauses are its own: an option that says another raises :class:`WrongValue`.
    """
    from uuid import UUID

    if given.command != "timeline" or given.file is None or given.file.exists():
        return None
    try:
        key = str(UUID(str(given.file)))
    except ValueError:
        return None
    said = [name for name in _OWN if getattr(given, name)]
    if said or given.zone != ZONES[0]:
        raise WrongValue("un accord de Maillage a ses propres clauses : donnez seulement --until et --format.")
    until = _day(given.until, "--until") if given.until else None
    return {"agreement": key, "until": until, "format": given.format}


def run_timeline(given: argparse.Namespace, read: Callable[[Path], Reading]) -> str:
    """What ``maillage timeline`` prints; raises :class:`WrongValue`."""
    from maillage.agreements.calendar import timeline
    from maillage.foundations.durations import Duration, OutOfCalendar, after

    clauses = _clauses(given, read)
    try:
        until = _day(given.until, "--until") if given.until else after(clauses.effect, Duration(years=_YEARS_SHOWN))
        events = timeline(clauses, until=until)
    except OutOfCalendar as error:
        raise WrongValue("une date dépasse l’an 9999 : donnez une durée plus courte.") from error
    if given.format == "json":
        return as_json(events)
    return as_text(events)


def run_notice(given: argparse.Namespace) -> str:
    """What ``maillage notice`` prints; raises :class:`WrongValue`."""
    from maillage.agreements.calendar import notice
    from maillage.foundations.durations import OutOfCalendar

    received = [_day(text, "--received") for text in given.received]
    try:
        found = notice(received, _duration(given.period, "--period"))
    except OutOfCalendar as error:
        raise WrongValue("la date de fin dépasse l’an 9999.") from error
    if found is None:
        raise WrongValue("un partenaire n’a pas encore reçu le préavis : il ne court pas.")
    if given.format == "text":
        return found.explanation
    told = {
        "format": NOTICE_FORMAT,
        "counted_from": found.counted_from.isoformat(),
        "ends_on": found.ends_on.isoformat(),
        "explanation": found.explanation,
        "law": found.law,
    }
    return json.dumps(told, ensure_ascii=False)


def _clauses(given: argparse.Namespace, read: Callable[[Path], Reading]) -> Clauses:
    """The clauses of the file, if there is one, then those of the options, which prevail."""
    from dataclasses import replace

    from maillage.agreements.calendar import Clauses
    from maillage.agreements.calendar.from_reading import NoEffect, clauses_of
    from maillage.foundations.workdays import Zone

    effect = _day(given.effect, "--effect") if given.effect else None
    zone = Zone(given.zone)
    try:
        if given.file:
            return replace(clauses_of(read(given.file), effect=effect, zone=zone), **_options(given))
        if effect is None:
            raise WrongValue("il manque : --effect, ou un fichier dont les clauses sont lues.")
        return Clauses(effect, zone=zone, **_options(given))
    except NoEffect as error:
        raise WrongValue("le texte n’écrit pas sa date d’effet : donnez-la avec --effect.") from error
    except ValueError as error:
        if isinstance(error, WrongValue):
            raise
        raise WrongValue("la date de fin précède la prise d’effet.") from error


def _options(given: argparse.Namespace) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: _duration(text, f"--{option}")
        for name, option in (
            ("duration", "duration"),
            ("exit_notice", "notice"),
            ("non_renewal_notice", "non-renewal-notice"),
            ("evaluation", "evaluation"),
            ("amendment", "amendment"),
        )
        if (text := getattr(given, option.replace("-", "_")))
    }
    if given.end:
        values["end"] = _day(given.end, "--end")
    if given.renewal:
        values |= _renewal(given.renewal)
    if given.meeting:
        values["meetings"] = tuple(_meeting(text) for text in given.meeting)
    return values


def _renewal(text: str) -> dict[str, Any]:
    from maillage.agreements.calendar import Renewal

    mode, *more = text.split(":")
    if mode not in set(Renewal) or len(more) > 2 or (more and mode != Renewal.TACIT):
        raise WrongValue(f"--renewal ne comprend pas « {text} » : écrivez none, express, tacit ou tacit:P1Y:2.")
    values: dict[str, Any] = {"renewal": Renewal(mode)}
    if more:
        values["renewal_period"] = _duration(more[0], "--renewal")
    if len(more) == 2:
        if not more[1].isdecimal():
            raise WrongValue(f"--renewal : « {more[1]} » n’est pas un nombre de reconductions.")
        values["renewal_times"] = int(more[1])
    return values


def _meeting(text: str) -> tuple[str, Any]:
    name, sign, rhythm = text.rpartition(":")
    if not sign or not name.strip():
        raise WrongValue(f"--meeting ne comprend pas « {text} » : écrivez le nom, deux points, le rythme (Comité:P6M).")
    return name.strip(), _duration(rhythm, "--meeting")


def _duration(text: str, option: str) -> Any:
    from maillage.foundations.durations import BadDuration, Duration

    try:
        return Duration.parse(text)
    except BadDuration as error:
        raise WrongValue(f"{option} : « {text} » n’est pas une durée ISO 8601 (P3Y, P18M, P15D).") from error


def _day(text: str, option: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise WrongValue(f"{option} : « {text} » n’est pas une date (AAAA-MM-JJ).") from error


def as_json(events: Sequence[Event]) -> str:
    """Events as ``maillage.timeline/1`` writes them."""
    told = {"format": TIMELINE_FORMAT, "events": [_as_dict(event) for event in events]}
    return json.dumps(told, ensure_ascii=False)


def _as_dict(event: Event) -> dict[str, Any]:
    return {
        "on": event.on.isoformat(),
        "kind": event.kind.value,
        "term": event.term,
        "explanation": event.explanation,
        "words": event.words.quote if event.words else None,
        "article": event.words.article if event.words else None,
        "law": event.law,
    }


def as_text(events: Sequence[Event]) -> str:
    """Events as one reads them in a terminal."""
    from maillage.agreements.calendar.events import LABELS

    lines: list[str] = []
    for event in events:
        lines.append(f"{event.on:%d/%m/%Y}  {LABELS[event.kind]}")
        lines.append(f"            {event.explanation}")
        if event.words:
            where = f" (article {event.words.article})" if event.words.article else ""
            said = f"« {event.words.quote} »" if event.words.quote else f"déclaré par {event.words.declared_by}"
            lines.append(f"            {said}{where}")
        if event.law:
            lines.append(f"            {event.law}")
    return "\n".join(lines)
