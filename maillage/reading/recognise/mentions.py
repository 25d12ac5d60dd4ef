"""Points of the text worth a note: amounts, dates, references, blanks to fill in, principles, objectives and themes.

Reads: a structure. Writes: mentions, in reading order; those of one kind never overlap.
"""

from __future__ import annotations

from collections.abc import Iterator

from maillage.foundations import rx
from maillage.foundations.periods import DATE, date_of
from maillage.reading.model import Mention, Span
from maillage.reading.recognise.calibration import confidence
from maillage.reading.recognise.titles import read_title
from maillage.reading.segment.lines import normal_number
from maillage.reading.segment.units import Structure

_AMOUNT = rx.compile(
    r"(?<!\d)(?P<figures>\d{1,3}(?:[ .]\d{3})+(?:,\d{1,2})?|\d++(?:,\d{1,2})?)\s*+"
    r"(?P<scale>millions?\s+d'|k)?\s*(?:€|euros?\b)"
)
_DATES = rx.compile(r"\b" + DATE)
_CODES = (
    r"code\s+(?:de\s+l'action\s+sociale\s+et\s+des\s+familles|de\s+la\s+sante\s+publique|"
    r"general\s+des\s+collectivites\s+territoriales|de\s+la\s+construction\s+et\s+de\s+l'habitation|"
    r"du\s+travail|civil|penal|de\s+l'education|de\s+la\s+securite\s+sociale|"
    r"de\s+justice\s+administrative|des\s+relations\s+entre\s+le\s+public\s+et\s+l'administration|"
    r"du\s+patrimoine|de\s+la\s+commande\s+publique|general\s+de\s+la\s+propriete\s+"
    r"des\s+personnes\s+publiques|rural(?:\s+et\s+de\s+la\s+peche\s+maritime)?)|casf\b|"
    r"cgct\b|csp\b|cch\b|ceseda\b"
)
_NUMBERED = r"(?:[lrd]\.?\s?\*?\s?\d[\d.-]*(?:\s?(?:a|et|,)\s?(?:[lrd]\.?\s?)?\d[\d.-]*)*)"
_GDPR = r"rgpd\b"
_LAW = rx.compile(
    rf"(?:articles?\s+{_NUMBERED}(?:\s+(?:et\s+suivants))?(?:\s+(?:du|de\s+la|de\s+l')\s*(?:{_CODES}))?|"
    r"(?:loi|ordonnance|decret|arrete|circulaire|directive|reglement)\s+"
    r"(?:organique\s+|constitutionnelle\s+|\(ue\)\s+|interministeriel(?:le)?\s+|ministeriel(?:le)?\s+)?"
    rf"(?:n\s?[°o]\s?[\d-]+(?:/\d+)?(?:\s+du\s+(?:1er|\d{{1,2}})\s+\w+\s+\d{{4}})?|"
    rf"du\s+(?:1er|\d{{1,2}})\s+\w+\s+\d{{4}}|\d{{4}}/\d+)|{_CODES}|{rx.words(_GDPR)}|"
    rf"reglement\s+(?:general|europeen)[\w ]{{0,20}}\s+(?:sur\s+la|de\s+la)\s+protection\s+des\s+donnees)"
)
_ACRONYMS = (r"rdas\b", r"pst\b", r"cls\b", r"clsm\b", r"ctg\b")
_FRAMEWORK = rx.compile(
    r"(?:schema\s+(?:departemental|regional|directeur|unique|national)"
    r"(?:\s+(?:de|d'|des|du|en\s+faveur)\s*[\w' -]{3,50}?)?(?=[\s,.;:)]|$)|reglement\s+departemental\s+"
    r"d'aide\s+sociale|projet\s+social\s+(?:departemental|de\s+territoire)|contrat\s+"
    r"local\s+de\s+sante(?:\s+mentale)?|convention\s+territoriale\s+globale|"
    r"projet\s+educatif(?:\s+(?:de\s+territoire|territorial|local))?|contrat\s+de\s+ville|"
    r"pacte\s+(?:territorial|local)[\w' ]{0,30}|plan\s+(?:departemental|local|national)\s+[\w' ]{3,50}|"
    r"pdalhpd|pdi\b|programme\s+departemental\s+d'insertion|analyse\s+des\s+besoins\s+sociaux|"
    r"charte\s+(?:nationale|departementale|europeenne|d'engagements?)[\w' ]{0,40}|"
    rf"recommandations?\s+de\s+bonnes\s+pratiques|{rx.words(*_ACRONYMS)})"
)
_ARTICLE = rx.compile(
    r"\b(?:l'|aux?\s+|des\s+|les\s+|de\s+l'|d'un\s+)?articles?\s+(?P<number>1er|premier|\d{1,2}(?:\.\d{1,2})*"
    r"(?:\s+(?:bis|ter|quater))?)(?P<more>(?:\s*(?:,|et|a)\s*\d{1,2}(?:\.\d{1,2})*)*)(?![\d.-]*\s*(?:du\s+"
    r"(?:code|decret|reglement|traite|cpom)|de\s+(?:la\s+loi|l'ordonnance|l'arrete|la\s+constitution)|-\d))"
)
_MORE = rx.compile(r"\d{1,2}(?:\.\d{1,2})*")
_ELSEWHERE = rx.compile(
    r"\s*(?:,\s*)?(?:(?:et|a|,)\s*\d+\s*)*(?:du|de\s+la|de\s+l'|des)\s*"
    r"(?:code|loi|decret|ordonnance|arrete|reglement|constitution|statuts|casf|cgct|csp|cch|traite|directive|"
    r"annexe|cahier|meme\s+code|dit\s+code|contrat\s+(?:pluri|de\s+sejour|type)|bail|cpom)"
)
_ANNEX = rx.compile(
    r"(?:annexe(?:\s+(?:n\s?°\s?)?(?P<number>\d{1,2}|[ivx]{1,4}|[a-h])\b)?|document\s+annexe|"
    r"ci-annexe\w*|joint\w*\s+en\s+annexe)"
)
_NAMED = (
    r"convention\s+(?:d'objectifs(?:\s+et\s+de\s+moyens)?|pluriannuelle\s+d'objectifs|"
    r"cadre|de\s+financement|d'aide\s+sociale|tripartite|de\s+mise\s+a\s+disposition)|"
    r"charte\s+(?:de\s+partenariat|du\s+\d)"
)
_AGREEMENT = rx.compile(
    rf"la\s+(?:{_NAMED})|{_NAMED}|contrat\s+pluriannuel\s+d'objectifs\s+et\s+de\s+moyens|"
    r"protocole\s+(?:d'accord|local|departemental)\s+(?:du|signe)|"
    r"(?:convention|charte|protocole)\s+(?:signee?|conclue?)\s+le"
)
_BLANK = rx.compile(
    r"(?:\.\s?){4,}|…{2,}|_{3,}|\[(?:\.{2,}|…|[^\]\n]{0,60}a\s+(?:completer|preciser)[^\]\n]{0,40})\]|"
    r"\{\{[^}\n]{1,80}\}\}|\{%[^%\n]{1,120}%\}|n\s?°\s*(?:\xa0|\s{3,})|x{3,}\b|"
    r"\((?:a\s+completer|a\s+preciser|nom\s+de|date|adresse)[^)\n]{0,60}\)"
)
_RULED = rx.compile(r"_{3,}")
_PRINCIPLES = rx.compile(r"principes?\b|valeurs?\b")
_OBJECTIVES = rx.compile(r"objectifs?\b|a\s+pour\s+objet|finalites?\b|afin\s*:$|\bvise(?:nt)?\s+a\b|\bambition")
_THEMES = rx.compile(r"\baxes?\b|thematiques?\b|domaines?\s+(?:d'intervention|suivants)|champs\s+d'intervention")
_ANNOUNCED = (("principle", _PRINCIPLES), ("objective", _OBJECTIVES), ("theme", _THEMES))
_ARE_PRINCIPLES = rx.compile(
    r"principes?\s+(?:directeurs|partages|fondateurs|communs|suivants)|primaute|"
    r"(?:repose(?:nt)?|se\s+fonde(?:nt)?|s'appuie(?:nt)?)\s+sur"
)


