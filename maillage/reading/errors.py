"""Why a file could not be read: one exception per case, whose text is a French sentence that says what to do.

``exit_status`` is the status of the command line (sysexits.h has no finer grain: each case has its number from 10 up).
"""

from __future__ import annotations


class ReadingError(Exception):
    """A file that cannot be read. ``str(error)`` is one French sentence for the person who brought it."""

    exit_status = 10


class MissingFile(ReadingError):
    exit_status = 11


class UnreadableFile(ReadingError):
    exit_status = 12


class EmptyFile(ReadingError):
    exit_status = 13


class UnknownFormat(ReadingError):
    exit_status = 14


class DamagedFile(ReadingError):
    exit_status = 15


class EncryptedFile(ReadingError):
    exit_status = 16


class FileTooLarge(ReadingError):
    exit_status = 17


class ForbiddenContent(ReadingError):
    """A zip bomb, an XML entity, or another construct that a signed text has no reason to hold."""

    exit_status = 18


class ScannedFile(ReadingError):
    """A PDF without text layer where no character recognition is installed."""

    exit_status = 19


class TooSlow(ReadingError):
    exit_status = 20


class MissingTool(ReadingError):
    exit_status = 21
