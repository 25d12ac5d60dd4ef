"""What a column of a tracker may hold, and the headers that mean it (folded words, those of real trackers)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from maillage.base.search import words_of

LOOKED_AT = 15  # lines above which the header stands


class Field(StrEnum):
    """A fact about an agreement that a tracker tells."""

    TITLE = "title"
    KIND = "kind"
    REFERENCE = "reference"
    PARTIES = "parties"
    TERRITORY = "territory"
    SIGNED_ON = "signed_on"
    NOTIFIED_ON = "notified_on"
    EFFECT_ON = "effect_on"
    ENDS_ON = "ends_on"
    DURATION = "duration"
    RENEWAL = "renewal"
    NOTICE = "notice"
    FILE = "file"


@dataclass(frozen=True)
class Column:
    """How a fact is called, the headers that mean it, and whether several columns may tell it."""

    label: str
    words: str
    is_repeated: bool = False


COLUMNS: dict[Field, Column] = {
    Field.TITLE: Column("Titre", "titre/intitule/objet/convention/nom de la convention/libelle/accord/designation"),
    Field.KIND: Column("Genre", "genre/type/nature/type de convention/categorie/forme"),
    Field.REFERENCE: Column("Référence", "reference/ref/numero/n/no/code/numero de convention/identifiant"),
    Field.PARTIES: Column(
        "Partie",
        "partenaire/partenaires/partie/parties/signataire/signataires/cocontractant/organisme/beneficiaire/association/"
        "collectivite/cosignataire/structure",
        is_repeated=True,
    ),
    Field.TERRITORY: Column("Territoire", "territoire/commune/secteur/lieu/perimetre"),
    Field.SIGNED_ON: Column(
        "Signée le", "signee le/signe le/date de signature/signature/date signature/date de la convention/date"
    ),
    Field.NOTIFIED_ON: Column("Notifiée le", "notifiee le/date de notification/notification/notifie le"),
    Field.EFFECT_ON: Column(
        "Prend effet le", "prend effet le/date d effet/effet/debut/date de debut/du/entree en vigueur/date debut"
    ),
    Field.ENDS_ON: Column(
        "Échéance", "echeance/fin/date de fin/terme/au/date d echeance/expire le/expiration/date fin/date d expiration"
    ),
    Field.DURATION: Column("Durée", "duree/duree en annees/duree initiale"),
    Field.RENEWAL: Column("Reconduction", "reconduction/renouvellement/tacite reconduction/reconductible"),
    Field.NOTICE: Column("Préavis de résiliation", "preavis/delai de preavis/preavis de resiliation/denonciation"),
    Field.FILE: Column(
        "Nom du fichier", "fichier/nom du fichier/document/scan/piece jointe/lien/chemin/pdf", is_repeated=True
    ),
}


def match(headers: Sequence[str]) -> list[str]:
    """The fact that each header tells, or ""; a fact told once goes to the first header that names it best."""
    folded = [" ".join(words_of(header)) for header in headers]
    found = [""] * len(headers)
    for is_exact in (True, False):
        for field, column in COLUMNS.items():
            for meant in column.words.split("/"):
                for place, header in enumerate(folded):
                    if found[place] or (field in found and not column.is_repeated):
                        continue
                    if _means(header, meant, is_exact=is_exact):
                        found[place] = field.value
    return found


def header_of(rows: Sequence[Sequence[str]]) -> int:
    """The place of the header among the first rows: the one whose cells tell the most facts."""
    known: list[int] = [sum(map(bool, match(row))) for row in rows[:LOOKED_AT]]
    return known.index(max(known, default=0)) if known else 0


def _means(header: str, meant: str, *, is_exact: bool) -> bool:
    if is_exact:
        return header == meant or (header.rstrip("0123456789 ") == meant and header[-1:].isdigit())
    return len(meant) > 3 and header.startswith(f"{meant} ") and len(header) < 40
