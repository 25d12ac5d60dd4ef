"""Grants and avenants: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import ASSOCIATION, DEPARTEMENT, GRANT, Texts, grant, write

GIVES = "Le Département accorde à l'Association une participation financière pour ses actions."
REPORT = GRANT["Comptes"]


def avenant(title: str, purpose: str = "Le présent avenant ajoute un accueil du soir.") -> str:
    """An avenant of this title."""
    return write(
        title=title,
        articles={
            "Objet": purpose,
            "Effet": "Le présent avenant prend effet à sa signature. Le Département s'engage à ouvrir l'accueil.",
        },
    )


CASES = {
    "subvention-sans-montant": Texts(
        (
            (grant(subvention="Le Département attribue à l'Association une subvention annuelle.", versement="La subvention est versée en deux fois."), "attribue à l'Association une subvention"),
            (grant(subvention=GIVES, versement="Elle est versée en une fois, à la signature."), "participation financière"),
        ),
        (grant(), grant(subvention="Le Département attribue à l'Association une subvention de trente mille euros.", versement="Elle est versée en une fois.")),
    ),
    "subvention-sans-versement": Texts(
        ((grant(versement=None), "attribue à l'Association une subvention"), (grant(versement=None, subvention="Le Département accorde à l'Association une aide financière de 5 000 €."), "aide financière")),
        (grant(versement="La subvention est versée au plus tard le 30 juin."), grant(versement="Un acompte de la moitié est mandaté en mars, le solde en octobre.")),
    ),
    "subvention-sans-compte-rendu": Texts(
        ((grant(comptes="Le Département peut contrôler l'emploi de la subvention. La part non utilisée est reversée."), "subvention"), (grant(comptes="L'Association remet un rapport d'activité. Le Département la contrôle et peut demander le remboursement."), "subvention")),
        (grant(), grant(comptes="L'Association remet un bilan financier chaque année. Le Département le contrôle. Le trop-perçu est restitué.")),
    ),
    "subvention-sans-controle": Texts(
        ((grant(comptes="L'Association remet un compte rendu financier. La part non utilisée est reversée."), "subvention"), (grant(comptes="L'Association rend un bilan financier ; l'excédent est rendu."), "subvention")),
        (grant(), grant(comptes="L'Association remet un compte rendu financier. Elle accepte toute vérification sur pièces. L'excédent est restitué.")),
    ),
    "subvention-sans-reversement": Texts(
        ((grant(comptes="L'Association remet un compte rendu financier. Le Département contrôle l'emploi de la subvention."), "subvention"), (grant(comptes="L'Association remet un rapport financier, que le Département contrôle."), "subvention")),
        (grant(), grant(comptes="L'Association remet un compte rendu financier. Le Département contrôle son emploi et peut demander le remboursement.")),
    ),
    "engagement-republicain-absent": Texts(
        ((grant(engagement_republicain=None), "subvention"), (grant(engagement_republicain=None, subvention="Le Département accorde à l'Association une aide financière de 5 000 €."), "aide financière")),
        (grant(), write(DEPARTEMENT, ASSOCIATION, objet="La présente charte ne donne lieu à aucune subvention.")),
    ),
    "subvention-reconduction-tacite": Texts(
        (
            (grant(duree="La convention prend effet à sa signature pour un an. Elle est renouvelée chaque année par tacite reconduction, trois fois au plus."), "tacite reconduction"),
            (grant(duree="La convention est conclue pour deux ans à compter de sa signature, reconduite tacitement pour la même durée, une fois."), "reconduite tacitement"),
        ),
        (
            grant(),
            write(DEPARTEMENT, ASSOCIATION, duree="La convention prend effet à sa signature pour un an. Elle est renouvelée chaque année par tacite reconduction, trois fois au plus."),
        ),
    ),
    "avenant-sans-reference": Texts(
        ((avenant("AVENANT"), "AVENANT"), (avenant("AVENANT N° 2"), "AVENANT N° 2")),
        (avenant("AVENANT N° 1 à la convention de partenariat du 3 mars 2024"), avenant("AVENANT N° 1", "Le présent avenant modifie la charte signée le 3 mars 2024.")),
    ),
}  # fmt: skip
