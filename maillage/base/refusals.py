"""What an action raises when it may not be done: a sentence for the person who asked."""

from __future__ import annotations


class Refusal(Exception):
    """An action was refused. ``sentence`` is French, ends with a full stop, and says what to do where it can.

    A room derives its own refusals from it; a view shows the sentence as an error of its form.
    """

    sentence = "Cette opération n’est pas possible."

    def __init__(self, sentence: str = "", *, field: str | None = None) -> None:
        self.sentence = sentence or self.sentence
        self.field = field
        super().__init__(self.sentence)


class StaleRevision(Refusal):
    """The row was changed by somebody else since the form was opened: nothing is lost of what was typed."""

    sentence = (
        "Quelqu’un d’autre a modifié cette page pendant que vous écriviez. "
        "Votre saisie est gardée ci-dessous : comparez, puis enregistrez de nouveau."
    )
