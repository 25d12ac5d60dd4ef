"""Information on persons: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import Texts, write

SHARING = "Les services échangent les informations utiles au suivi des personnes accompagnées."
SECRET = "Les agents sont tenus au secret professionnel."
GDPR = "Les parties respectent le règlement (UE) 2016/679 sur la protection des données."
ROLES = "Chaque partie est responsable des traitements qu'elle met en œuvre."


def sharing(*words: str) -> str:
    """A convention whose article on commitments says ``words``."""
    return write(engagements=" ".join(("Le Département s'engage à tenir une permanence.", *words)))


CASES = {
    "donnees-sans-secret": Texts(
        (
            (sharing(SHARING), "échangent les informations utiles au suivi des personnes"),
            (sharing("Le Département transmet une fiche de liaison à la Commune."), "transmet une fiche de liaison"),
            (write(pilotage="Un comité composé de cadres, réuni chaque mois, organise des temps d'échange sur les situations individuelles."), "situations individuelles"),
        ),
        (
            sharing(SHARING, SECRET),
            sharing("Les parties échangent chaque année les données statistiques sur les familles, agrégées par quartier."),
            sharing("Les parties échangent leurs informations sur le logement social."),
        ),
    ),
    "secret-sans-rgpd": Texts(
        ((sharing(SHARING, SECRET), "échangent les informations"), (sharing("Le Département transmet une fiche de liaison à la Commune, en toute confidentialité."), "fiche de liaison")),
        (sharing(SHARING, SECRET, GDPR), sharing(SECRET)),
    ),
    "rgpd-sans-responsable": Texts(
        ((sharing(SHARING, SECRET, GDPR), "2016/679"), (sharing("Le Département transmet une fiche de liaison à la Commune, dans le respect du RGPD."), "RGPD")),
        (sharing(SHARING, SECRET, GDPR, ROLES), sharing(GDPR)),
    ),
    "loi-1978-sans-rgpd": Texts(
        (
            (sharing("Chacun dispose d'un droit d'accès, selon la loi du 6 janvier 1978."), "loi du 6 janvier 1978"),
            (sharing("La Commune applique la loi Informatique et libertés."), "loi Informatique et libertés"),
        ),
        (
            sharing("La Commune applique la loi n° 78-17 du 6 janvier 1978 et le RGPD."),
            write(objet="Chacun dispose d'un droit d'accès, selon la loi du 6 janvier 1978.", made="Fait à Clairbourg, le 3 mars 2017, en {} exemplaires."),
        ),
    ),
}  # fmt: skip
