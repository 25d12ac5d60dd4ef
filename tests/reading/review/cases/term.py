"""Start, duration, end, renewal: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import ASSOCIATION, DEPARTEMENT, Texts, grant, write

START = "La présente convention prend effet à la date de la dernière signature."


def lasting(words: str) -> str:
    """A convention whose article on duration says ``words``."""
    return write(duree=words)


CASES = {
    "reconduction-sans-duree": Texts(
        (
            (lasting(f"{START} Elle est conclue pour une durée de trois ans, renouvelable par tacite reconduction."), "renouvelable par tacite reconduction"),
            (lasting("La convention est signée pour deux ans à compter de sa notification, avec reconduction tacite sauf dénonciation trois mois avant l'échéance."), "avec reconduction tacite"),
        ),
        (
            lasting(f"{START} Elle est conclue pour un an et se renouvelle chaque année par tacite reconduction, trois fois au plus."),
            lasting(f"{START} Elle est conclue pour une durée de trois ans, renouvelable une fois par tacite reconduction pour la même durée."),
            lasting(f"{START} Elle est conclue pour une durée de trois ans. Elle ne peut être reconduite tacitement."),
        ),
    ),
    "reconduction-sans-limite": Texts(
        (
            (lasting(f"{START} Elle est conclue pour un an et se renouvelle chaque année par tacite reconduction."), "tacite reconduction"),
            (lasting(f"{START} Elle est conclue pour une durée de deux ans, reconduite tacitement pour des périodes de deux ans."), "reconduite tacitement"),
        ),
        (
            lasting(f"{START} Elle est conclue pour un an et se renouvelle chaque année par tacite reconduction, sans pouvoir excéder quatre ans."),
            lasting(f"{START} Elle est conclue pour un an, renouvelable deux fois par tacite reconduction pour la même durée."),
        ),
    ),
    "reconduction-sans-opposition": Texts(
        (
            (write(duree=f"{START} Elle est conclue pour un an, renouvelée chaque année par tacite reconduction, trois fois au plus.", resiliation=None), "tacite reconduction"),
            (write(duree="La convention est conclue pour deux ans à compter de sa signature, avec tacite reconduction par périodes d'un an.", resiliation=None), "tacite reconduction"),
        ),
        (
            lasting(f"{START} Elle est conclue pour un an, renouvelée chaque année par tacite reconduction, trois fois au plus."),
            write(duree=f"{START} Elle est conclue pour un an, renouvelée chaque année par tacite reconduction sauf opposition écrite d'une partie.", resiliation=None),
        ),
    ),
    "terme-absent": Texts(
        (
            (write(duree=START, resiliation=None), "Durée"),
            (write(duree="La présente convention est conclue pour une durée indéterminée.", resiliation=None), "durée indéterminée"),
        ),
        (
            write(duree="La présente convention est conclue pour une durée indéterminée à compter de sa signature."),
            write(duree=f"{START} Elle s'achève le 31 décembre 2027.", resiliation=None),
        ),
    ),
    "engagement-perpetuel": Texts(
        (
            (lasting("La présente convention est conclue à perpétuité à compter de sa signature."), "à perpétuité"),
            (lasting("Les parties prennent des engagements perpétuels à compter de la signature."), "engagements perpétuels"),
        ),
        (
            lasting("La présente convention n'est pas conclue à perpétuité : elle dure trois ans à compter de sa signature."),
            write(objet="La démarche se veut durable ; le souvenir des fondateurs est perpétué par une journée annuelle."),
        ),
    ),
    "effet-absent": Texts(
        (
            (lasting("La présente convention est conclue pour une durée de trois ans."), "conclue pour une durée de trois ans"),
            (lasting("La durée de la convention est fixée à deux ans. Elle peut être renouvelée par une décision expresse."), "deux ans"),
        ),
        (
            lasting("La présente convention est conclue pour une durée de trois ans à compter de sa notification."),
            lasting("La présente convention est conclue pour une durée de trois ans, du 1er avril 2025 au 31 mars 2028."),
        ),
    ),
    "durees-differentes": Texts(
        (
            (write(objet="La présente convention est conclue pour une durée de quatre ans.", duree=f"{START} Elle est conclue pour une durée de trois ans."), "trois ans"),
            (lasting(f"{START} La convention est conclue pour deux ans. La durée de la présente convention est de trois ans."), "trois ans"),
        ),
        (
            write(objet="La présente convention est conclue pour une durée de trois ans.", duree=f"{START} Elle est conclue pour une durée de 36 mois."),
            lasting(f"{START} Elle est conclue pour une durée de trois ans. Elle peut être renouvelée pour une durée de deux ans."),
        ),
    ),
    "terme-incoherent": Texts(
        (
            (lasting("La présente convention est conclue pour une durée de trois ans. Elle prend effet le 1er avril 2025 et s'achève le 31 mars 2027."), "31 mars 2027"),
            (lasting("La convention est conclue pour deux ans à compter du 15 mars 2025. Elle prend fin le 31 décembre 2028."), "31 décembre 2028"),
        ),
        (
            lasting("La présente convention est conclue pour une durée de trois ans. Elle prend effet le 1er avril 2025 et s'achève le 31 mars 2028."),
            lasting("La présente convention est conclue pour une durée de trois ans. Elle prend effet le 15 mars 2025 et s'achève le 15 mars 2028."),
        ),
    ),
    "suite-non-prevue": Texts(
        (
            (lasting(f"{START} Elle est conclue pour une durée de trois ans."), "trois ans"),
            (lasting(f"{START} Elle prend fin le 31 décembre 2027."), "31 décembre 2027"),
        ),
        (lasting(f"{START} Elle est conclue pour une durée de trois ans. Elle n'est pas reconduite."), write()),
    ),
    "cpom-trop-long": Texts(
        (
            (write(DEPARTEMENT, ASSOCIATION, title="CONTRAT PLURIANNUEL D'OBJECTIFS ET DE MOYENS", duree="Le présent contrat est conclu pour une durée de six ans à compter de sa signature."), "six ans"),
            (write(DEPARTEMENT, ASSOCIATION, title="CONTRAT PLURIANNUEL D'OBJECTIFS ET DE MOYENS", duree="Le contrat est conclu pour une durée de 72 mois à compter de sa signature."), "72 mois"),
        ),
        (
            write(DEPARTEMENT, ASSOCIATION, title="CONTRAT PLURIANNUEL D'OBJECTIFS ET DE MOYENS", duree="Le présent contrat est conclu pour une durée de cinq ans à compter de sa signature."),
            lasting(f"{START} Elle est conclue pour une durée de six ans."),
        ),
    ),
    "cpo-trop-longue": Texts(
        (
            (grant(duree=f"{START} Elle est conclue pour une durée de cinq ans."), "cinq ans"),
            (grant(duree=f"{START} Elle est conclue pour une durée de 60 mois."), "60 mois"),
        ),
        (grant(duree=f"{START} Elle est conclue pour une durée de quatre ans."), lasting(f"{START} Elle est conclue pour une durée de cinq ans.")),
    ),
}  # fmt: skip
