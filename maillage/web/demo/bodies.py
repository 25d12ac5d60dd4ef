"""The organisations of Ourcelle, their units and what they are authorised to do, as docs/demo.md tells them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from maillage.organisations.choices import OrganisationKind as Kind

BEGUN = dt.date(2016, 1, 1)  # when nothing says otherwise


@dataclass(frozen=True)
class Body:
    """An organisation, under the key by which the rest of the world calls it."""

    key: str
    kind: Kind
    name: str
    short_name: str = ""
    siret: str = ""
    rna: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    territory: str = ""  # code of the commune or département, SIREN of the EPCI
    domain: str = ""
    since: dt.date = BEGUN


@dataclass(frozen=True)
class Part:
    """A unit. ``below``: name of the unit above it."""

    body: str
    name: str
    label: str
    below: str = ""
    short_name: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""


@dataclass(frozen=True)
class Member:
    """A member of the Fédération."""

    body: str
    since: dt.date
    is_founder: bool = True


@dataclass(frozen=True)
class Leave:
    """What an authority lets an organisation do. ``days``: from today to its last day, when that is not fixed."""

    body: str
    name: str
    authority: str
    reference: str
    from_on: dt.date
    to_on: dt.date | None = None
    days: int | None = None


HALL = {"address": "hôtel du Département, 12 cours de la République", "postal_code": "99000", "city": "Montclair"}
FORMER_NAME = ("Fédération des œuvres de l’enfance de l’Ourcelle", "FOEO", dt.date(1987, 4, 17))
RENAMED_ON = dt.date(2016, 5, 21)

BODIES = (
    Body(
        "departement",
        Kind.DEPARTEMENT,
        "Département de l’Ourcelle",
        "Département",
        "22990001400015",
        territory="99",
        domain="ourcelle.example",
        since=dt.date(1983, 1, 1),
        **HALL,
    ),
    Body(
        "montclair",
        Kind.COMMUNE,
        "Commune de Montclair",
        "Ville de Montclair",
        "21990001600011",
        address="hôtel de ville, 1 place des Halles",
        postal_code="99000",
        city="Montclair",
        territory="99001",
        domain="montclair.example",
    ),
    Body(
        "ccas-montclair",
        Kind.CCAS,
        "CCAS de Montclair",
        "",
        "26990012200012",
        address="8 rue Saint-Aubin",
        postal_code="99000",
        city="Montclair",
        territory="99001",
        domain="montclair.example",
    ),
    Body(
        "villebrume",
        Kind.COMMUNE,
        "Commune de Villebrume",
        "Ville de Villebrume",
        "21990044600010",
        address="hôtel de ville, 2 place du Marché",
        postal_code="99200",
        city="Villebrume",
        territory="99044",
        domain="villebrume.example",
    ),
    Body(
        "ccas-villebrume",
        Kind.CCAS,
        "CCAS de Villebrume",
        "",
        "26990045200013",
        address="11 rue des Lavandières",
        postal_code="99200",
        city="Villebrume",
        territory="99044",
        domain="villebrume.example",
    ),
    Body(
        "agglomeration",
        Kind.EPCI,
        "Montclair Agglomération",
        "",
        "24990001000011",
        address="3 quai de l’Ourcelle",
        postal_code="99000",
        city="Montclair",
        territory="249900010",
    ),
    Body(
        "prefecture",
        Kind.STATE,
        "Préfecture de l’Ourcelle",
        "",
        address="1 place de la Préfecture",
        postal_code="99000",
        city="Montclair",
        territory="99",
        domain="prefecture-ourcelle.example",
    ),
    Body(
        "caf",
        Kind.CAF,
        "Caisse d’allocations familiales de l’Ourcelle",
        "CAF de l’Ourcelle",
        address="20 boulevard des Tilleuls",
        postal_code="99000",
        city="Montclair",
        territory="99",
    ),
    Body(
        "federation",
        Kind.FEDERATION,
        FORMER_NAME[0],
        FORMER_NAME[1],
        "99900201700013",
        "W991004217",
        "15 allée des Marronniers",
        "99000",
        "Montclair",
        "99001",
        "enfance-ourcelle.example",
        FORMER_NAME[2],
    ),
    Body("sauvegarde", Kind.ASSOCIATION, "Sauvegarde de l’Ourcelle", postal_code="99000", city="Montclair"),
    Body("saint-aubin", Kind.ASSOCIATION, "Maison Saint-Aubin", postal_code="99000", city="Montclair"),
    Body("passerelles", Kind.ASSOCIATION, "Les Passerelles", postal_code="99000", city="Montclair"),
    Body("relais", Kind.ASSOCIATION, "Le Relais des familles", postal_code="99200", city="Villebrume"),
    Body(
        "accueil", Kind.ASSOCIATION, "Accueil et parentalité en Ourcelle", "APO", postal_code="99200", city="Villebrume"
    ),
    Body("villages", Kind.ASSOCIATION, "Villages du Val d’Ourcelle", postal_code="99240", city="Saint-Maur-en-Val"),
    Body("amarres", Kind.ASSOCIATION, "Les Amarres", postal_code="99000", city="Montclair"),
    Body("escale", Kind.ASSOCIATION, "L’Escale", postal_code="99310", city="Rochebelle"),
    Body(
        "trampoline",
        Kind.ASSOCIATION,
        "Trampoline",
        "",
        "99900307200017",
        address="6 quai des Forges",
        postal_code="99200",
        city="Villebrume",
        domain="trampoline.example",
        since=dt.date(2019, 1, 1),
    ),
    Body(
        "exploitant",
        Kind.OTHER,
        "Syndicat mixte Ourcelle numérique",
        "Ourcelle numérique",
        postal_code="99000",
        city="Montclair",
    ),
)

FOUNDED = dt.date(1987, 4, 17)
MEMBERS = (
    *(
        Member(key, FOUNDED)
        for key in "sauvegarde saint-aubin passerelles relais accueil villages amarres escale".split()
    ),
    Member("trampoline", dt.date(2025, 9, 27), is_founder=False),
)

LABELS = (
    ("Direction générale adjointe", "DGA", 1),
    ("Direction", "", 2),
    ("Maison des solidarités", "MDS", 3),
    ("Service", "", 4),
)
SOLIDARITY = "Direction générale adjointe chargée des solidarités"
CHILDHOOD = "Direction de l’enfance et de la famille"
TERRITORIES = "Direction des solidarités territoriales"
PARTS = (
    Part("departement", SOLIDARITY, "Direction générale adjointe", short_name="DGA solidarités", **HALL),
    Part("departement", CHILDHOOD, "Direction", SOLIDARITY, "DEF", **HALL),
    Part("departement", "Service de l’aide sociale à l’enfance", "Service", CHILDHOOD, "ASE", **HALL),
    Part(
        "departement", "Observatoire départemental de la protection de l’enfance", "Service", CHILDHOOD, "ODPE", **HALL
    ),
    Part("departement", TERRITORIES, "Direction", SOLIDARITY, "DST", **HALL),
    Part(
        "departement",
        "Maison des solidarités de Montclair",
        "Maison des solidarités",
        TERRITORIES,
        "MDS de Montclair",
        "4 rue des Tanneurs",
        "99000",
        "Montclair",
    ),
    Part(
        "departement",
        "Maison des solidarités de Villebrume",
        "Maison des solidarités",
        TERRITORIES,
        "MDS de Villebrume",
        "21 avenue de la Gare",
        "99200",
        "Villebrume",
    ),
    Part(
        "departement",
        "Maison des solidarités de Rochebelle",
        "Maison des solidarités",
        TERRITORIES,
        "MDS de Rochebelle",
        "3 place du Champ-de-Foire",
        "99310",
        "Rochebelle",
    ),
)

LEAVES = (
    Leave(
        "trampoline",
        "Placement familial, 42 places",
        "président du conseil départemental de l’Ourcelle",
        "arrêté n° 2019-212",
        dt.date(2019, 9, 1),
        to_on=dt.date(2034, 8, 31),
    ),
    Leave(
        "trampoline",
        "Accueil de mineurs confiés par l’autorité judiciaire",
        "préfète de l’Ourcelle",
        "",
        BEGUN,
        days=52,
    ),
    Leave(
        "saint-aubin",
        "Maison d’enfants à caractère social, 36 places",
        "président du conseil départemental de l’Ourcelle",
        "",
        dt.date(2017, 1, 3),
        to_on=dt.date(2032, 1, 2),
    ),
    Leave("sauvegarde", "Action éducative en milieu ouvert", "préfète de l’Ourcelle", "", dt.date(2022, 3, 1), days=80),
)
QUARTERS = {"99001": "montclair", "99044": "villebrume"}  # commune, and who draws its quarters
