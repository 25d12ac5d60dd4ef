"""What prevents a document from being made; each says in French what to do."""

from __future__ import annotations


class CannotRender(Exception):
    """The document could not be made. ``sentence`` is French and ends with a full stop."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class TooLong(CannotRender):
    """The document holds more than what is made at once."""


class MissingTool(CannotRender):
    """A program that makes this format is not there."""
