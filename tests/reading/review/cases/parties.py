"""Parties, signatories, commitments: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import ASSOCIATION, CCAS, COMMUNE, DEPARTEMENT, SIGNED, Texts, write

FEDERATION = ASSOCIATION.replace("L'association Les Passeurs", "La Fédération des Passeurs").replace(
    "« l'Association »", "« la Fédération »"
)
BOUND = "Engagements des associations :\n\n- accueillir chaque personne ;\n- transmettre leurs chiffres.\n\nEngagements du Département :\n\n- tenir une permanence ;\n- prêter un bureau."

CASES = {
    "partie-sans-signature": Texts(
        (
            (write(DEPARTEMENT, COMMUNE, CCAS, signed=f"{SIGNED[DEPARTEMENT]}\n\n{SIGNED[COMMUNE]}"), "Le centre communal"),
            (write(DEPARTEMENT, ASSOCIATION, signed=SIGNED[DEPARTEMENT]), "L'association Les Passeurs"),
        ),
        (
            write(DEPARTEMENT, COMMUNE, CCAS),
            write(DEPARTEMENT, COMMUNE, signed="Le Maire,\n\nLe Président du conseil départemental,\n\nAnne Roche\n\nPaul Lavigne"),
            write(signed=""),
        ),
    ),
    "signataire-non-partie": Texts(
        (
            (write(signed=f"{SIGNED[DEPARTEMENT]}\n\n{SIGNED[COMMUNE]}\n\nPour la Mission locale du Maine,\nle directeur"), "Mission locale du Maine"),
            (write(signed=f"{SIGNED[DEPARTEMENT]}\n\n{SIGNED[COMMUNE]}\n\nPour l'association Les Passeurs,\nla présidente"), "Les Passeurs"),
        ),
        (write(DEPARTEMENT, COMMUNE, CCAS), write(signed="Pour le Président du conseil départemental et par délégation,\nla directrice générale\n\nPour la ville de Clairbourg,\nle maire")),
    ),
    "partie-sans-engagement": Texts(
        (
            (write(DEPARTEMENT, COMMUNE, CCAS, evaluation="Le Département et la Commune dressent chaque année un bilan.", engagements="Le Département s'engage à former les agents.\n\nLe Département s'engage à tenir une permanence.\n\nLa Commune s'engage à prêter un bureau."), "Le centre communal"),
            (write(DEPARTEMENT, ASSOCIATION, evaluation="Le Département dresse chaque année un bilan.", engagements="Le Département s'engage à former les bénévoles.\n\nLe Département s'engage à tenir une permanence.\n\nLe Département s'engage à prêter un bureau.", litiges="Le tribunal administratif de Nantes est compétent après recherche d'un accord amiable."), "Les Passeurs"),
        ),
        (
            write(DEPARTEMENT, COMMUNE, CCAS),
            write(DEPARTEMENT, COMMUNE, CCAS, engagements="Le Département s'engage à former les agents.\n\nLa Commune s'engage à prêter un bureau.\n\nLe CCAS assure le premier accueil.", evaluation="Le Département et la Commune dressent chaque année un bilan."),
        ),
    ),
    "engagement-sans-porteur": Texts(
        (
            (write(evaluation="Un guide commun doit être remis à chaque agent. Un bilan annuel est dressé par les parties."), "Un guide commun doit être remis"),
            (write(pilotage="Les horaires devront être affichés dans chaque lieu d'accueil."), "Les horaires devront être affichés"),
        ),
        (
            write(evaluation="Un guide commun doit être remis à chaque agent par le Département. Un bilan annuel est dressé par les parties."),
            write(modification="L'avenant doit être signé des parties."),
        ),
    ),
    "federation-sans-membres": Texts(
        (
            (write(DEPARTEMENT, FEDERATION, title="CHARTE DE PARTENARIAT", engagements=BOUND), "Engagements des associations"),
            (write(DEPARTEMENT, FEDERATION, engagements="Les associations s'engagent à accueillir chaque personne. Le Département s'engage à tenir une permanence."), "Les associations s'engagent"),
        ),
        (
            write(DEPARTEMENT, FEDERATION, engagements=BOUND, objet="La liste des associations membres figure en annexe.", annex="ANNEXE – Associations\n\n- Les Passeurs ;\n- Le Gué."),
            write(DEPARTEMENT, ASSOCIATION, engagements=BOUND),
        ),
    ),
    "exemplaires-insuffisants": Texts(
        (
            (write(DEPARTEMENT, COMMUNE, CCAS, made="Fait à Clairbourg, le 3 mars 2025, en deux exemplaires originaux."), "en deux exemplaires"),
            (write(made="Fait à Clairbourg, le 3 mars 2025, en un seul exemplaire."), "en un seul exemplaire"),
        ),
        (write(made="Fait à Clairbourg, le 3 mars 2025, en trois exemplaires."), write(DEPARTEMENT, COMMUNE, CCAS, made="Fait à Clairbourg, le 3 mars 2025, en un exemplaire électronique.")),
    ),
}  # fmt: skip
