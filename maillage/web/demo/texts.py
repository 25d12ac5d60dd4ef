"""The agreements of Ourcelle as docs/demo.md tells them: their texts, dates, authorities, links and judgements."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from maillage.agreements.choices import AgreementKind as Kind
from maillage.agreements.choices import DocumentRole as Role
from maillage.agreements.choices import LinkKind as Link
from maillage.agreements.choices import Verdict

NADIA, YANN, MALO, PAUL = "Nadia Ferrand", "Yann Kerouédan", "Malo Ferrandi", "Paul Quéméner"


@dataclass(frozen=True)
class Authority:
    """The decision by which a party was authorised to sign; it stands by the key of the party."""

    body: str
    on: dt.date
    number: str = ""


@dataclass(frozen=True)
class Told:
    """An agreement: ``file`` of the samples, who brought it ``days`` after the world was recorded, what is known of it.

    ``aside``: beginnings of what was read as a commitment and is none. ``links``: kind, then the key or the title.
    """

    key: str
    file: str
    role: Role
    title: str
    kind: Kind
    body: str
    person: str
    days: int
    place: str
    facts: dict[str, dt.date] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    links: tuple[tuple[Link, str], ...] = ()


@dataclass(frozen=True)
class Said:
    """How a party judges the commitment of ``agreement`` that begins with ``words``; kept to itself unless shared."""

    agreement: str
    body: str
    words: str
    verdict: Verdict
    word: str = ""
    is_shared: bool = True


# A party is found by words that its name holds, whatever the case; the first line that fits says which it is.
NAMED = (
    ("centre communal d’action sociale de Villebrume", "ccas-villebrume"),
    ("centre communal d’action sociale de Montclair", "ccas-montclair"),
    ("commune de Villebrume", "villebrume"),
    ("commune de Montclair", "montclair"),
    ("Fédération Enfance Ourcelle", "federation"),
    ("Trampoline", "trampoline"),
    ("Département de l’Ourcelle", "departement"),
)

COMMISSION, BOARD = "commission permanente du conseil départemental", "conseil d’administration"
AGREEMENTS = (
    Told(
        "charte",
        "charte-enfance-ourcelle.docx",
        Role.WORKING_TEXT,
        "Charte « Grandir en Ourcelle » 2024-2027",
        Kind.CHARTE,
        "departement",
        NADIA,
        6,
        "departement",
        {
            "signed_on": dt.date(2024, 9, 16),
            "notified_on": dt.date(2024, 9, 23),
            "effect_on": dt.date(2024, 9, 23),
            "ends_on": dt.date(2027, 9, 22),
        },
        {
            "departement": Authority(COMMISSION, dt.date(2024, 7, 8), "CP-2024-118"),
            "federation": Authority(BOARD, dt.date(2024, 6, 18)),
        },
        ("Elle rassemble le directeur général adjoint", "Elle suit l’avancement des engagements"),
        ((Link.RENEWS, "Charte du 12 octobre 2020"),),
    ),
    Told(
        "com",
        "convention-objectifs-federation.md",
        Role.WORKING_TEXT,
        "Convention d’objectifs et de moyens 2025-2027",
        Kind.COM,
        "federation",
        YANN,
        12,
        "departement",
        {
            "signed_on": dt.date(2025, 3, 3),
            "effect_on": dt.date(2025, 1, 1),
            "ends_on": dt.date(2027, 12, 31),
        },
        {
            "departement": Authority(COMMISSION, dt.date(2025, 2, 10), "CP-2025-031"),
            "federation": Authority(BOARD, dt.date(2025, 1, 14)),
        },
        links=((Link.APPLIES, "charte"),),
    ),
    Told(
        "protocole",
        "protocole-villebrume.pdf",
        Role.SIGNED_ORIGINAL,
        "Protocole local de Villebrume",
        Kind.PROTOCOLE,
        "departement",
        NADIA,
        20,
        "villebrume",
        {
            "signed_on": dt.date(2025, 5, 20),
            "effect_on": dt.date(2025, 5, 20),
            "ends_on": dt.date(2028, 5, 19),
        },
        {
            "departement": Authority(COMMISSION, dt.date(2025, 3, 17), "CP-2025-047"),
            "villebrume": Authority("conseil municipal", dt.date(2025, 3, 27), "2025-019"),
        },
        links=((Link.RENEWS, "Protocole de 2018"),),
    ),
    Told(
        "avenant",
        "avenant-1-charte.docx",
        Role.WORKING_TEXT,
        "Avenant n° 1 à la charte « Grandir en Ourcelle »",
        Kind.AVENANT,
        "departement",
        NADIA,
        60,
        "departement",
        {"signed_on": dt.date(2025, 12, 8), "effect_on": dt.date(2026, 1, 1)},
        {
            "departement": Authority(COMMISSION, dt.date(2025, 12, 15), "CP-2025-203"),
            "federation": Authority(BOARD, dt.date(2025, 11, 4)),
        },
        links=((Link.AMENDS, "charte"),),
    ),
)
DRAFT = Told(
    "projet",
    "projet-social-montclair.odt",
    Role.WORKING_TEXT,
    "Projet social de territoire de Montclair",
    Kind.PST,
    "departement",
    NADIA,
    330,
    "montclair",
    links=(
        (Link.COORDINATED_WITH, "Contrat local de santé 2022-2026"),
        (Link.COORDINATED_WITH, "Convention territoriale globale"),
    ),
)

MEMBERS_FROM, TRAMPOLINE_FROM = dt.date(2024, 9, 23), dt.date(2026, 1, 1)  # the charter, then its avenant, take effect
COMMITTEE_ON = dt.date(2025, 6, 17)  # the comité d’évaluation of the charter
CONTESTED = "amendment_periodicity"
WHY_CONTESTED = "C’est l’annexe qui est actualisée chaque année, et non le protocole."

KEPT, PARTIAL, BROKEN = Verdict.KEPT, Verdict.PARTIAL, Verdict.BROKEN
SAID = (
    Said("charte", "departement", "restituer chaque année à la Fédération", KEPT, "Synthèse remise le 12 mai 2025."),
    Said("charte", "departement", "n’adresser aux associations qu’une seule demande", KEPT),
    Said("charte", "departement", "apporter une réponse motivée", PARTIAL, "Une réponse sur deux dans les délais."),
    Said("charte", "departement", "tenir à jour une carte commune", KEPT, "Carte en ligne depuis février 2025."),
    Said("charte", "departement", "organiser chaque année une journée d’accueil", KEPT, "Le 14 novembre 2024."),
    Said("charte", "departement", "Un livret commun", BROKEN, "Personne n’en a la charge : un avenant le dira."),
    Said("charte", "departement", "réunir un conseil des jeunes", KEPT, "Deux réunions, réponses publiées."),
    Said(
        "charte", "departement", "transmettre au Département, avant le 31 mars", PARTIAL, "Six associations sur huit."
    ),
    Said("charte", "departement", "garantir une permanence téléphonique", PARTIAL, "Pas encore le dimanche.", False),
    Said("charte", "departement", "regrouper dans une même journée", BROKEN, "À reprendre avec le contrôle.", False),
    Said("charte", "federation", "transmettre au Département, avant le 31 mars", KEPT, "Données de 2024 transmises."),
    Said("charte", "federation", "désigner deux représentants", KEPT),
    Said("charte", "federation", "n’adresser aux associations qu’une seule demande", BROKEN, "Trois demandes en 2025."),
    Said("charte", "federation", "ouvrir aux agents départementaux", KEPT, "Huit places sur vingt-quatre."),
    Said("charte", "federation", "organiser chaque année une journée d’accueil", KEPT),
    Said("charte", "federation", "Un livret commun", BROKEN, "Le texte ne dit pas qui le rédige."),
    Said("charte", "federation", "préparer avec chaque jeune", PARTIAL, "Dans cinq associations sur huit.", False),
    Said("protocole", "departement", "tenir deux permanences sociales", KEPT, "Mardi et jeudi, dont une aux Forges."),
    Said("protocole", "departement", "recevoir dans les quinze jours", PARTIAL, "Trois semaines pendant l’été.", False),
    Said("protocole", "ccas-villebrume", "recevoir dans les quinze jours", PARTIAL, "Délai tenu sauf en août."),
    Said("protocole", "ccas-villebrume", "proposer une aide d’urgence", KEPT),
    Said("protocole", "ccas-villebrume", "tenir à jour un registre", PARTIAL, "À relancer avant l’hiver.", False),
    Said("avenant", "trampoline", "désigner un correspondant", KEPT),
    Said("avenant", "trampoline", "transmettre au Département", PARTIAL, "Il manque un tableau.", False),
)
