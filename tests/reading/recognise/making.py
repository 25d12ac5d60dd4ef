"""Agreements of the invented Ourcelle, made around a few words under test."""

from __future__ import annotations

from maillage.reading import Reading, read_text
from maillage.reading.model import Commitment

DEPARTEMENT = (
    "Le Département de l'Ourcelle, représenté par Mme Anne Solvert, présidente du conseil départemental, "
    "ci-après dénommé « le Département », d'une part,"
)
ASSOCIATION = (
    "L'association Les Mains tendues, dont le siège est 3 rue des Tanneurs à Villebrume, représentée par M. Paul Orme, "
    "son président, ci-après dénommée « l'Association », d'autre part,"
)
AGREED = "Il est convenu ce qui suit :"


def block(*parties: str, title: str = "CONVENTION DE PARTENARIAT") -> Reading:
    """The reading of an agreement between these parties, each on lines of its own."""
    return read_text(
        f"{title}\n\nENTRE\n\n" + "\n\nET\n\n".join(parties) + f"\n\n{AGREED}\n\nArticle 1 : Objet\nObjet.\n"
    )


def agreed(
    body: str, *, heading: str = "Engagements", parties: tuple[str, ...] = (DEPARTEMENT, ASSOCIATION)
) -> Reading:
    """The reading of an agreement whose article 1 holds ``body``; the département is p1, the association p2."""
    between = "\n\nET\n\n".join(parties)
    return read_text(
        f"CONVENTION DE PARTENARIAT\n\nENTRE\n\n{between}\n\n{AGREED}\n\nArticle 1 : {heading}\n{body}\n\n"
        "Article 2 : Divers\nLa présente convention comprend deux pages.\n"
    )


def commitments(body: str, **given: object) -> list[Commitment]:
    """The commitments of an agreement whose article 1 holds ``body``."""
    return list(agreed(body, **given).commitments)  # type: ignore[arg-type]


def told(body: str, **given: object) -> list[tuple[str, str]]:
    """Each commitment as (form, bearers): ("explicit", "p1 p2"); no bearer is ""."""
    return [(found.form, " ".join(found.bearers)) for found in commitments(body, **given)]
