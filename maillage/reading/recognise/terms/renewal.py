"""What follows the term of the agreement: its renewal, tacit or express, for how long and how many times."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.periods import PERIOD, period_of
from maillage.reading.model import Found, Span
from maillage.reading.recognise.terms.sentences import Sentence, Sentences

Renewal = tuple[Found[str] | None, Found[str] | None, Found[int] | None]

_RENEW = rx.compile(r"reconduct|reconduit|renouvel|prorog")
_TACIT = rx.compile(
    r"(?:tacite(?:ment)?\s+(?:reconduction|reconduit|renouvel|prorog)|reconduction\s+tacite|"
    r"(?:reconduit|renouvel|prorog)\w*\s+tacitement|tacite\s+reconduction|tacitement|(?:reconduit|renouvel)\w*\s+"
    r"(?:\w+\s+){0,3}automatiquement|automatiquement\s+(?:reconduit|renouvel)\w*|renouvellement\s+automatique)"
)
_NOT_TACIT = rx.compile(
    r"(?:\b(?:ne\b|n'|sans\b|exclu|aucune?\b|pas\b)[^.;]{0,60}(?:tacite|reconduct|renouvel|reconduit))|"
    r"(?:tacite\s+reconduction[^.;]{0,20}exclu)|non\s+(?:renouvelable|reconductible)"
)
_UNLESS = rx.compile(r"sauf|a\s+defaut|faute")
_EXPRESS = rx.compile(
    r"(?:reconduction\s+expresse|expressement\s+(?:reconduit|renouvel)|"
    r"(?:reconduit|renouvel|prorog)\w*\s+(?:\w+\s+){0,3}(?:expressement|par\s+(?:reconduction\s+expresse|"
    r"avenant|decision\s+expresse|accord\s+(?:expres|ecrit|des\s+parties)|voie\s+d'avenant))|"
    r"demande\s+de\s+renouvellement|(?:pourra|peut|pourront)\s+(?:eventuellement\s+|le\s+cas\s+echeant\s+"
    r")?etre\s+(?:reconduit|renouvel|prorog)\w*|renouvelable\b|reconductible\b|(?:peut|pourra)\s+"
    r"(?:donner\s+lieu\s+a|faire\s+l'objet\s+d')\s*(?:un\s+|une\s+|de\s+)?(?:seule?\s+)?(?:renouvellement|reconduction))"
)
_ONLY_EXPRESS = rx.compile(r"ne\s+(?:peut|pourra)\s+etre\s+(?:reconduit|renouvel|prorog)\w*\s+que\b")
# What else is renewed: a mandate, an approval, a lease.
_OTHER_RENEWED = rx.compile(
    r"(?:delegation|bureau|membres?|mandats?|president|comite|agrement|autorisation|habilitation|"
    r"titres?|bail|loyer|essai)\b[^.;]{0,60}(?:renouvel|reconduit)"
)
_BY_PERIODS = rx.compile(
    r"(?:par\s+(?:nouvelles?\s+)?(?:periodes?|tranches?)\s+(?:successives\s+)?(?:de|d'|egales\s+a)|"
    r"(?:pour|d')\s*une?\s+(?:nouvelle\s+|meme\s+)?(?:duree|periode)\s+(?:identique\s+)?(?:de|d')|"
    rf"pour|d'|de|par)\s*{PERIOD}"
)
# "par périodes d'un an par tacite reconduction": before the mode, no other words are those of a renewed term.
_BY_PERIODS_BEFORE = rx.compile(
    rf"par\s+(?:nouvelles?\s+)?(?:periodes?|tranches?)\s+(?:successives\s+)?(?:de\s+|d'\s*){PERIOD}"
)
_NOTICE = rx.compile(r"preavis|avant")
_WORD_END = rx.compile(r"\w*")
_EACH_YEAR = rx.compile(r"chaque\s+annee|annuellement|d'annee\s+en\s+annee|tous\s+les\s+ans|par\s+annee|annuelle")
_SAME_PERIOD = rx.compile(
    r"(?:pour|d')\s*(?:une|la)\s+(?:meme|duree\s+(?:identique|equivalente|egale|similaire))\s*(?:duree|periode)?|"
    r"duree\s+(?:identique|equivalente)"
)
_MANY = r"(?P<many>deux|trois|quatre|cinq|[2-9])"
_AGAIN = r"(?:reconduction|renouvellement|prorogation)s?\b"
# "une reconduction" says how, and counts nothing: only what limits it does.
_TIMES = rx.compile(
    r"(?P<n>une|deux|trois|quatre|cinq|\d)\s+(?:\(\d\)\s+)?(?:seule\s+)?fois|"
    rf"{_MANY}\s+(?:\(\d\)\s+)?(?:nouvelles?\s+|nouveaux\s+|autres\s+|seule?s\s+)?{_AGAIN}|"
    rf"(?P<once>une?\s+(?:\(1\)\s+)?seule?\s+(?:et\s+unique\s+)?{_AGAIN}|limite\s+d'une?\s+(?:\(1\)\s+)?{_AGAIN})|"
    rf"nombre\s+(?:total\s+|maximum\s+|maximal\s+)?(?:de\s+|des\s+){_AGAIN}[^.;]{{0,40}}?\b"
    r"(?P<most>une?|deux|trois|quatre|cinq|\d)\b"
)
_COUNTS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5}


def read_renewal(sentences: Sentences, duration: Found[str] | None) -> Renewal:
    """The mode of renewal, its length ("pour une même durée": that of ``duration``) and how many times it may happen.

    Sentences that say "tacite" are read first: they settle the matter.
    """
    for sentence in sorted(sentences, key=lambda each: "tacite" not in each.words):
        if not _speaks_of_renewal(sentence):
            continue
        for mode, pattern in (("none", _NOT_TACIT), ("tacit", _TACIT), ("express", _EXPRESS)):
            match = pattern.search(sentence.words)
            if not match or (mode == "none" and _UNLESS.search(match.group())):
                continue
            if mode == "none" and _ONLY_EXPRESS.search(sentence.words):
                mode = "express"
            at = sentence.at(match.start(), _WORD_END.match(sentence.words, match.end()).end())  # type: ignore[union-attr]
            period = _period(sentences, sentence, at, duration) if mode != "none" else None
            return sentences.found(mode, at, f"renewal {mode}"), period, _times(sentences, sentence)
    return None, None, None


def _speaks_of_renewal(sentence: Sentence) -> bool:
    """Whether a sentence says how the agreement, and nothing else, is renewed."""
    words = sentence.words
    if not _RENEW.search(words) and not _TACIT.search(words):
        return False
    return (sentence.is_about_agreement or "tacite" in words) and not _OTHER_RENEWED.search(words)


def _period(sentences: Sentences, sentence: Sentence, at: Span, duration: Found[str] | None) -> Found[str] | None:
    """The length of each renewal: "par périodes d'un an", "chaque année", "pour une même durée"."""
    folded, (start, end) = sentences.folded, sentence.span
    after = folded[at[1] : min(end, at[1] + 140)]
    match = _BY_PERIODS.search(after)
    if match and not _NOTICE.search(after[: match.start()]) and (value := period_of(match)):
        return sentences.found(value, (at[1] + match.start(), at[1] + match.end()), "renewal period")
    near = max(start, at[0] - 60)
    if (earlier := _BY_PERIODS_BEFORE.search(folded[near : at[0]])) and (value := period_of(earlier)):
        return sentences.found(value, (near + earlier.start(), near + earlier.end()), "renewal period")
    if yearly := _EACH_YEAR.search(folded[near : min(end, at[1] + 60)]):
        return sentences.found("P1Y", (near + yearly.start(), near + yearly.end()), "renewal period")
    same = _SAME_PERIOD.search(folded[at[0] : min(end, at[1] + 140)])
    if same and duration:
        words = (at[0] + same.start(), at[0] + same.end())
        return sentences.found(duration.value, words, "renewal, same period")
    return None


def _times(sentences: Sentences, sentence: Sentence) -> Found[int] | None:
    """How many times: "renouvelable deux fois", "dans la limite de deux reconductions", here or in a sentence near."""
    others = (each for each in sentences if each is not sentence and _speaks_of_renewal(each))
    for each in (sentence, *others):
        if match := _TIMES.search(each.words):
            said = match["n"] or match["many"] or match["most"]
            count = 1 if match["once"] else _COUNTS.get(said) or int(said)
            return sentences.found(count, each.at(*match.span()), "renewal times")
    return None
