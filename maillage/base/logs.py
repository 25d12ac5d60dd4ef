"""Logs as lines of JSON without personal data: routes instead of addresses, places of errors instead of their words."""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from collections.abc import Iterable
from contextvars import ContextVar

FIELDS = ("request", "method", "route", "status", "ms")  # what a record may carry besides its message
request_id: ContextVar[str] = ContextVar("request_id", default="")


class Lines(logging.Formatter):
    """One JSON object a line: at, level, logger, message, and those of FIELDS that are known."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of ``record``."""
        line: dict[str, object] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if current := request_id.get():
            line["request"] = current
        line |= {
            name: value for name in FIELDS if (value := getattr(record, name, None)) is not None and name != "request"
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _places(traceback.extract_tb(record.exc_info[2]))
        return json.dumps(line, ensure_ascii=False, default=str)


def _message(record: logging.LogRecord) -> str:
    # Django writes addresses, and sometimes what was typed, into the arguments of its messages about requests.
    return str(record.msg) if record.name.startswith("django.") and record.args else record.getMessage()


def _places(frames: Iterable[traceback.FrameSummary]) -> list[str]:
    """Where an exception went through: its own words may hold what somebody typed, so they are left out."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