def read_mentions(structure: Structure) -> tuple[Mention, ...]:
    """All the mentions of a text, in reading order."""
    found = [*_everywhere(structure), *_in_lists(structure)]
    return tuple(sorted(found, key=lambda mention: (mention.span, mention.kind)))


def _mention(structure: Structure, kind: str, span: Span, value: str | None, rule: str | None = None) -> Mention:
    return Mention(kind, structure.view.quote(span), value, span, confidence("mention", rule or kind))


def _everywhere(structure: Structure) -> Iterator[Mention]:
    """What the words alone tell: amounts, dates, references, blanks."""
    view = structure.view
    folded = view.folded
    for match in _AMOUNT.finditer(folded) if "€" in folded or "euro" in folded else ():
        yield _mention(structure, "amount", match.span(), _euros(match))
    for match in _DATES.finditer(folded):
        if value := date_of(match):
            yield _mention(structure, "date", match.span(), value)
    laws = [match.span() for match in _LAW.finditer(folded)]
    for span in laws:
        yield _mention(structure, "law", span, None)
    body = _after_title(structure)
    for match in _FRAMEWORK.finditer(folded, body):
        yield _mention(structure, "framework", view.trim(match.span()), None)
    for match in _ANNEX.finditer(folded):
        yield _mention(structure, "annex", match.span(), match["number"])
    for match in _AGREEMENT.finditer(folded, body):
        yield _mention(structure, "agreement", match.span(), None)
    for match in _BLANK.finditer(folded):
        yield _mention(structure, "blank", view.trim(match.span()) if match.group().strip() else match.span(), None)
    # Underscores are blanked in the folded text, as marks of layout.
    for match in _RULED.finditer(view.text):
        yield Mention("blank", match.group(), None, match.span(), confidence("mention", "blank"))
    yield from _articles(structure, laws)


