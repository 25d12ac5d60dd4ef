"""The French words of every output: periods, dates, amounts, natures, strengths and severities, without any layout.

Numbers are tied to what they count by a no-break space (U+00A0).
"""

from __future__ import annotations

import re

from maillage.reading.model import Party, Reading

NBSP = "\u00a0"

KINDS = {
    "charte": "Charte",
    "convention": "Convention",
    "protocole": "Protocole",
    "contrat": "Contrat",
    "avenant": "Avenant",
    "cpom": "Contrat pluriannuel d’objectifs et de moyens",
    "com": "Convention d’objectifs et de moyens",
    "statuts": "Convention constitutive",
    "autre": "Accord",
}
NATURES = {
    "public": "personne publique",
    "association": "association",
    "company": "entreprise",
    "person": "personne",
    "other": "autre",
}
STRENGTHS = {"firm": "ferme", "best_efforts": "de moyens", "conditional": "conditionnel", "envisaged": "envisagé"}
SEVERITIES = {"error": "À corriger", "warning": "À vérifier", "advice": "Conseil"}
MENTIONS = {
    "principle": "Principe",
    "objective": "Objectif",
    "theme": "Thème",
    "amount": "Montant",
    "date": "Date",
    "law": "Texte de droit",
    "framework": "Cadre",
    "article": "Renvoi",
    "annex": "Annexe",
    "agreement": "Autre accord",
    "blank": "À compléter",
}

# Themes are named without accents by the recognisers.
_THEMES = {
    "sante": "santé",
    "acces aux droits": "accès aux droits",
    "donnees et secret": "données et secret",
    "evaluation et observation": "évaluation et observation",
}
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_RHYTHMS = {
    "P1Y": "chaque année",
    "P12M": "chaque année",
    "P6M": "chaque semestre",
    "P3M": "chaque trimestre",
    "P1M": "chaque mois",
    "P1W": "chaque semaine",
    "P7D": "chaque semaine",
    "P1D": "chaque jour",
}


def count(number: int, one: str, many: str | None = None) -> str:
    """``count(2, "partie")`` gives "2 parties"; nought is singular, as French has it."""
    return f"{number}{NBSP}{one if number < 2 else many or one + 's'}"


def period(iso: str) -> str:
    """An ISO 8601 duration in words: P3Y gives "3 ans", P18M "18 mois"; what is none comes back as it was."""
    found = _PERIOD.fullmatch(iso)
    if not found or not any(found.groups()):
        return iso
    years, months, weeks, days = (int(part) if part else 0 for part in found.groups())
    parts = [
        count(years, "an") if years else "",
        count(months, "mois", "mois") if months else "",
        count(weeks, "semaine") if weeks else "",
        count(days, "jour") if days else "",
    ]
    return enumeration([part for part in parts if part])


def rhythm(iso: str) -> str:
    """The same duration as a rhythm: P1Y gives "chaque année", P2Y "tous les 2 ans"."""
    if iso in _RHYTHMS:
        return _RHYTHMS[iso]
    said = period(iso)
    return iso if said == iso else f"{'toutes' if 'semaine' in said else 'tous'} les {said}"


def date(iso: str) -> str:
    """2026-01-31 gives "31 janvier 2026"; a month alone gives "janvier 2026"."""
    parts = iso.split("-")
    if (
        not all(part.isascii() and part.isdigit() for part in parts)
        or not 1 <= len(parts) <= 3
        or (len(parts) > 1 and not 1 <= int(parts[1]) <= 12)
    ):
        return iso
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, _MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, "1er" if int(parts[2]) == 1 else str(int(parts[2])))
    return NBSP.join(words)


def amount(euros: str) -> str:
    """12345.00 gives "12 345 €", 10.50 "10,50 €"."""
    whole, _, cents = euros.partition(".")
    if not (whole.isascii() and whole.isdigit()):
        return euros
    spaced = f"{int(whole):,}".replace(",", NBSP)
    return f"{spaced}{',' + cents if cents.strip('0') else ''}{NBSP}€"


def enumeration(parts: list[str], last: str = "et") -> str:
    """ "a, b et c", or with another word than "et" before the last."""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def capital(text: str) -> str:
    """The text with a capital first letter, the rest as it stands."""
    return text[:1].upper() + text[1:]


def fold(text: str) -> str:
    """White space folded to single spaces; no-break spaces are kept inside the words they tie."""
    return re.sub(r"[^\S\u00a0\u202f]+", " ", text).strip()


def shorten(text: str, width: int) -> str:
    """The text folded and, if it is too long, cut at a word with an ellipsis: at most ``width`` characters."""
    text = fold(text)
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    return (cut[: cut.rindex(" ")] if " " in cut[width // 2 :] else cut).rstrip(" ,;:–-") + "…"


def shown(name: str) -> str:
    """A file name that can be printed: bytes that were not text become question marks in diamonds."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def party_label(party: Party) -> str:
    """How a party is called in a note: its short name in the text, else its name."""
    return capital(shorten(party.short_name or party.name, 60)) or "Partie sans nom"


def of(label: str) -> str:
    """ "Le Département" gives "du Département", "L’association" "de l’association", "Ourcelle" "d’Ourcelle"."""
    for article, contracted in (("le ", "du "), ("les ", "des "), ("la ", "de la "), ("l’", "de l’"), ("l'", "de l’")):
        if label.lower().startswith(article):
            return contracted + label[len(article) :]
    return ("d’" if label[:1].lower() in "aàâeéèêiîoôuy" and not label.isupper() else "de ") + label


def bearers(reading: Reading, ids: tuple[str, ...], binding: str) -> str:
    """Who bears a commitment, to follow "Engagement": "du Département", "réciproque"; else ": personne n’est nommé"."""
    labels = {party.id: party_label(party) for party in reading.parties}
    known = [labels[each] for each in ids if each in labels]
    if not known:
        return ": personne n’est nommé"
    if binding == "reciprocal":
        return "réciproque"
    if len(known) > 1 and (binding == "all" or len(known) == len(labels)):
        return "des deux parties" if len(labels) == 2 else "de toutes les parties"
    return enumeration([of(label) for label in known]) if len(known) < 4 else f"de {count(len(known), 'partie')}"


def theme(name: str) -> str:
    """The theme of a commitment with its accents."""
    return _THEMES.get(name, name)


def promise(text: str, width: int) -> str:
    """The words of a commitment as one of a list: a capital, no sign at the end, at most ``width`` characters."""
    return capital(shorten(text.rstrip(" \n;,.:"), width))


def typeset(sentence: str) -> str:
    """A French sentence with no-break spaces inside « » and before ``; : ! ?``, so that no sign heads a line."""
    for sign in ("»", ";", ":", "!", "?"):
        sentence = sentence.replace(f" {sign}", f"\u00a0{sign}")
    return sentence.replace("« ", "«\u00a0")
