"""Ready messages to ask a partner for what is missing: plain sentences, to copy or to send by mail."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Letter:
    """A message: its subject, its words, and the address that opens a mail with both."""

    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """A link that opens the mail of whoever clicks, without a recipient: the sender knows whom to write to."""
        return f"mailto:?subject={quote(self.subject)}&body={quote(self.body)}"


def asking_for(piece: str, *, title: str, party: str, why: str, source: str, sender: str) -> Letter:
    """A message that asks ``party`` for a piece of the agreement ``title``, saying why and by what rule."""
    to = f"Destinataire : {party}\n\n" if party else ""
    rule = f" ({source})" if source else ""
    body = (
        f"{to}Bonjour,\n\n"
        f"Pour compléter le dossier de notre accord « {title} », il nous manque {piece}.\n"
        f"{why}{rule}\n\n"
        "Pouvez-vous nous l’envoyer, ou nous dire quand vous l’aurez ? "
        "Si cette pièce n’a pas lieu d’être, dites-nous simplement pourquoi.\n\n"
        f"Merci,\n{sender}"
    )
    return Letter(f"{title} : {piece}", body)
