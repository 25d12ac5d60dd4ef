"""What an agreement says, in plain French: promises that anybody understands, and its terms in a few lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from maillage.agreements.choices import TermName
from maillage.agreements.models import CommitmentVersion, Party, Term
from maillage.reading.output.words import capital, date, enumeration, fold, period, rhythm, typeset

EVERYBODY = "Toutes les parties"
NOBODY = "Le texte ne dit pas qui"
_INFINITIVE = re.compile(
    r"(?:(?:ne|n['’])\s*(?:pas|plus|jamais)?\s*)?(?:(?:s['’]|l['’]|y\s|en\s|se\s|le\s|la\s|les\s|lui\s|leur\s)\s*)?"
    r"[a-zà-ÿ]{2,}(?:er|ir|oir|re)\b",
    re.I,
)
_ENGAGED = re.compile(
    r"(?P<who>[^,;:]{2,80}?)\s+s['’]engage(?P<many>nt)?\s+(?:aussi |également )?à\s+(?P<what>.+)", re.S
)
_ARTICLE = re.compile(r"(?:le |la |les |l['’])", re.I)
_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüœh]", re.I)
_END = " \n\t;,.:"


def bearers_of(version: CommitmentVersion, labels: Mapping[object, str]) -> str:
    """Who bears a commitment, as a sentence begins; ``labels`` are the names of the parties by their key."""
    if version.is_shared_by_all:
        return EVERYBODY
    names = [within(one) for one in _names(version, labels)]
    return capital(enumeration(names)) if names else NOBODY


def _names(version: CommitmentVersion, labels: Mapping[object, str]) -> list[str]:
    return [labels[one.pk] for one in version.bearers.all() if one.pk in labels]


def is_many(version: CommitmentVersion, who: str) -> bool:
    """Whether who bears it is a plural."""
    return version.is_shared_by_all or len(version.bearers.all()) > 1 or who.lower().startswith("les ")


def promise_of(version: CommitmentVersion, labels: Mapping[object, str]) -> str:
    """A commitment as one tells it: "Le CCAS promet d’orienter ..."; a whole sentence of the text stays what it is."""
    text = fold(version.text).rstrip(_END)
    who = bearers_of(version, labels)
    engaged = _ENGAGED.match(text)
    if engaged:
        verb = "promettent" if engaged["many"] else "promet"
        return typeset(f"{capital(engaged['who'])} {verb} {of_infinitive(engaged['what'])}.")
    if _INFINITIVE.match(text) and who != NOBODY:
        verb = "promettent" if is_many(version, who) else "promet"
        return typeset(f"{who} {verb} {of_infinitive(text)}.")
    if who in {NOBODY, EVERYBODY} or any(_bare(one) in text.casefold() for one in _names(version, labels)):
        return typeset(f"{capital(text)}.")
    return typeset(f"{who} : {text[:1].lower() + text[1:]}.")


def deed_of(version: CommitmentVersion) -> str:
    """What is promised alone, to follow the name of who promises: "orienter les personnes vers le bon service"."""
    text = fold(version.text).rstrip(_END)
    engaged = _ENGAGED.match(text)
    return engaged["what"] if engaged else text


def within(name: str) -> str:
    """A name inside a sentence: its article loses its capital, unless all are capitals."""
    return name[:1].lower() + name[1:] if _ARTICLE.match(name) and not name.isupper() else name


def _bare(who: str) -> str:
    return _ARTICLE.sub("", who).strip().casefold()


def of_infinitive(text: str) -> str:
    """ "informer" gives "d’informer", "tenir" gives "de tenir"."""
    small = text[:1].lower() + text[1:]
    return f"d’{small}" if _VOWEL.match(small) else f"de {small}"


def labels_of(parties: Iterable[Party]) -> dict[object, str]:
    """The names of parties by their key, as the text calls them."""
    return {one.pk: capital(one.label) for one in parties}


_TRIGGERS = {
    "last_signature": "Il prend effet à la dernière signature.",
    "notification": "Il prend effet à sa notification.",
    "other": "Il prend effet à l’événement que dit le texte.",
}
_RENEWALS = {
    "tacit": "Il se reconduit sans que personne ait à écrire",
    "express": "Il ne se reconduit que si les parties le décident",
    "none": "Il ne se reconduit pas",
}
_FORMS = {"registered_letter": "par lettre recommandée", "written": "par écrit"}


def sentences_of(terms: Iterable[Term]) -> list[tuple[str, str]]:
    """The life of the agreement in at most six sentences, each with the words that it rests on."""
    rows = {one.name: one for one in terms}
    told = [_effect(rows), _length(rows), _renewal(rows), _leaving(rows), _rhythm(rows), _dispute(rows)]
    return [(typeset(said), quote) for said, quote in told if said]


def _value(rows: Mapping[str, Term], name: TermName) -> str:
    return rows[name].value if name in rows else ""


def _quote(rows: Mapping[str, Term], *names: TermName) -> str:
    return next((fold(rows[name].quote) for name in names if name in rows and rows[name].quote), "")


def _effect(rows: Mapping[str, Term]) -> tuple[str, str]:
    on = _value(rows, TermName.EFFECT_DATE)
    said = f"Il prend effet le {date(on)}." if on else _TRIGGERS.get(_value(rows, TermName.EFFECT_TRIGGER), "")
    return said, _quote(rows, TermName.EFFECT_DATE, TermName.EFFECT_TRIGGER)


def _length(rows: Mapping[str, Term]) -> tuple[str, str]:
    length, end = _value(rows, TermName.DURATION), _value(rows, TermName.END_DATE)
    parts = [f"dure {period(length)}" if length else "", f"prend fin le {date(end)}" if end else ""]
    said = enumeration([one for one in parts if one])
    return f"Il {said}." if said else "", _quote(rows, TermName.DURATION, TermName.END_DATE)


def _renewal(rows: Mapping[str, Term]) -> tuple[str, str]:
    mode = _RENEWALS.get(_value(rows, TermName.RENEWAL_MODE), "")
    if not mode:
        return "", ""
    each, times = _value(rows, TermName.RENEWAL_PERIOD), _value(rows, TermName.RENEWAL_MAX_TIMES)
    said = mode + (f", par périodes de {period(each)}" if each else "") + (f", {times} fois au plus" if times else "")
    return f"{said}.", _quote(rows, TermName.RENEWAL_MODE, TermName.RENEWAL_PERIOD)


def _leaving(rows: Mapping[str, Term]) -> tuple[str, str]:
    notice, form = _value(rows, TermName.NOTICE_PERIOD), _FORMS.get(_value(rows, TermName.NOTICE_FORM), "")
    if not notice and not form:
        return "", ""
    how = " ".join(part for part in (form, f"{period(notice)} à l’avance" if notice else "") if part)
    return f"Une partie peut le quitter, {how}.", _quote(rows, TermName.NOTICE_PERIOD, TermName.NOTICE_FORM)


def _rhythm(rows: Mapping[str, Term]) -> tuple[str, str]:
    each = _value(rows, TermName.EVALUATION_PERIODICITY)
    return f"Un bilan en est fait {rhythm(each)}." if each else "", _quote(rows, TermName.EVALUATION_PERIODICITY)


def _dispute(rows: Mapping[str, Term]) -> tuple[str, str]:
    court = _value(rows, TermName.DISPUTE_COURT)
    amicable = _value(rows, TermName.DISPUTE_AMICABLE_FIRST) == "true"
    if not court and not amicable:
        return "", ""
    parts = ["d’abord à l’amiable" if amicable else "", f"« {fold(court)} »" if court else ""]
    said = ", puis devant ".join(part for part in parts if part) if amicable else f"devant {parts[1]}"
    return f"Un litige se règle {said}.", _quote(rows, TermName.DISPUTE_AMICABLE_FIRST, TermName.DISPUTE_COURT)


_VALUES = {
    TermName.EFFECT_TRIGGER: {
        "last_signature": "à la dernière signature",
        "notification": "à sa notification",
        "other": "à l’événement que dit le texte",
    },
    TermName.RENEWAL_MODE: {"tacit": "tacite", "express": "expresse", "none": "exclue"},
    TermName.NOTICE_FORM: _FORMS,
    TermName.DISPUTE_AMICABLE_FIRST: {"true": "d’abord à l’amiable", "false": "sans étape amiable"},
    TermName.AMENDMENT_BY: {"avenant": "par avenant"},
}
_RHYTHMS = {TermName.AMENDMENT_PERIODICITY, TermName.EVALUATION_PERIODICITY}
_DATES = {TermName.EFFECT_DATE, TermName.END_DATE}


def value_of(term: Term) -> str:
    """The value of one clause in French: "3 ans", "tacite", "31 décembre 2027"."""
    name = TermName(term.name)
    if name in _DATES:
        return date(term.value)
    if name in _RHYTHMS:
        return rhythm(term.value)
    if name == TermName.RENEWAL_MAX_TIMES:
        return f"{term.value} fois au plus"
    return _VALUES.get(name, {}).get(term.value) or period(term.value)
