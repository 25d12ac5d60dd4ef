"""Which column holds what: the fields that an import knows, and the guess from French headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from maillage.base.search import words_of
from maillage.organisations.imports.tables import Table

_LOOKED_AT = 25  # lines among which the header is looked for: titles and notes often come first


class Sort(StrEnum):
    """What the lines of a table are."""

    ORGANISATIONS = "organisations"
    UNITS = "units"
    PEOPLE = "people"


SORT_LABELS = {Sort.ORGANISATIONS: "Organisations", Sort.UNITS: "Unités", Sort.PEOPLE: "Personnes"}
_SORT_WORDS = {
    Sort.ORGANISATIONS: "organisation organisations organisme organismes structure structures partenaire partenaires",
    Sort.UNITS: "unite unites service services site sites antenne antennes direction directions equipe equipes",
    Sort.PEOPLE: "personne personnes contact contacts elu elus annuaire agents interlocuteurs referents",
}


@dataclass(frozen=True)
class Column:
    """A field that a column may feed. ``words``: headers that mean it, folded, separated by "/"."""

    name: str
    label: str
    words: str
    is_needed: bool = False
    help: str = ""
    example: str = ""


_PLACE = (
    Column(
        "address",
        "Adresse",
        "adresse/adresse postale/rue/voie/adresse du siege/siege/siege social/adresse 1",
        example="8 rue Saint-Aubin",
    ),
    Column("postal_code", "Code postal", "code postal/cp/code post", example="99000"),
    Column("city", "Ville", "ville/localite/bureau distributeur/commune du siege", example="Montclair"),
)
_OWNER = Column(
    "organisation",
    "Organisation",
    "organisation/organisme/structure/employeur/siret de l organisation/organisation de rattachement/partenaire/"
    "entite/institution",
    is_needed=True,
    help="son nom ou son SIRET",
    example="CCAS de Montclair",
)

COLUMNS: dict[Sort, tuple[Column, ...]] = {
    Sort.ORGANISATIONS: (
        Column(
            "name",
            "Nom",
            "nom/denomination/raison sociale/organisation/organisme/structure/nom de la structure/"
            "nom de l organisation/nom de l organisme/intitule/partenaire/association/nom legal/libelle/"
            "nom de l association",
            is_needed=True,
            example="CCAS de Montclair",
        ),
        Column("short_name", "Nom court ou sigle", "sigle/nom court/acronyme/abreviation/abrege", example="CCAS"),
        Column(
            "kind",
            "Nature",
            "nature/type/categorie/statut/forme juridique/statut juridique/nature juridique/type de structure/"
            "type d organisme",
            help="CCAS, commune, association…",
            example="CCAS",
        ),
        Column(
            "siret",
            "SIRET",
            "siret/numero siret/n siret/no siret/siret siege/siret du siege/num siret",
            example="26990012200018",
        ),
        Column("rna", "Numéro RNA", "rna/numero rna/n rna/numero w/waldec", example=""),
        Column(
            "territory",
            "Territoire",
            "territoire/code insee/insee/territoire d intervention/commune/commune d intervention/code commune/"
            "perimetre/zone",
            help="son nom ou son code INSEE",
            example="99001",
        ),
        *_PLACE,
        Column(
            "federation",
            "Fédération",
            "federation/membre de/adherent de/tete de reseau/reseau",
            help="dont elle est membre",
            example="",
        ),
        Column(
            "member_from",
            "Membre depuis",
            "membre depuis/adhesion/date d adhesion/adherent depuis/depuis le",
            help="date",
            example="",
        ),
    ),
    Sort.UNITS: (
        _OWNER,
        Column(
            "name",
            "Nom de l’unité",
            "nom/unite/service/nom du service/nom de l unite/libelle/site/antenne/intitule/equipe",
            is_needed=True,
            example="Maison des solidarités de Montclair",
        ),
        Column(
            "short_name", "Nom court ou sigle", "sigle/nom court/acronyme/abreviation/abrege", example="MDS Montclair"
        ),
        Column(
            "label",
            "Niveau",
            "niveau/type/type d unite/categorie/nature",
            help="direction, service… dans vos mots",
            example="Maison des solidarités",
        ),
        Column(
            "parent",
            "Rattachée à",
            "rattachement/rattachee a/rattache a/direction/pole/unite parente/service parent/"
            "unite de rattachement/parent",
            help="le nom d’une autre unité",
            example="Direction des solidarités territoriales",
        ),
        *_PLACE,
        Column(
            "sector",
            "Secteur",
            "secteur/territoire/commune/code insee/insee/perimetre",
            help="son nom ou son code INSEE",
            example="99001",
        ),
        Column(
            "from_on",
            "Ouverte le",
            "ouverte le/ouverture/date d ouverture/depuis/depuis le/date de debut/du",
            help="date",
            example="01/09/2023",
        ),
    ),
    Sort.PEOPLE: (
        Column("last_name", "Nom", "nom/nom de famille/nom d usage/patronyme", is_needed=True, example="Belkacem"),
        Column("first_name", "Prénom", "prenom/prenoms", example="Samira"),
        Column(
            "email",
            "Adresse électronique",
            "email/e mail/mail/courriel/mel/adresse mail/adresse email/adresse e mail/adresse electronique/"
            "courriel professionnel/contact mail/mail professionnel",
            example="samira.belkacem@ccas-montclair.example",
        ),
        Column(
            "phone",
            "Téléphone",
            "telephone/tel/tel fixe/portable/mobile/numero de telephone/ligne directe/tel pro/telephone professionnel",
            example="03 99 00 12 34",
        ),
        _OWNER,
        Column("unit", "Unité", "unite/service/direction/site/antenne/pole/equipe", help="son nom", example=""),
        Column(
            "function",
            "Fonction",
            "fonction/poste/role/mandat/fonctions/metier",
            help="présidente, directeur, élue référente…",
            example="Directrice",
        ),
        Column(
            "capacity",
            "Qualité",
            "qualite/titre/intitule/intitule du poste/fonction exacte/delegation",
            help="comme dans un acte",
            example="directrice du CCAS",
        ),
        Column(
            "from_on",
            "Depuis le",
            "depuis/depuis le/debut/date de debut/prise de fonction/date de prise de fonction/du/date d entree",
            help="date",
            example="01/02/2022",
        ),
        Column(
            "to_on",
            "Jusqu’au",
            "jusqu au/fin/date de fin/au/fin de mandat/fin de fonction/date de sortie",
            help="date",
            example="",
        ),
    ),
}


def column(sort: Sort, name: str) -> Column:
    """The field ``name`` of a sort of table."""
    return next(one for one in COLUMNS[sort] if one.name == name)


@dataclass(frozen=True)
class Guess:
    """What a table seems to hold: ``header`` is the place of its header, ``fields`` one for each column."""

    sort: Sort
    header: int
    fields: list[str]


@dataclass(frozen=True)
class Matched:
    """What somebody said of a table: its sort ("" leaves the table aside), and a field (or "") for each column."""

    sort: str
    fields: Sequence[str]


def guess(table: Table) -> Guess:
    """The sort of a table, its header, and what each column holds, as far as the headers say."""
    sorts = sorted(Sort, key=lambda sort: not _named_like(table.name, sort))
    tried = [
        (sort, place, match(row.cells, sort)) for sort in sorts for place, row in enumerate(table.rows[:_LOOKED_AT])
    ]
    best = max(tried, key=lambda one: _worth(one[0], one[2], table.name), default=(Sort.ORGANISATIONS, 0, []))
    sort, place, fields = best
    if not any(fields):
        place = next((at for at, row in enumerate(table.rows[:_LOOKED_AT]) if sum(map(bool, row.cells)) > 1), 0)
    width = max(len(row.cells) for row in table.rows)
    return Guess(sort, place, [*match(table.rows[place].cells, sort), *[""] * width][:width])


def match(headers: list[str], sort: Sort) -> list[str]:
    """The field that each header means, each field once; the whole header first, then its first words."""
    folded = [" ".join(words_of(header)) for header in headers]
    found = [""] * len(headers)
    for exact in (True, False):
        for one in COLUMNS[sort]:
            if one.name in found:
                continue
            for meant in one.words.split("/"):
                place = next(
                    (at for at, header in enumerate(folded) if not found[at] and _means(header, meant, exact)), None
                )
                if place is not None:
                    found[place] = one.name
                    break
    return found


def _means(header: str, meant: str, exact: bool) -> bool:
    if exact:
        return header == meant
    return len(meant) > 3 and header.startswith(f"{meant} ") and len(header) < 40


def _worth(sort: Sort, fields: list[str], name: str) -> tuple[int, int, int]:
    needed = sum(one.is_needed and one.name in fields for one in COLUMNS[sort])
    own = (
        {"siret", "kind", "rna"}
        if sort is Sort.ORGANISATIONS
        else {"parent", "label"}
        if sort is Sort.UNITS
        else {"email", "first_name", "phone"}
    )
    count = sum(map(bool, fields))
    return (count + 2 * len(own & set(fields)) + 3 * _named_like(name, sort) if needed else 0, needed, count)


def _named_like(name: str, sort: Sort) -> bool:
    return bool(set(words_of(name)) & set(_SORT_WORDS[sort].split()))
