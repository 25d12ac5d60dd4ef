"""Short agreements for the rules of the review: a sound text whose parts a test replaces, and what the review says of it."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.reading import read_text
from maillage.reading.model import Defect

DEPARTEMENT = (
    "Le Département de la Sarthe, dont le siège est à l'hôtel du Département, place Aristide-Briand, 72000 Le Mans, représenté par son "
    "président, Monsieur Paul Lavigne, autorisé par la délibération de la commission permanente n° CP-2025-12 du 3 février 2025, "
    "ci-après dénommé « le Département »,"
)
COMMUNE = (
    "La commune de Clairbourg, dont le siège est à l'hôtel de ville, 1 place du Marché, 72150 Clairbourg, représentée par son maire, Madame "
    "Anne Roche, autorisée par la délibération du conseil municipal n° 2025-07 du 10 février 2025, ci-après dénommée « la Commune »,"
)
CCAS = (
    "Le centre communal d'action sociale de Clairbourg, dont le siège est 3 rue Basse, 72150 Clairbourg, représenté par sa vice-présidente, "
    "Madame Claire Morin, autorisée par la délibération du conseil d'administration n° 2025-02 du 12 février 2025, ci-après dénommé « le CCAS »,"
)
ASSOCIATION = (
    "L'association Les Passeurs, association régie par la loi du 1er juillet 1901, dont le siège est 8 rue des Tanneurs, 72000 Le Mans, "
    "représentée par sa présidente, Madame Jeanne Aubry, mandatée par le conseil d'administration du 20 janvier 2025, ci-après dénommée "
    "« l'Association »,"
)
SIGNED = {
    DEPARTEMENT: "Pour le Département,\nle président du conseil départemental\n\nPaul Lavigne",
    COMMUNE: "Pour la Commune,\nle maire\n\nAnne Roche",
    CCAS: "Pour le CCAS,\nla vice-présidente\n\nClaire Morin",
    ASSOCIATION: "Pour l'Association,\nla présidente\n\nJeanne Aubry",
}
ARTICLES = {
    "Objet": "La présente convention organise la coopération des parties en faveur des habitants de Clairbourg.",
    "Engagements": "Le Département s'engage à tenir une permanence sociale chaque mardi.\n\nLa Commune s'engage à prêter un bureau équipé.",
    "Pilotage": "Un comité de suivi se réunit deux fois par an. Il est composé du directeur des solidarités et de la directrice générale des services.",
    "Évaluation": "Les parties dressent ensemble, chaque année, un bilan de la présente convention.",
    "Durée": "La présente convention prend effet à la date de la dernière signature. Elle est conclue pour une durée de trois ans. Elle peut être renouvelée une fois, par une décision expresse des parties.",
    "Modification": "Toute modification de la présente convention fait l'objet d'un avenant signé des parties.",
    "Résiliation": "Chaque partie peut résilier la présente convention par lettre recommandée avec avis de réception, sous réserve d'un préavis de trois mois à compter de la réception de la lettre.",
    "Litiges": "Les parties recherchent d'abord un accord amiable. À défaut, le litige est porté devant le tribunal administratif de Nantes.",
}
GRANT = {
    "Objet": "La présente convention fixe les conditions dans lesquelles le Département soutient le programme d'actions de l'Association.",
    "Engagements": "L'Association s'engage à tenir un accueil de jour cinq matinées par semaine.\n\nLe Département s'engage à désigner un correspondant de l'Association.",
    "Subvention": "Le Département attribue à l'Association une subvention de 30 000 € pour l'année 2025.",
    "Versement": "La subvention est versée en deux fois :\n\n- 20 000 € dans le mois qui suit la signature ;\n- 10 000 € avant le 30 septembre 2025.",
    "Comptes": "L'Association transmet au Département le compte rendu financier dans les six mois qui suivent la fin de l'exercice. Le Département peut en contrôler l'emploi, sur pièces et sur place. La part non utilisée est reversée.",
    "Engagement républicain": "L'Association a souscrit le contrat d'engagement républicain et en informe ses membres.",
    **{name: ARTICLES[name] for name in ("Évaluation", "Durée", "Modification", "Résiliation", "Litiges")},
}  # fmt: skip


@dataclass(frozen=True)
class Texts:
    """What a rule must catch, each with the words of its span (a part of them), and what it must leave alone."""

    catches: tuple[tuple[str, str], ...]
    spares: tuple[str, ...]


def write(
    *parties: str,
    articles: dict[str, str] = ARTICLES,
    title: str = "CONVENTION DE PARTENARIAT",
    before: str = "",
    made: str = "Fait à Clairbourg, le 3 mars 2025, en {} exemplaires.",
    signed: str | None = None,
    annex: str = "",
    word: str = "Article",
    **changed: str | None,
) -> str:
    """An agreement: ``changed`` replaces the text of articles (a name without accents or spaces), None removes one, a new name adds one at the end.

    Articles are numbered in order unless their text opens by "=": then the rest of the line is their whole heading.
    """
    parties = parties or (DEPARTEMENT, COMMUNE)
    named = {_key(name): (name, text) for name, text in articles.items()}
    for key, text in changed.items():
        named[key] = (named[key][0] if key in named else key.replace("_", " ").capitalize(), text or "")
        if text is None:
            del named[key]
    body = []
    for number, (name, text) in enumerate(named.values(), 1):
        heading, _, rest = text[1:].partition("\n") if text.startswith("=") else (f"{word} {number} – {name}", "", text)
        body.append(f"{heading}\n\n{rest}" if rest else heading)
    sides = [f"{party}\n{'d’une part,' if index == 0 else 'd’autre part,'}" for index, party in enumerate(parties)]
    names = ("zéro", "un", "deux", "trois", "quatre")[len(parties)]
    end = "\n\n".join(SIGNED.get(party, "") for party in parties) if signed is None else signed
    parts = [
        title,
        "Entre",
        "\n\net\n\n".join(sides),
        before,
        "Il est convenu ce qui suit :",
        *body,
        made.format(names),
        end,
        annex,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _key(name: str) -> str:
    from maillage.foundations.folding import squash

    return squash(name).replace(" ", "_")


def grant(**changed: str | None) -> str:
    """A convention by which a département grants money to an association; as :func:`write`."""
    return write(DEPARTEMENT, ASSOCIATION, articles=GRANT, title="CONVENTION D'OBJECTIFS ET DE MOYENS", **changed)  # type: ignore[arg-type]


def judge(text: str) -> tuple[Defect, ...]:
    """The review of ``text``."""
    reading = read_text(text)
    assert reading.is_agreement, reading.nature_reason
    return reading.review
