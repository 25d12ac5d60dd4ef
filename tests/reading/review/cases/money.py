"""Amounts: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import Texts, grant

PAID = "La subvention est versée en {} fois :\n\n{}"


def paid(*items: str) -> str:
    """A grant of 30 000 € paid as ``items`` say."""
    return grant(
        versement=PAID.format(
            ("une", "deux", "trois")[len(items) - 1], " ;\n".join(f"- {item}" for item in items) + "."
        )
    )


CASES = {
    "montant-lettres-chiffres": Texts(
        (
            (grant(subvention="Le Département attribue à l'Association une subvention de 30 000 € (treize mille euros)."), "30 000 €"),
            (grant(subvention="Le Département attribue à l'Association une subvention de trente mille cinq cents euros (30 050 €)."), "30 050 €"),
        ),
        (
            grant(subvention="Le Département attribue à l'Association une subvention de 30 000 € (trente mille euros)."),
            grant(subvention="Le Département attribue à l'Association une subvention de quatre-vingt-onze mille deux cent soixante-quinze euros (91 275 €)."),
        ),
    ),
    "versements-total": Texts(
        ((paid("18 000 € à la signature", "10 000 € avant le 30 septembre 2025"), "18 000 €"), (paid("15 000 euros en mars", "10 000 euros en juin", "10 000 euros en octobre"), "15 000 euros")),
        (paid("18 000 € à la signature", "12 000 € avant le 30 septembre 2025"), paid("18 000 € à la signature", "le solde avant le 30 septembre 2025")),
    ),
    "pourcentages-total": Texts(
        (
            (paid("70 % à la signature", "20 % avant le 30 septembre 2025"), "versée"),
            (grant(versement="Un acompte de 60 % est versé à la signature. Le solde de 30 % est versé après le compte rendu."), "60 %"),
        ),
        (
            paid("70 % à la signature", "30 % avant le 30 septembre 2025"),
            grant(versement="Un acompte de 60 % est versé à la signature. Le solde est versé après le compte rendu, dans la limite de 40 %."),
        ),
    ),
}  # fmt: skip
