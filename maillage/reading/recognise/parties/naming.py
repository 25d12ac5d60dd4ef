"""How a party is called. Reads: the words of one party. Writes: the span of its name, and its short name."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.folding import squash
from maillage.reading.model import Span
from maillage.reading.normalise import View
from maillage.reading.recognise.parties.attributes import ATTRIBUTE, IS_ATTRIBUTE

_NAME_END = rx.compile(r"\s*(?:,|\(|;|\n|:|-\s)?\s*+\(?" + ATTRIBUTE)
_TO_FILL = rx.compile(r"\s*\((?:nom|prenom|mention|raison\s+sociale|denomination|adresse|a\s+preciser)\b")
_ACRONYM = rx.compile(r"\(\s*(?P<acronym>[A-ZÀ-Ý][\w'’ .-]{1,30})\s*\)")
# Commas that stand within a name: after a title ("Mme, M. X"), before a medical one, before "la X ou le Y".
_ONLY_TITLES = rx.compile(r"(?:mmes?|mlles?|mm?\.?|monsieur|madame|mademoiselle|ou|[ ,./()e]|docteur|dr)+")
_ONE_OR_OTHER = rx.compile(r"(?:l'|le\s|la\s)[^,;]{2,60}\sou\s(?:l'|le\s|la\s)")
_TITLE_AGAIN = rx.compile(r"(?:medecin|mlle|m\.|mme|docteur)")
# "Ci-après dénommée « la Fédération »", "désignée sous le terme l'organisme".
_ALIAS = rx.compile(
    r"(?:(?:ci-?\s?apres|dans\s+(?:la\s+|le\s+)?(?:presente?|suite))[^«\"“\n;.]{0,40}?)?"
    r"(?:denomme|designe|appele|nomme|intitule|mentionne)\w*(?:\s?\([a-z]*\)?\)?)?\s*(?:\(e\))?\s*"
    r"(?:ci-?\s?apres|ensemble|indifferemment)?\s*,?\s*"
    r"(?:sous\s+(?:le|la)\s+(?:terme|nom|vocable|denomination|appellation|sigle)s?(?:\s+(?:de|d'))?|"
    r"par\s+(?:le\s+terme|l'expression|les\s+termes)?|comme|:)?\s*(?:[«\"“']\s*(?P<quoted>[^»\"”\n]{2,80}?)"
    r"\s*[»\"”']|(?P<plain>(?:l'|le\s|la\s|les\s)[^,;\n.()]{2,60}|[a-z0-9' -]{2,40}(?=\s*[,;\n.)])))"
)
_QUOTED_ALIAS = rx.compile(r"(?:ci-?\s?apres|\()\s*,?\s*[«\"“]\s*(?P<quoted>[^»\"”\n]{2,60}?)\s*[»\"”]")
_NOT_AN_ALIAS = rx.compile(r"(?:nom\b|par\b|ci-?apres|d'une|d'autre|et\b|represente|comme|ainsi|au\b|aux\b|dans\b)")
_NOT_AN_ACRONYM = rx.compile(r"\d{4}|^(?:nom|le cas|cf)\b")
_NOBODY = rx.compile(
    r"(?:ci-?\s?apres|d'une part|d'autre part|designe|et$|etant\b|adresse|signataires?$|parties$|les parties|"
    r"les soussigne|presente?\b|la presente|le present|objet|suivant|ce qui|n°|entre$)"
)
_A_WORD = rx.compile(r"[a-z]{2}|\.\.|…|m\.")


def is_nobody(name: str) -> bool:
    """Whether a folded name is only a phrase of the block ("les soussignés", "d'une part"), or no word at all."""
    return bool(_NOBODY.match(name)) or not _A_WORD.search(name)


def name_span(view: View, span: Span) -> Span:
    """The name stands first, up to its first attribute, acronym in brackets, comma or end of line."""
    start, end = span
    stop = _attribute(view, start, end)
    for pattern, words in ((_TO_FILL, view.folded), (_ACRONYM, view.text)):
        bracket = pattern.search(words, start, stop)
        if bracket and bracket.start() > start:
            stop = bracket.start()
    stop = _comma(view, start, stop)
    line = view.text.find("\n\n", start, stop)
    return view.trim((start, line if line > start else stop), also=",;: ")


def _attribute(view: View, start: int, end: int) -> int:
    """Where the first attribute begins, at a beginning of a word; ``end`` if there is none."""
    folded = view.folded
    at_once = IS_ATTRIBUTE.match(folded, start, end)
    match = next((m for m in _NAME_END.finditer(folded, start, end) if m.start() > start or at_once), None)
    while match and match.start() > start and folded[match.start()].isalpha() and folded[match.start() - 1].isalpha():
        match = _NAME_END.search(folded, match.start() + 1, end)
    return match.start() if match else end


def _comma(view: View, start: int, stop: int) -> int:
    """The first comma that ends the name; ``stop`` if there is none."""
    for comma in rx.finditer(r"[,;]", view.text[start:stop]):
        head = view.folded[start : start + comma.start()].strip()
        follows = view.folded[start + comma.end() : stop].lstrip()
        if _ONLY_TITLES.fullmatch(head) or head.count("(") > head.count(")"):
            continue
        if not _ONE_OR_OTHER.match(follows) and not _TITLE_AGAIN.match(follows):
            return start + comma.start()
    return stop


def short_name(view: View, span: Span) -> str | None:
    """What the text will call the party, as written: its "ci-après dénommé", else an acronym in brackets."""
    start, end = span
    match = _ALIAS.search(view.folded, start, end) or _QUOTED_ALIAS.search(view.folded, start, end)
    if match:
        alias = view.quote(view.trim(match.span("quoted" if match["quoted"] else "plain"), also="«»\"' ,."))
        alias = rx.sub(r"[\"«»“”]\s*", "", alias).strip()
        words = squash(alias)
        if len(words) > 1 and not _NOT_AN_ALIAS.match(words):
            return alias
    match = _ACRONYM.search(view.text, start, min(end, start + 200))
    acronym = squash(match["acronym"]) if match else ""
    if match and not _NOT_AN_ACRONYM.search(acronym) and acronym not in ("e", "s"):
        return view.quote(match.span("acronym"))
    return None
