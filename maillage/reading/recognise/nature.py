"""What a text is. Reads: a structure. Writes: whether it is an agreement between parties, why, its kind and its title."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.foundations import rx
from maillage.reading.segment.units import Structure

KINDS = (
    ("avenant", r"avenants?\b"),
    ("cpom", r"contrat\s+pluriannuel\s+d'objectifs\s+et\s+de\s+moyens|\bcpom\b"),
    ("com", r"(?:convention|contrat)\s+(?:\w+\s+){0,3}d'objectifs\s+et\s+de\s+moyens"),
    ("statuts", r"statuts\b|convention\s+constitutive|statuts\s+type"),
    ("protocole", r"prot?o?cole\b|protcole"),
    ("convention", r"conventions?\b"),
    ("contrat", r"contrats?\b"),
    ("charte", r"chart(?:r)?es?\b"),
    ("autre", r"accord|pacte|entente|engagement\s+reciproque|lettre\s+d'engagement"),
)
_FOR = (
    (r"il\s+(?:est|a\s+ete)\s+(?:\w+\s+)?convenu|(?:sont|ont)\s+convenus?\s+(?:de|du|ce|que)|conviennent\s+(?:de\s+)?ce\s+qui|arretent\s+ce\s+qui|est\s+(?:conclu|convenu)\s+(?:ce|entre|un|une)|il\s+est\s+conclu|sont\s+convenues?", 4),
    (r"d'une\s+part", 2),
    (r"entre\s+les\s+soussigne|les\s+soussignes?", 3),
    (r"ci-?\s?apres\s+(?:denomme|designe)", 2),
    (r"(?:la\s+presente?|le\s+present)\s+(?:convention|contrat|charte|protocole|avenant|accord)", 2),
    (r"(?:les|des|aux)\s+(?:deux\s+)?(?:parties|signataires)\b|chacune?\s+des\s+parties", 2),
    (r"\bs'engage(?:nt)?\b", 2),
    (r"\bfait\s+(?:a|en|le)\b", 1),
    (r"representee?s?\s+par", 1),
    (r"peuvent\s+etre\s+membres|l'association\s+(?:se\s+compose|a\s+pour\s+(?:but|objet))|assemblee\s+generale", 2),
)
_AGAINST = (
    (r"conditions?\s+generales?\s+d'utilisation|conditions?\s+d'utilisation|mentions\s+legales|\bcgu\b|politique\s+de\s+confidentialite", 9),
    (r"cahier\s+des\s+charges", 5),
    (r"reglement\s+(?:interieur|departemental|de\s+fonctionnement|d'attribution|budgetaire|d'intervention|du\s+service)\b", 5),
    (r"l'utilisateur\s+(?:accepte|reconnait|s'engage)|l'editeur\b|le\s+site\b", 3),
    (r"synthese|compte[- ]rendu\s+d|guide\b|mode\s+d'emploi|fiche\s+pratique|article\s+de\s+presse|communique|communiques?\s+de|note\s+d'information|notice\b|foire\s+aux\s+questions|etude\b|rapport\s+d|mode\s+operatoire|comment\s+|^(?:\W*)(?:etablir|rediger|signer|preparer|conclure|monter)\s+une?\s", 4),
    (r"le\s+decret\s+en\s+conseil|arrete\s*:|journal\s+officiel\s+de|le\s+present\s+(?:reglement|cahier|decret|arrete|guide|document|chapitre)|la\s+presente\s+(?:annexe|note|fiche|circulaire)", 3),
)
_CONSTITUTES = rx.compile(r"convention\s+constitutive\s+(?:d[ue]|type|modele)|il\s+est\s+constitue\s+entre|modele\s+de\s+convention\s+constitutive")
_VERDICTS = {
    True: "Le texte a la forme d'un accord : des parties nommées, des engagements ou des stipulations qui les lient.",
    False: "Le texte n'a pas la forme d'un accord : il ne nomme pas de parties qui s'engagent l'une envers l'autre.",
}


@dataclass(slots=True, eq=False, repr=False)
class Nature:
    """The verdict, its French reason, the kind and the title as written."""

    is_agreement: bool
    reason: str
    kind: str | None
    title: str | None


def read_nature(structure: Structure) -> Nature:
    """Weighs the words that agreements have and those that other texts have; the head of the text weighs most."""
    view = structure.view
    folded = view.folded
    head = _head(structure)
    title = read_title(structure)
    first = " ".join((title or "").split())
    from maillage.foundations.folding import squash

    top = squash(first) + " " + head
    score = sum(weight for pattern, weight in _FOR if rx.search(pattern, folded))
    against = sum(weight for pattern, weight in _AGAINST if rx.search(pattern, top))
    has_parties = any(unit.zone == "parties" for unit in structure.units)
    score += 4 if has_parties and rx.search(_FOR[0][0], folded) else 0
    kind = "statuts" if _CONSTITUTES.search(folded[:3000]) else _kind(squash(first), head)
    score += 1 if kind else 0
    bound = len(rx.findall(r"\bs'engage(?:nt)?\b|\bobligations?\s+(?:de|du)\b|(?:la\s+presente?|le\s+present)\s+(?:convention|contrat|charte|protocole)", folded))
    score += min(bound, 3)
    score -= 3 if not structure.articles and not has_parties else 0
    score -= 3 if rx.match(r"\W*(?:etablir|rediger|signer|preparer|conclure|monter|comprendre|comment)\b", squash(first)) else 0
    score -= against if not has_parties else max(0, against - 5)
    yes = score >= 5
    return Nature(yes, _VERDICTS[yes], (kind or _kind_inside(folded)) if yes else None, title)


def _head(structure: Structure) -> str:
    """The folded words before the first article, or the first five hundred."""
    view = structure.view
    stop = structure.articles[0].span[0] if structure.articles else 600
    return " ".join(view.folded[: min(max(stop, 200), 900)].split())


def _kind(title: str, head: str) -> str | None:
    for text in (title, head[:240]):
        found = [(match.start(), rank, kind) for rank, (kind, pattern) in enumerate(KINDS) if (match := rx.search(r"\b(?:" + pattern + ")", text))]
        special = [entry for entry in found if entry[2] in ("avenant", "cpom", "com", "statuts") and entry[0] < (80 if entry[2] == "statuts" else 30)]
        pool = special or [entry for entry in found if entry[2] not in ("avenant", "cpom")]
        if pool:
            return min(pool)[2]
    return None


def _kind_inside(folded: str) -> str:
    """The kind by the words "la présente convention" of the text itself."""
    counts = {kind: len(rx.findall(rf"present(?:e)?s?\s+(?:{pattern})", folded)) for kind, pattern in KINDS if kind not in ("cpom", "com")}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else "autre"


def read_title(structure: Structure) -> str | None:
    """The title: the first lines of the cover, without the number of an annex, joined when they go on in capitals."""
    view = structure.view
    lines: list[str] = []
    for unit in structure.units[:14]:
        if unit.kind == "void":
            continue
        words = view.quote(unit.span)
        if unit.zone != "cover" and not (unit.kind == "heading" and not lines and unit.zone == "body" and unit.word != "article"):
            break
        folded = " ".join(view.folded[slice(*unit.span)].split())
        if rx.fullmatch(r"(?:article\s+)?annexe?[\w .°-]{0,40}|article\s*|\(?modele\)?|projet|logo\w*", folded) or len(words) > 260:
            if lines:
                break
            continue
        lines.append(words)
        if sum(map(len, lines)) > 200:
            break
    if not lines:
        return None
    named = next((i for i, line in enumerate(lines) if any(rx.search(r"\b(?:" + pattern + ")", " ".join(line.lower().split())) for _, pattern in KINDS)), 0)
    taken = [lines[named]]
    for line in lines[named + 1 :]:
        if line.isupper() and taken[-1].isupper() or line[:1].islower():
            taken.append(line)
        else:
            break
    return " ".join(taken)
