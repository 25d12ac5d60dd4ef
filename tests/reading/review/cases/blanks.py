"""Blanks and dates: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import Texts, write

CASES = {
    "blancs-a-completer": Texts(
        (
            (write(objet="La présente convention porte sur le quartier de ............ à Clairbourg."), "......"),
            (write(objet="La présente convention porte sur le quartier [à compléter] de Clairbourg."), "[à compléter]"),
            (write(objet="La présente convention porte sur le quartier {{ quartier }} de Clairbourg."), "{{ quartier }}"),
        ),
        (write(), write(objet="La convention porte sur l'accueil, l'orientation, la veille... et leurs suites.", made="Fait à Clairbourg, le ............, en {} exemplaires.")),
    ),
    "signature-sans-date": Texts(
        ((write(made="Fait à Clairbourg, le ............ 2025, en {} exemplaires."), "Fait à Clairbourg"), (write(made=""), "Pour le Département")),
        (write(), write(made="Fait à Clairbourg, le ............ 2025, en {} exemplaires.", duree="La présente convention prend effet le 1er avril 2025. Elle peut être renouvelée.")),
    ),
    "date-impossible": Texts(
        ((write(evaluation="Le bilan annuel est dressé avant le 31 juin."), "31 juin"), (write(evaluation="Le bilan annuel est dressé avant le 29 février 2027."), "29 février 2027")),
        (write(evaluation="Le bilan annuel est dressé avant le 30 juin."), write(evaluation="Le bilan annuel est dressé avant le 29 février, les années bissextiles, soit le 29/02/2028.")),
    ),
    "jour-et-date": Texts(
        ((write(evaluation="Le premier bilan annuel est dressé le lundi 17 mars 2026."), "lundi 17 mars 2026"), (write(evaluation="Le premier bilan annuel est dressé le samedi 1er juin 2025."), "samedi 1er juin 2025")),
        (write(evaluation="Le premier bilan annuel est dressé le mardi 17 mars 2026."), write(evaluation="Le bilan annuel est dressé un lundi, au plus tard le 17 mars 2026.")),
    ),
}  # fmt: skip
