"""Délibérations and mandates: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import ASSOCIATION, CCAS, COMMUNE, DEPARTEMENT, Texts, write

DATED_COMMUNE = "délibération du conseil municipal n° 2025-07 du 10 février 2025"


def commune(act: str) -> str:
    """The commune, authorised by ``act``."""
    return COMMUNE.replace(DATED_COMMUNE, act)


def mayor(words: str) -> str:
    """The commune, whose representative is ``words``."""
    return COMMUNE.replace("représentée par son maire, Madame Anne Roche, autorisée par la " + DATED_COMMUNE, words)


CASES = {
    "delib-en-blanc": Texts(
        (
            (write(DEPARTEMENT, commune("délibération du conseil municipal n° ........ en date du ........")), "n° ........ en date du ........"),
            (write(DEPARTEMENT, commune("délibération n°       du conseil municipal en date du 10 février 2025")), "délibération n°"),
            (write(DEPARTEMENT, commune("délibération du conseil municipal n° 2025-07 du [à compléter]")), "du [à compléter]"),
        ),
        (
            write(),
            write(DEPARTEMENT, commune("délibération n° 7 du conseil municipal en date du 10 février 2025")),
            write(objet="Les délibérations des deux assemblées sont jointes au dossier."),
        ),
    ),
    "delib-non-citee": Texts(
        (
            (write(DEPARTEMENT, mayor("représentée par son maire, Madame Anne Roche")), "La commune de Clairbourg"),
            (write(DEPARTEMENT, COMMUNE, CCAS.replace(", autorisée par la délibération du conseil d'administration n° 2025-02 du 12 février 2025", "")), "Le centre communal"),
        ),
        (
            write(DEPARTEMENT, mayor("représentée par son maire, Madame Anne Roche"), before="Vu la délibération du conseil municipal de Clairbourg n° 2025-07 du 10 février 2025 ;"),
            write(DEPARTEMENT, ASSOCIATION),
        ),
    ),
    "delib-sans-reference": Texts(
        (
            (write(DEPARTEMENT, commune("délibération du conseil municipal")), "délibération du conseil municipal"),
            (write(DEPARTEMENT, mayor("représentée par son maire, dûment habilité par délibération de son conseil municipal")), "délibération de son conseil municipal"),
        ),
        (
            write(DEPARTEMENT, commune("délibération du conseil municipal du 10 février 2025")),
            write(DEPARTEMENT, commune("délibération du conseil municipal"), before="Vu la délibération du conseil municipal n° 2025-07 du 10 février 2025 ;"),
        ),
    ),
    "delib-mauvais-organe": Texts(
        (
            (write(DEPARTEMENT, COMMUNE, CCAS.replace("conseil d'administration", "conseil municipal")), "conseil municipal"),
            (write(DEPARTEMENT, commune("délibération du conseil départemental n° 4 du 10 février 2025")), "conseil départemental"),
        ),
        (write(DEPARTEMENT, COMMUNE, CCAS), write(DEPARTEMENT.replace("commission permanente", "conseil départemental"))),
    ),
    "mandat-association-absent": Texts(
        (
            (write(DEPARTEMENT, ASSOCIATION.replace(", mandatée par le conseil d'administration du 20 janvier 2025", "")), "représentée par sa présidente, Madame Jeanne Aubry"),
            (
                write(DEPARTEMENT, "L'association Horizon, dont le siège est 2 rue Haute, 72000 Le Mans, représentée par son trésorier, ci-après dénommée « l'Association »,"),
                "représentée par son trésorier",
            ),
        ),
        (write(DEPARTEMENT, ASSOCIATION), write(DEPARTEMENT, ASSOCIATION.replace("mandatée par le conseil d'administration du 20 janvier 2025", "agissant en application des statuts"))),
    ),
    "signature-avant-deliberation": Texts(
        (
            (write(made="Fait à Clairbourg, le 5 février 2025, en {} exemplaires."), DATED_COMMUNE),
            (write(DEPARTEMENT.replace("3 février", "17 mars")), "commission permanente n° CP-2025-12 du 17 mars 2025"),
        ),
        (
            write(made="Fait à Clairbourg, le 10 février 2025, en {} exemplaires."),
            write(made="Fait à Clairbourg, le ............, en {} exemplaires.", objet="La présente convention fait suite à celle du 5 janvier 2024."),
        ),
    ),
    "effet-avant-deliberation": Texts(
        (
            (write(duree="La présente convention prend effet le 1er janvier 2025. Elle est conclue pour une durée d'un an."), "1er janvier 2025"),
            (write(duree="La convention est conclue pour une durée de deux ans à compter du 5 février 2025."), "5 février 2025"),
        ),
        (
            write(duree="La présente convention prend effet le 1er avril 2025. Elle est conclue pour une durée d'un an."),
            write(duree="La présente convention, qui remplace celle qui avait pris effet le 1er janvier 2022, prend effet à sa signature pour un an."),
        ),
    ),
    "effet-avant-signature": Texts(
        (
            (write(duree="La présente convention prend effet le 15 février 2025, pour une durée d'un an."), "15 février 2025"),
            (write(duree="La convention entre en vigueur le 1er mars 2025 et s'achève le 28 février 2026."), "1er mars 2025"),
        ),
        (
            write(duree="La présente convention prend effet le 3 mars 2025, pour une durée d'un an."),
            write(duree="La présente convention prend effet le 15 février 2025, pour une durée d'un an.", made="Fait à Clairbourg, en {} exemplaires."),
        ),
    ),
    "ccas-deux-qualites": Texts(
        (
            (write(DEPARTEMENT, mayor("représentée par son maire, président du CCAS, autorisé par la " + DATED_COMMUNE)), "maire, président du CCAS"),
            (write(DEPARTEMENT, mayor("représentée par Madame Anne Roche, maire et présidente du centre communal d'action sociale, autorisée par la " + DATED_COMMUNE)), "maire et présidente du centre communal"),
        ),
        (
            write(DEPARTEMENT, COMMUNE, CCAS.replace("sa vice-présidente", "le maire, président du CCAS")),
            write(objet="Le maire, président du CCAS, préside la conférence annuelle."),
        ),
    ),
}  # fmt: skip
