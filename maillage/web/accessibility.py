"""The declaration of accessibility, read from accessibility.toml: footer and page show the same status."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("accessibility.toml")
FULL, HALF = 100, 50
AUDIT_HOLDS = dt.timedelta(days=3 * 365)


@dataclass(frozen=True)
class Audit:
    """A measure of conformity: who made it, when, on which pages, and the share of criteria met, in %."""

    by: str
    on: dt.date
    rate: float
    pages: tuple[str, ...]


@dataclass(frozen=True)
class Failure:
    """What is not accessible: the criterion of the RGAA, and what a person meets."""

    criterion: str
    words: str


@dataclass(frozen=True)
class Declaration:
    """What the page says, in the order of the model of the RGAA."""

    version: str
    drawn_up_on: dt.date
    audit: Audit | None
    tools: tuple[str, ...]
    environments: tuple[str, ...]
    technologies: tuple[str, ...]
    failures: tuple[Failure, ...]

    @property
    def status(self) -> str:
        """The status, in the words of the décret."""
        if self.audit is None or self.audit.rate < HALF or self.drawn_up_on - self.audit.on > AUDIT_HOLDS:
            return "non conforme"
        return "totalement conforme" if self.audit.rate >= FULL else "partiellement conforme"


@cache
def declaration(source: Path = SOURCE) -> Declaration:
    """The declaration that ``source`` holds."""
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    audit = data.get("audit")
    return Declaration(
        version=data["version"],
        drawn_up_on=data["drawn_up_on"],
        audit=Audit(audit["by"], audit["on"], float(audit["rate"]), tuple(audit["pages"])) if audit else None,
        tools=tuple(data["checks"]["tools"]),
        environments=tuple(data["checks"]["environments"]),
        technologies=tuple(data["technologies"]["used"]),
        failures=tuple(Failure(**failure) for failure in data.get("failures", [])),
    )
