"""What a text is. Reads: a structure. Writes: whether it is an agreement, why, its kind and its title."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.foundations.records import dataclass
from maillage.reading.recognise.titles import kind_inside, kind_of_title, read_title
from maillage.reading.segment.units import Structure

_AGREED = rx.compile(
    r"il\s+(?:est|a\s+ete)\s+(?:\w+\s+)?convenu|(?:sont|ont)\s+convenus?\s+(?:de|du|ce|que)|"
    r"conviennent\s+(?:de\s+)?ce\s+qui|arretent\s+ce\s+qui|est\s+(?:conclu|convenu)\s+(?:ce|entre|un|une)|"
    r"il\s+est\s+conclu|sont\s+convenues?"
)
# Words of agreements, anywhere in the text, and what they weigh.
_FOR = (
    (_AGREED, 4),
    (rx.compile(r"d'une\s+part"), 2),
    (rx.compile(r"entre\s+les\s+soussigne|les\s+soussignes?"), 3),
    (rx.compile(r"ci-?\s?apres\s+(?:denomme|designe)"), 2),
    (rx.compile(r"(?:la\s+presente?|le\s+present)\s+(?:convention|contrat|charte|protocole|avenant|accord)"), 2),
    (rx.compile(r"(?:les|des|aux)\s+(?:deux\s+)?(?:parties|signataires)\b|chacune?\s+des\s+parties"), 2),
    (rx.compile(rx.words(r"s'engage(?:nt)?\b")), 2),
    (rx.compile(rx.words(r"fait\s+(?:a|en|le)\b")), 1),
    (rx.compile(r"representee?s?\s+par"), 1),
    (
        rx.compile(
            r"peuvent\s+etre\s+membres|l'association\s+(?:se\s+compose|a\s+pour\s+(?:but|objet))|"
            r"assemblee\s+generale"
        ),
        2,
    ),
)
_MOST_BINDING = 3
# Words of other texts, in the title and the head, and what they weigh.
_TERMS_OF_USE = rx.compile(
    r"conditions?\s+generales?\s+d'utilisation|conditions?\s+d'utilisation|mentions\s+legales|\bcgu\b|"
    r"politique\s+de\s+confidentialite"
)
_REGULATION = rx.compile(
    r"reglement\s+(?:interieur|departemental|de\s+fonctionnement|d'attribution|budgetaire|"
    r"d'intervention|du\s+service)\b"
)
_ABOUT_AGREEMENTS = rx.compile(
    r"synthese|compte[- ]rendu\s+d|guide\b|mode\s+d'emploi|fiche\s+pratique|article\s+de\s+presse|communique|"
    r"communiques?\s+de|note\s+d'information|notice\b|foire\s+aux\s+questions|etude\b|rapport\s+d|"
    r"mode\s+operatoire|comment\s+|^(?:\W*)(?:etablir|rediger|signer|preparer|conclure|monter)\s+une?\s"
)
_DECREE = rx.compile(
    r"le\s+decret\s+en\s+conseil|arrete\s*:|journal\s+officiel\s+de|le\s+present\s+(?:reglement|cahier|"
    r"decret|arrete|guide|document|chapitre)|la\s+presente\s+(?:annexe|note|fiche|circulaire)"
)
_AGAINST = (
    (_TERMS_OF_USE, 9),
    (rx.compile(r"cahier\s+des\s+charges"), 5),
    (_REGULATION, 5),
    (rx.compile(r"l'utilisateur\s+(?:accepte|reconnait|s'engage)|l'editeur\b|le\s+site\b"), 3),
    (_ABOUT_AGREEMENTS, 4),
    (_DECREE, 3),
)
_BINDING_WORDS = rx.compile(
    rx.words(r"s'engage(?:nt)?\b", r"obligations?\s+(?:de|du)\b")
    + r"|l(?:a\s+presente?|e\s+present)\s+(?:convention|contrat|charte|protocole)"
)
_HOW_TO = rx.compile(r"\W*(?:etablir|rediger|signer|preparer|conclure|monter|comprendre|comment)\b")
_CONSTITUTES = rx.compile(
    r"convention\s+constitutive\s+(?:d[ue]|type|modele)|il\s+est\s+constitue\s+entre|"
    r"modele\s+de\s+convention\s+constitutive"
)
_ENOUGH = 5
_VERDICTS = {
    True: "Le texte a la forme d'un accord : des parties nommées, des engagements ou des stipulations qui les lient.",
    False: "Le texte n'a pas la forme d'un accord : il ne nomme pas de parties qui s'engagent l'une envers l'autre.",
}


@dataclass(slots=True, eq=False, repr=False)
class Nature:
    """The verdict, its French reason, the kind and the title as written; no kind without an agreement."""

    is_agreement: bool
    reason: str
    kind: str | None
    title: str | None


def read_nature(structure: Structure, *, declared: bool = False) -> Nature:
    """Weighs the words that agreements have and those that other texts have; ``declared``: a person has said it."""
    folded, title = structure.view.folded, read_title(structure)
    words, head = squash(" ".join((title or "").split())), _head(structure)
    kind = "statuts" if _CONSTITUTES.search(folded[:3000]) else kind_of_title(words, head)
    has_its_form = _weight(structure, words, head) + (kind is not None) >= _ENOUGH
    is_agreement = has_its_form or declared
    kind = (kind or kind_inside(folded)) if is_agreement else None
    return Nature(is_agreement, _VERDICTS[has_its_form], kind, title)


def _weight(structure: Structure, title: str, head: str) -> int:
    """What speaks for an agreement, less what speaks against: a block of parties outweighs the words of the head."""
    folded = structure.view.folded
    has_parties = any(unit.zone == "parties" for unit in structure.units)
    weight = sum(points for pattern, points in _FOR if pattern.search(folded))
    weight += min(len(_BINDING_WORDS.findall(folded)), _MOST_BINDING)
    against = sum(points for pattern, points in _AGAINST if pattern.search(f"{title} {head}"))
    if has_parties:
        weight += 4 if _AGREED.search(folded) else 0
        against = max(0, against - 5)
    elif not structure.articles:
        weight -= 3
    if _HOW_TO.match(title):
        weight -= 3
    return weight - against


def _head(structure: Structure) -> str:
    """The folded words before the first article: two hundred characters at least, nine hundred at most."""
    stop = structure.articles[0].span[0] if structure.articles else 600
    return " ".join(structure.view.folded[: min(max(stop, 200), 900)].split())
