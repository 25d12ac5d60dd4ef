"""What the readers of Word and OpenDocument meet on their way, and the sentences that tell it."""

from __future__ import annotations

from maillage.foundations.records import dataclass, field
from maillage.reading.extract.canonical import quotes
from maillage.reading.model import Notice


@dataclass(slots=True)
class Found:
    """What a reader met and has to tell: the words of changes, hidden text, comments, headers and footers; what
    pictures say of themselves."""

    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)

    def notices(self) -> list[Notice]:
        """One notice for each sort of thing that was met."""
        return [
            *_changes(_worded(self.inserted), _worded(self.deleted)),
            *_comments(_worded(self.comments)),
            *_hidden(_worded(self.hidden)),
            *_furniture(_worded(self.furniture)),
            *_pictures(self.images),
        ]


def _worded(texts: list[str]) -> list[str]:
    return [text for text in texts if quotes([text])]


def _plural(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _changes(inserted: list[str], deleted: list[str]) -> list[Notice]:
    """Pending changes: the text read is the one that the screen shows, with the changes in it."""
    if not inserted and not deleted:
        return []
    counts = f"{_plural(len(inserted), 'ajout', 'ajouts')}, {_plural(len(deleted), 'suppression', 'suppressions')}"
    state = f"Des modifications suivies sont en attente ({counts})"
    message = f"{state} : le texte est lu avec les ajouts et sans les suppressions."
    return [
        Notice(
            "tracked-change", message, quotes([*(f"+ {text}" for text in inserted), *(f"- {text}" for text in deleted)])
        )
    ]


def _comments(comments: list[str]) -> list[Notice]:
    if not comments:
        return []
    tail = "est en attente : il n'est pas lu" if len(comments) == 1 else "sont en attente : ils ne sont pas lus"
    return [
        Notice(
            "comment",
            f"{_plural(len(comments), 'commentaire', 'commentaires')} {tail} dans le texte.",
            quotes(comments),
        )
    ]


def _hidden(hidden: list[str]) -> list[Notice]:
    if not hidden:
        return []
    return [
        Notice(
            "hidden-text",
            "Du texte masqué n'a pas été lu : affichez-le dans le document s'il doit compter.",
            quotes(hidden),
        )
    ]


def _furniture(lines: list[str]) -> list[Notice]:
    if not lines:
        return []
    return [Notice("running-header", "Les en-têtes et les pieds de page ne sont pas lus dans le texte.", quotes(lines))]


def _pictures(descriptions: list[str]) -> list[Notice]:
    if not descriptions:
        return []
    one = len(descriptions) == 1
    tail = (
        "n'est pas lue : vérifiez qu'elle ne porte pas"
        if one
        else "ne sont pas lues : vérifiez qu'elles ne portent pas"
    )
    return [Notice("image", f"{_plural(len(descriptions), 'image', 'images')} {tail} de texte.", quotes(descriptions))]
