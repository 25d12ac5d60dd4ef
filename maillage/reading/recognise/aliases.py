"""What a text may call a party, besides its name in full. Folded words only."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.reading.model import Party
from maillage.reading.recognise.nature_of_party import family_of

_DETERMINED = rx.compile(
    r"^(?:(?:monsieur|madame)\s+)?(?:l'|l\s|les?\s|la\s|des\s|aux?\s|du\s|de\s+la\s|de\s+l'|cette\s|cet\s|ce\s|"
    r"un\s|une\s|chaque\s|tout\s|toute\s|ledit\s|ladite\s|leurs?\s|ses\s|son\s|sa\s)\s*"
)
# "L'organisme d'accueil", "le conseil départemental": the noun that stands first is what the text calls the party.
_HEAD = rx.compile(
    r"([a-z-]{4,}(?:\s+(?:de\s+sante|d'accueil|d'accompagnement|prescripteur|general|departemental|"
    r"familial|accueillie))?)(?=\s|$)"
)
_NOT_A_HEAD = rx.compile(r"(?:mme|mlle|monsieur|madame|direction|nom)\b")
# What is left of a name once its common noun is taken off: "la coopérative Rombone" is called "Rombone".
_PROPER = rx.compile(
    r"(?:cooperative|association|societe|entreprise|federation|collectif|fondation|groupe|agence|syndicat|union|"
    r"compagnie|mutuelle|cabinet|lycee|college)\s+(?!d[eu]s?\b|d'|pour\b|a\b|loi\b|departement|"
    r"gestion|sport)(?P<name>[a-z0-9][a-z0-9' -]{3,40})$"
)
_OR = r"\s+ou\s+(?:le\s+|la\s+|l')?"
_BLANK = rx.compile(r"\.{2,}|…")
# A model names a person to come by all the titles and a blank ("Mme, Mlle, M. ..."), then by a letter ("M. Y").
_TITLES = rx.compile(r"(?:(?:mme|mlle|m\.|monsieur|madame)(?:\s*(?:,|/|ou)\s*)?)+")
_LETTERS = "xyz"


def bare(phrase: str) -> str:
    """A folded noun phrase without its determiner nor the punctuation around it."""
    return _DETERMINED.sub("", phrase).strip(" «»\"'.,…")


def aliases_of(party: Party) -> set[str]:
    """What the text may call a party: its names without determiner, and the head of its name."""
    name = squash(party.name)
    aliases: set[str] = {name} if _BLANK.search(party.name) and len(party.name) < 30 else set()
    for words in {bare(squash(words)) for words in (party.name, party.short_name or "") if words}:
        aliases |= _called(rx.sub(r"\s*\([^)]*\)|\.{2,}|…", "", words).strip(" ,."))
    if party.nature == "person" and (titles := _TITLES.match(name)):
        aliases |= _lettered(titles.group().rstrip(" ,/"))
    return {alias for alias in aliases if len(alias) > 1}


def _lettered(titles: str) -> set[str]:
    """What a model calls a person to come: the titles or the last, and a letter; the last comma may be left out."""
    last = rx.split(r"\s*(?:,|/|\bou\b)\s*", titles)[-1]
    forms = {titles, " ".join(titles.rsplit(", ", 1)), last}
    return {f"{form} {letter}" for form in forms for letter in _LETTERS}


def _called(name: str) -> set[str]:
    """A name, what is proper in it, its head, and each side of its "ou"."""
    aliases = {name}
    if proper := _PROPER.match(name):
        aliases.add(proper["name"])
    head = _HEAD.match(name)
    if head and not _NOT_A_HEAD.match(head[1]):
        aliases.add(head[1])
    sides = rx.split(_OR, name)
    return aliases.union(side for side in sides if 4 < len(side) < 50 and not side.startswith(("mme", "m.")))


def family_of_party(party: Party) -> str:
    """The family of a party (see :mod:`.nature_of_party`), by its name, its short name or its nature."""
    family = family_of(squash(party.name))[0]
    if family == "organisation" and party.short_name:
        family = family_of(squash(party.short_name))[0]
    return "person" if party.nature == "person" and family == "organisation" else family
