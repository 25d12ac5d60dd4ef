"""From answers to a text: the model filled in Markdown, then the document that an office suite opens."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from maillage.agreements.drafting import words
from maillage.agreements.drafting.models import Model
from maillage.base.refusals import Refusal
from maillage.reading.errors import MissingTool
from maillage.reading.extract.pandoc import program

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_TIMEOUT = 30  # seconds


class NoDocument(Refusal):
    """Pandoc is not there, or failed."""

    sentence = (
        "Le document n’a pas pu être écrit : prévenez la personne qui administre Maillage. Vos réponses restent "
        "ci-dessous."
    )


@dataclass(frozen=True)
class Side:
    """A party as the text names it; what is unknown is left blank, to be filled in by hand."""

    name: str
    short: str
    kind: str
    seat: str = ""
    represented_by: str = ""
    capacity: str = ""
    body: str = ""
    number: str = ""
    on: dt.date | None = None
    commitments: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        """What the text takes of it."""
        return asdict(self) | {
            "named": self.name[:1].upper() + self.name[1:],
            "of_short": words.of(self.short),
            "of_body": words.of(self.body or "l’organe compétent"),
            "is_private": words.is_private(self.kind),
            "e": "e" if words.is_feminine(self.name) else "",
            "number": self.number or words.BLANK,
            "has_act": bool(self.number or self.on),
            "on": words.day(self.on),
            "seat": self.seat or words.BLANK,
            "represented_by": self.represented_by or words.BLANK,
            "capacity": self.capacity or words.BLANK,
        }


def compose(model: Model, *, title: str, sides: Sequence[Side], answers: Mapping[str, Any]) -> str:
    """The text in Markdown. ``answers`` are those of the questions on terms (``forms.drafting.TermsForm``)."""
    context = {
        "title": title.upper(),
        "sides": [one.told() for one in sides],
        "first": sides[0].told(),
        "last": sides[-1].told(),
        "copies": words.NUMBERS[len(sides)],
        "this": ("la présente " if model.is_feminine else "le présent ") + model.name,
        "name": model.name,
        "gives_grant": model.gives_grant,
        "This": ("La présente " if model.is_feminine else "Le présent ") + model.name,
        "it": "elle" if model.is_feminine else "il",
        "It": "Elle" if model.is_feminine else "Il",
        "e": "e" if model.is_feminine else "",
        **_told(answers),
    }
    safe: dict[str, Any] = _escaped(context) | {name: answers.get(name) for name in ("effect", "renewal")}
    safe["article"] = itertools.count(1).__next__  # each mention takes the next number
    text = _engine().get_template(f"{model.slug}.md").render(Context(safe, autoescape=False))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def to_docx(markdown: str) -> bytes:
    """The document, in French, without anything fetched from anywhere."""
    command = ["--sandbox", "--from=commonmark", "--to=docx", "--metadata=lang:fr-FR", "--output=-"]
    try:
        done = subprocess.run(
            [program(), *command],
            input=markdown.encode(),
            capture_output=True,
            timeout=_TIMEOUT,
            env={"LANG": "C.UTF-8"},
            check=True,
        )
    except (MissingTool, OSError, subprocess.SubprocessError) as error:
        raise NoDocument from error
    return done.stdout


def _told(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers in words: periods, days, amounts."""
    told = dict(answers)
    for name, say in (("duration", words.years), ("renewal_years", words.years), ("notice_months", words.months)):
        if told.get(name):
            told[name] = say(int(told[name]))
    if told.get("renewal_years"):
        told["of_renewal"] = words.of(told["renewal_years"])
    if told.get("renewal_times"):
        told["renewal_times"] = words.times(int(told["renewal_times"]))
    for name in ("effect_on", "amended_on"):
        told[name] = words.day(told.get(name))
    if told.get("amount"):
        share = int(told["amount"]) * int(told["advance"]) // 100
        told["advance_amount"], told["rest_amount"] = words.euros(share), words.euros(int(told["amount"]) - share)
        told["rest"] = 100 - int(told["advance"])
        told["amount"] = words.euros(int(told["amount"]))
    return told


def _escaped(value: Any) -> Any:
    """Every string with its punctuation escaped, on one line: it cannot be taken for Markdown or HTML."""
    if isinstance(value, str):
        return _PUNCTUATION.sub(r"\\\1", " ".join(value.split()))
    if isinstance(value, Mapping):
        return {name: _escaped(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_escaped(one) for one in value]
    return value


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return Engine(dirs=[str(Path(__file__).parent / "texts")], autoescape=False)