def _after_title(structure: Structure) -> int:
    """Where the title that opens the text ends: an agreement that names itself refers to no other."""
    title = read_title(structure)
    start = structure.view.text.find(title) if title else -1
    return start + len(title) if title and start >= 0 else 0


def _euros(match: rx.Match[str]) -> str:
    """An amount in euros with two decimals."""
    figures = match["figures"].replace(" ", "").replace(".", "").replace(",", ".")
    scale = {"m": 1_000_000, "k": 1_000}.get((match["scale"] or " ")[0], 1)
    return f"{float(figures) * scale:.2f}"


def _articles(structure: Structure, laws: list[Span]) -> Iterator[Mention]:
    """References to articles of the same text: not those of a code, a law or another agreement, nor its headings."""
    headings = [unit for unit in structure.units if unit.kind == "heading" and unit.word == "article"]
    apart = [*laws, *((heading.span[0], heading.body) for heading in headings)]
    for match in _ARTICLE.finditer(structure.view.folded):
        if any(start <= match.start() < end for start, end in apart):
            continue
        if _ELSEWHERE.match(structure.view.folded, match.end()):
            continue
        yield _mention(structure, "article", match.span(), normal_number(match["number"]))
        for more in _MORE.finditer(match["more"]):
            span = (match.start("more") + more.start(), match.start("more") + more.end())
            yield _mention(structure, "article", span, more.group())


def _in_lists(structure: Structure) -> Iterator[Mention]:
    """Principles, objectives and themes: the items of a list whose lead-in or heading announces them."""
    for unit in structure.units:
        if unit.kind != "item" or unit.lead is None or unit.depth > 1 or unit.zone not in ("body", "preamble"):
            continue
        words = structure.folded_of(structure.units[unit.lead])[-220:]
        kind = next((kind for kind, pattern in _ANNOUNCED if pattern.search(words)), None)
        if kind:
            yield _mention(structure, kind, (unit.body, unit.span[1]), None, f"{kind} in a list")
    yield from _principle_sentences(structure)


def _principle_sentences(structure: Structure) -> Iterator[Mention]:
    """Paragraphs of an article headed "Principes partagés" that state principles."""
    for unit in structure.units:
        if unit.kind != "paragraph" or unit.zone != "body" or not _ARE_PRINCIPLES.search(structure.folded_of(unit)):
            continue
        if any(_PRINCIPLES.search(structure.folded_of(structure.units[index])) for index in unit.above):
            yield _mention(structure, "principle", (unit.body, unit.span[1]), None, "principle in a paragraph")
