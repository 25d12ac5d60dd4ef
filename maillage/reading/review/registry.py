"""What a rule of the review is, and the list of them all, filled as the families of rules are imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from maillage.foundations.records import dataclass
from maillage.reading.model import Span
from maillage.reading.review.case import Case

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Severity = Literal["error", "warning", "advice"]

Finding = tuple[Span, str]
Check = Callable[[Case], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, how bad its defects are, the article or practice it rests on, and what it looks for, in
    one French line.

    ``check`` gives the words concerned and a French message for each defect; ``source`` goes with every defect.
    """

    code: str
    severity: Severity
    source: str
    explanation: str
    check: Check


def finding(span: Span, message: str) -> Finding:
    """The words of a defect and its French message."""
    return span, message


RULES: dict[str, Rule] = {}


def rule(code: str, severity: Severity, *, source: str, says: str) -> Callable[[Check], Check]:
    """Registers the decorated check as the rule ``code``."""

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"two rules are called {code}")
        RULES[code] = Rule(code, severity, source, says, check)
        return check

    return register
