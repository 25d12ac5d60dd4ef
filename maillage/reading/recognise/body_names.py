"""The names of groups that meet. Reads: folded text. Writes: where such a name ends, and what it is compared by."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.reading.vocabulary.verbs import first_verb

_GROUP = (
    r"(?:comites?|commissions?|instances?|cellules?|conferences?|conseils?|"
    r"groupes?\s+(?:de\s+\w+|d'\w+|techniques?|projet|local|locaux)|assemblees?\s+generales?|"
    r"bureaux?|equipes?\s+(?:pluridisciplinaires?|projet)|observatoires?|collectifs?|plateformes?|"
    r"poles?\s+de\s+coordination|collegiale)"
)
GROUP = rx.compile(rf"\b(?P<name>{_GROUP})\b")
# Without more words, a kind of group rather than the name of one.
GENERIC = frozenset(
    "comite commission instance cellule conference conseil bureau comites commissions instances cellules conferences "
    "conseils bureaux".split()
)
# A group of the law or of one party alone.
_FOREIGN = rx.compile(
    r"(?:commission\s+(?:des\s+droits|permanente|nationale|europeenne|departementale\s+(?:de|des)|"
    r"de\s+(?:la\s+)?securite|consultative\s+paritaire|locale\s+(?:d|de)|administrative|"
    r"d'(?:orientation|acces|appel|agrement|attribution)|de\s+(?:surendettement|mediation|reforme)|medicale)|"
    r"conseils?\s+(?:municipal|territorial|departemental|general|regional|communautaire|metropolitain|"
    r"d'etat|constitutionnel|de\s+l'ordre|national|superieur|de\s+prud|d'ecole|de\s+classe|"
    r"de\s+discipline|juridique|et\b|aux?\b|pour\b|en\b|a\b|necessaire|europeen|de\s+famille)|conseils?\s+"
    r"(?:d'administration|$)|conseil$|comite\s+(?:technique\s+paritaire|d'entreprise|social\s+et|d'hygiene|"
    r"interministeriel|departemental|economique|national)|instance[s]?\s+(?:judiciaire|penale|de\s+recours|"
    r"representative)|bureaux?\s+(?:de\s+(?:poste|vote)|d'etudes|$)|en\s+premiere\s+instance|tribunal)"
)
_BOARD = rx.compile(r"conseils?\s+d'administration|bureau|conseil$")
_TOKEN = rx.compile(r"([a-z]['a-z-]*'|[a-z][a-z-]*|\d+)\s*|([^\sa-z])")
_LINKS = ("de", "des", "du", "d'", "la", "le", "l'", "les", "et")
_NAME_STOP = rx.compile(
    r"(?:qui|que|dont|se|s'|est|sont|sera|seront|compose\w*|charge\w*|pour|afin|dans|avec|par|"
    r"ou|a|au|aux|en|sur|lors|comprenant|reunissant|regroupant|associant|prevue?s?|mentionne\w*|"
    r"institue\w*|vise\w*|peu(?:t|vent)|"
    r"doi(?:t|vent)|ne|n'|assure\w*|siege|constitue\w*|chaque|ainsi|il|elle|ils|elles|mis|mise|cree|creee|"
    r"tel|telle|soit|forme\w*|anime\w*|preside\w*|convoque\w*|ayant|auquel|auxquels|ci-apres|susvise\w*|"
    r"precite\w*|comme|permet|evalue(?:nt|ra|ront)?|evaluera|examine|suit|rend|organise|prepare)$"
)
_AND_TOPIC = rx.compile(
    r"et\s+(?:de\s+|d'|du\s+)?(?:suivi|evaluation|pilotage|orientation|coordination|technique|"
    r"politique|financier|l'evaluation)"
)
_AFTER_DE = rx.compile(r"(?:de|d')\s*$")
_DATED = rx.compile(r"(?:\bdu|\ble|\bau)\s+$")  # a day follows: "le comité de pilotage du 4 mars"
_AFTER_OF = rx.compile(r"(?:de|d'|du|des)\s*$")
_TOPIC = rx.compile(r"(?:pilotage|suivi|veille|evaluation)$")


def name_end(folded: str, start: int, stop: int) -> int:
    """Where the name of a group ends: before a verb, a word of circumstance or punctuation; nine words at most."""
    end = start
    for count, token in enumerate(_TOKEN.finditer(folded[start:stop])):
        word, at = token[1], start + token.start()
        if word is None or count > 8 or (count and _stops(folded, start, at, word)):
            break
        if word.isdigit() and _DATED.search(folded, start, at):
            break
        if word == "et" and not _AND_TOPIC.match(folded[at:stop]):
            break
        if word not in _LINKS:
            end = at + len(word)
    return end


def _stops(folded: str, start: int, at: int, word: str) -> bool:
    """Whether a word after the first is no part of a name: it opens a circumstance, or is a verb."""
    before = folded[start:at]
    if _NAME_STOP.match(word) and not _AFTER_DE.search(before):
        return True
    is_noun = _TOPIC.match(word) or _AFTER_OF.search(before)
    return not is_noun and first_verb(folded, at, at + len(word)) is not None


def is_foreign(match: rx.Match[str], *, in_statutes: bool) -> bool:
    """Whether a match of :data:`GROUP` is a body of the law or of one party; the board is one of the statutes' own."""
    if in_statutes and _BOARD.match(match["name"]):
        return False
    return _FOREIGN.match(match.string, match.start("name")) is not None


def key_of(name: str) -> str:
    """What a name is known by: its folded words in the singular."""
    return rx.sub(r"s\b", "", squash(name))


def are_same(one: str, other: str) -> bool:
    """Whether two keys are of one group: the words of one all stand in the other, and both begin alike."""
    if one.split(maxsplit=1)[0] != other.split(maxsplit=1)[0]:
        return False
    short, long = sorted((set(one.split()), set(other.split())), key=len)
    return short <= long
