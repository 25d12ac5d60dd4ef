"""Places left to fill in, dates that cannot be, and the date of signature."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator

from maillage.foundations import rx
from maillage.foundations.periods import DATE, MONTHS
from maillage.reading.model import Span
from maillage.reading.review.case import Case, compiled
from maillage.reading.review.registry import Finding, finding, rule

_BLANK = (
    r"\.{4,}|(?<=[\w°'])\s?…(?:\s?…)+|(?<=[ '’])\.{3}(?=\s*(?:[,;.]|$|[a-z(]))|…{2,}|"
    r"\[[\s._…]{1,40}\]|\[(?:a\s+(?:completer|preciser|definir)|nom|date|lieu|montant|adresse|"
    r"xx+)[^\]\n]{0,40}\]|\{\{[^}\n]{1,120}\}\}|\bx{3,}\b|\(?\ba\s+completer\)?"
)
# One of them stands in every blank.
_BLANKS = ("...", "…", "[", "{{", "xxx", "completer")
# What ends with one of these words, as a paragraph does when what should follow is missing.
_BREAKS = ("du", "de", "par")
_BROKEN = (
    r"\b(?:en\s+date\s+du|tribunal\s+administratif\s+de|prefete?\s+d[eu]|represente[es]?\s+par|"
    r"date\s+du|convention\s+collective\s+d[eu])\s*$"
)
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def _blanks(case: Case) -> Iterator[Span]:
    """The places left to fill in, but those of a délibération, which have their own rule, and of the signatures."""
    found = [match.span() for match in case.finditer(_BLANK)] if case.has(*_BLANKS) else []
    found += [match.span() for match in compiled(r"_{4,}").finditer(case.text)]
    for unit in case.structure.units:
        if unit.kind == "paragraph" and unit.zone in ("parties", "body"):
            start, end = case.view.trim(unit.span)
            cut = case.search(_BROKEN, (start, end)) if case.folded.endswith(_BREAKS, start, end) else None
            found += [cut.span()] if cut else []
    told = sorted(act.span for act in case.acts if act.blanks)
    starts = [start for start, _ in told]
    for span in sorted(found):
        holder, act = case.unit_at(span[0]), bisect_right(starts, span[0]) - 1
        if holder and holder.zone not in ("signatures", "contents") and (act < 0 or span[0] >= told[act][1]):
            yield span


@rule(
    "blancs-a-completer",
    "advice",
    source="C. civ. art. 1163 : l'objet de l'obligation est déterminé ; pratique : un texte signé n'a pas de blanc",
    says="Des places restent à remplir dans le texte.",
)
def blanks(case: Case) -> Iterator[Finding]:
    found = list(_blanks(case))
    if found:
        # A blank may be made of marks of layout only ("____").
        first = case.view.trim(found[0])
        first = first if first[0] < first[1] else found[0]
        start = max(case.sentence_at(first[0])[0], first[0] - 40)
        while start < first[0] and not case.text[start - 1 : start].isspace() and start:
            start += 1
        around = case.view.quote((start, first[1]))
        many = f"{len(found)} places restent" if len(found) > 1 else "une place reste"
        yield finding(first, f"« {around} » : {many} à remplir. Complétez avant la signature.")


@rule(
    "signature-sans-date",
    "warning",
    source="C. civ. art. 1377 (date certaine) ; pratique : la date de la dernière signature fait courir l'effet",
    says="L'effet dépend de la signature, dont la date n'est pas prévue ou est en blanc.",
)
def undated(case: Case) -> Iterator[Finding]:
    block = case.signatures
    if (
        block is None
        or case.signed_on
        or not (
            case.life.on_signature
            or (case.reading.terms.effect_trigger and case.reading.terms.effect_trigger.value == "last_signature")
        )
    ):
        return
    made = case.search(r"\b(?:fait|signee?)\s+(?:a|en|le)\b[^\n]{0,100}", block)
    first = case.unit_at(block[0])
    here = case.view.trim(made.span() if made else first.span if first else block)
    what = "la date de signature est en blanc" if made else "le bloc de signature n'a ni lieu ni date"
    yield finding(
        here,
        f"« {case.quote(here)} » : {what}, alors que l'effet en dépend. Faites dater chaque signature : "
        "la dernière compte.",
    )


@rule("date-impossible", "error", source="Calendrier grégorien", says="Une date qui n'existe pas.")
def impossible(case: Case) -> Iterator[Finding]:
    for match in case.finditer(
        rf"(?<![\d/.-])(?<![°º] )\b(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(MONTHS)})\b(?:\s+(?P<year>\d{{4}}))?|"
        rf"\b(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>\d{{4}})\b"
    ):
        day = int(match["day"] or match["d"])
        month = MONTHS[match["month"]] if match["month"] else int(match["m"])
        year = int(match["year"] or match["y"] or 2024)
        try:
            datetime.date(year, month, day)
        except ValueError:
            yield finding(match.span(), f"« {case.quote(match.span())} » : cette date n'existe pas. Corrigez-la.")


@rule(
    "jour-et-date", "warning", source="Calendrier grégorien", says="Le jour de la semaine ne correspond pas à la date."
)
def wrong_weekday(case: Case) -> Iterator[Finding]:
    for match in case.finditer(rf"(?P<name>{rx.words(*_DAYS)})\s+{DATE}"):
        day = match["day"] or match["d"]
        try:
            date = datetime.date(
                int(match["year"] or match["y"]),
                MONTHS[match["month"]] if match["month"] else int(match["m"]),
                1 if day == "1er" else int(day),
            )
        except ValueError:
            continue
        right = _DAYS[date.weekday()]
        if right != match["name"]:
            yield finding(
                match.span(),
                f"« {case.quote(match.span())} » : ce jour-là est un {right}. Corrigez le jour ou la date.",
            )
