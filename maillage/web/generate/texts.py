"""Writes one agreement: a kind, a layout, parties, what each promises, and what the text says of its own life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from maillage.web.generate.bank import (
    BODY,
    DELAYS,
    FIRST_YEAR,
    MATTERS,
    MONTHS,
    PLACE,
    PRINCIPLES,
    RHYTHMS,
    WEEKDAYS,
)

LEAST, MOST = 12, 40  # commitments of a text, besides the one of its follow-up
COMMON = 0.3  # of the lists are promised by all parties
WITH_A_PLACE, WITH_A_BODY, WITH_A_FEDERATION = "place", "body", "federation"


@dataclass(frozen=True)
class Side:
    """A party as the text names it. ``key``: which organisation it stands for; ``subject`` begins a sentence."""

    key: str
    block: str
    short: str
    subject: str


@dataclass(frozen=True)
class Written:
    """A text, the parties that it has in its order, and with whom: a place, an association or a federation."""

    text: str
    parties: tuple[str, ...]
    partner: str


def write(rng: Random, departement: str) -> Written:
    """A text of a kind drawn by ``rng``, between ``departement`` and partners."""
    partner = rng.choice((WITH_A_PLACE, WITH_A_PLACE, WITH_A_BODY, WITH_A_FEDERATION))
    sides = _sides(rng, departement, partner)
    headings = _headings(rng)
    articles = [("Objet", _purpose(rng, sides)), *_matters(rng, sides), *_life(rng, sides)]
    body: list[str] = []
    for number, (heading, lines) in enumerate(articles, 1):
        body += ["", headings(number, heading), *lines]
    place = PLACE if partner == WITH_A_PLACE else "Montclair"
    ends = ["", f"Fait à {place}, le {_day(rng)} {FIRST_YEAR}, en deux exemplaires", ""]
    ends += [f"Pour {side.short}" for side in sides]
    lines = [_title(rng, partner), "", *_block(rng, sides), *_preamble(rng), *body, *ends, ""]
    return Written("\n".join(lines), tuple(side.key for side in sides), partner)


def _title(rng: Random, partner: str) -> str:
    matter = rng.choice(sorted(MATTERS)).lower()
    whom = {WITH_A_PLACE: f"de {PLACE}", WITH_A_BODY: f"avec l’association {BODY}"}.get(
        partner, f"avec la Fédération {BODY}"
    )
    years = f"{FIRST_YEAR + 1}-{FIRST_YEAR + 4}"
    return rng.choice(
        (
            f"PROTOCOLE LOCAL DE COOPÉRATION {whom}",
            f"CONVENTION DE PARTENARIAT {whom}, {matter}",
            f"CONVENTION PLURIANNUELLE D’OBJECTIFS ET DE MOYENS {years} {whom}",
            f"CHARTE DE COOPÉRATION {years} {whom}, {matter}",
            f"CONTRAT TERRITORIAL {years} {whom}, {matter}",
            f"AVENANT N° {rng.randint(1, 4)} À LA CONVENTION DE PARTENARIAT {whom}",
            f"CONVENTION {whom} relative à l’action commune : {matter}",
        )
    )


def _sides(rng: Random, departement: str, partner: str) -> list[Side]:
    def by_virtue(body: str) -> str:
        number = f"{FIRST_YEAR}-{rng.randint(10, 989)}"
        return f"agissant en vertu de la délibération n° {number} du {body} en date du {_day(rng)} {FIRST_YEAR}"

    sides = [
        Side(
            "departement",
            f"Le {departement}, représenté par son président, "
            f"{by_virtue('conseil départemental')}, ci-après dénommé « le Département »",
            "le Département",
            "Le Département",
        )
    ]
    if partner == WITH_A_PLACE:
        if rng.random() < 0.6:
            block = f"La commune de {PLACE}, représentée par sa maire, {by_virtue('conseil municipal')}"
            sides.append(Side("commune", f"{block}, ci-après dénommée « la Commune »", "la Commune", "La Commune"))
        block = f"Le centre communal d’action sociale de {PLACE}, représenté par sa présidente, "
        block += by_virtue("conseil d’administration")
        sides.append(Side("ccas", f"{block}, ci-après dénommé « le CCAS »", "le CCAS", "Le CCAS"))
        return sides
    sort, short = ("fédération", "la Fédération") if partner == WITH_A_FEDERATION else ("association", "l’Association")
    name = f"{'La Fédération' if partner == WITH_A_FEDERATION else 'L’association'} {BODY}"
    block = f"{name}, {sort} régie par la loi du 1er juillet 1901, représentée par sa présidente, "
    block += f"{by_virtue('conseil d’administration')}, ci-après dénommée « {short} »"
    sides.append(Side(partner, block, short, short[0].upper() + short[1:]))
    return sides


def _block(rng: Random, sides: list[Side]) -> list[str]:
    if rng.random() < 0.5:
        lines = ["ENTRE", ""]
        for at, side in enumerate(sides):
            lines += [f"{side.block},", "d’une part," if at == 0 else "d’autre part,", ""]
            lines += ["ET", ""] if at + 1 < len(sides) else []
        return [*lines, "IL EST CONVENU CE QUI SUIT"]
    blocks = [f"- {side.block}{',' if at + 1 < len(sides) else '.'}" for at, side in enumerate(sides)]
    return ["Entre les soussignés :", *blocks, "", "Il a été convenu et arrêté ce qui suit :"]


def _preamble(rng: Random) -> list[str]:
    if rng.random() < 0.4:
        return []
    chosen = ", ".join(rng.sample(PRINCIPLES, 3))
    return ["", "PRÉAMBULE", f"Les parties partagent plusieurs principes : {chosen}."]


def _headings(rng: Random) -> Callable[[int, str], str]:
    return rng.choice(
        (
            lambda number, heading: f"Article {number} – {heading}",
            lambda number, heading: f"ARTICLE {'1er' if number == 1 else number} : {heading.upper()}",
            lambda number, heading: f"Art. {number}. {heading}",
            lambda number, heading: f"Article {'1er' if number == 1 else number}. {heading}",
        )
    )


def _purpose(rng: Random, sides: list[Side]) -> list[str]:
    whom = " et ".join(side.short for side in sides)
    return [
        (
            f"Le présent accord organise le travail commun entre {whom}. "
            f"Il a pour objectif de mieux répondre aux habitants et repose sur {rng.choice(PRINCIPLES)}."
        )
    ]


def _matters(rng: Random, sides: list[Side]) -> list[tuple[str, list[str]]]:
    wanted = rng.randint(LEAST, MOST)
    articles: list[tuple[str, list[str]]] = []
    for matter in rng.sample(sorted(MATTERS), min(len(MATTERS), 1 + wanted // 6)):
        count = min(len(MATTERS[matter]), wanted)
        phrases = [_filled(rng, phrase) for phrase in rng.sample(MATTERS[matter], count)]
        articles.append((matter, _promises(rng, sides, phrases)))
        wanted -= count
        if not wanted:
            break
    return articles


def _promises(rng: Random, sides: list[Side], phrases: list[str]) -> list[str]:
    lines: list[str] = []
    mark = rng.choice(("- ", "– ", "• ", "a) "))
    while phrases:
        side = rng.choice(sides)
        count = rng.randint(1, 4)
        some, phrases = phrases[:count], phrases[count:]
        if len(some) == 1:
            verb = rng.choice(("s’engage à", "s’engage à", "s’efforce de", "veille à"))
            lines.append(f"{side.subject} {verb} {some[0]}.")
            continue
        who = "Les parties s’engagent" if rng.random() < COMMON else f"{side.subject} s’engage"
        lines.append(f"{who} à :")
        for at, phrase in enumerate(some):
            sign = f"{'abcdefgh'[at]}) " if mark == "a) " else mark
            lines.append(f"{sign}{phrase}{' ;' if at + 1 < len(some) else '.'}")
    return lines


def _life(rng: Random, sides: list[Side]) -> list[tuple[str, list[str]]]:
    effect, end = FIRST_YEAR + 1, FIRST_YEAR + 1 + rng.randint(1, 4)
    years, months = rng.choice(("deux", "trois", "quatre")), rng.choice(("deux", "trois", "six"))
    until = f"Son échéance est fixée au 31 décembre {end}."
    lasting = rng.choice(
        (
            f"Le présent accord prend effet le 1er {rng.choice(MONTHS)} {effect}. Il s’achève le 31 décembre {end}.",
            f"Il prend effet le 1er janvier {effect} pour une durée de {years} ans. {until}",
            "Il prend effet à la date de sa signature par toutes les parties, pour une durée de trois ans.",
            "Il prend effet à sa notification, pour une durée d’un an, renouvelable par tacite reconduction.",
        )
    )
    letter = "par lettre recommandée avec accusé de réception"
    leaving = rng.choice(
        (
            f"Chaque partie peut le dénoncer {letter}, moyennant un préavis de {months} mois.",
            f"Il peut être résilié par écrit, avec un préavis de {months} mois.",
        )
    )
    follow = [
        f"Un comité de suivi se réunit {rng.choice(RHYTHMS)}. Il est composé d’un représentant de chaque partie.",
        "Les parties s’engagent à établir un bilan annuel de la mise en œuvre du présent accord.",
    ]
    articles = [("Suivi et évaluation", follow), ("Durée", [lasting]), ("Résiliation", [leaving])]
    if rng.random() < 0.6:
        articles.append(("Modification", ["Le présent accord peut être modifié par avenant signé des parties."]))
    if rng.random() < 0.5:
        said = "Les parties recherchent un règlement amiable avant de saisir le tribunal administratif compétent."
        articles.append(("Litiges", [said]))
    if len(sides) == 2 and rng.random() < 0.3:
        amount = rng.randint(5, 90) * 1000
        said = f"Le Département verse une subvention de {amount:,} euros par an.".replace(",", "\u00a0")
        articles.insert(0, ("Moyens", [said]))
    return articles


def _filled(rng: Random, phrase: str) -> str:
    return phrase.format(
        weekday=rng.choice(WEEKDAYS),
        delay=rng.choice(DELAYS),
        rhythm=rng.choice(RHYTHMS),
        number=rng.choice((6, 8, 10, 12, 15, 20, 24, 30)),
    )


def _day(rng: Random) -> str:
    return f"{rng.randint(2, 28)} {rng.choice(MONTHS)}"
