"""The people of Ourcelle, the functions that they hold and their accounts, as docs/demo.md tells them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from maillage.organisations.choices import MandateFunction as Function
from maillage.organisations.permissions import Role
from maillage.web.demo.bodies import CHILDHOOD, SOLIDARITY, TERRITORIES

MUNICIPAL, DEPARTMENTAL = dt.date(2020, 7, 4), dt.date(2021, 7, 1)
LONG_AGO = dt.date(2018, 9, 1)
MDS = {town: f"Maison des solidarités de {town}" for town in ("Montclair", "Villebrume")}


@dataclass(frozen=True)
class Held:
    """A function. ``days``: from today to its last day, when it is about to end."""

    body: str
    function: Function
    capacity: str
    since: dt.date = LONG_AGO
    unit: str = ""
    days: int | None = None


@dataclass(frozen=True)
class Somebody:
    """A person, with the functions that they hold."""

    first_name: str
    last_name: str
    functions: tuple[Held, ...]

    @property
    def name(self) -> str:
        """First name, then name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Door:
    """An account: whose, its address, its roles (body, role, unit), and what there is to see with it."""

    person: str
    email: str
    roles: tuple[tuple[str, Role, str], ...]
    what: str


def _one(first_name: str, last_name: str, *functions: Held) -> Somebody:
    return Somebody(first_name, last_name, functions)


PRESIDENT, VICE, DIRECTOR, HEAD, AGENT = (
    Function.PRESIDENT,
    Function.VICE_PRESIDENT,
    Function.DIRECTOR,
    Function.UNIT_HEAD,
    Function.AGENT,
)
PEOPLE = (
    _one("Solène", "Marchadier", Held("departement", PRESIDENT, "présidente du conseil départemental", DEPARTMENTAL)),
    _one(
        "Antoine",
        "Le Guerrec",
        Held("montclair", PRESIDENT, "maire de Montclair", MUNICIPAL),
        Held("ccas-montclair", PRESIDENT, "président du CCAS de Montclair", MUNICIPAL),
    ),
    _one(
        "Jeanne",
        "Oudinot",
        Held("villebrume", PRESIDENT, "maire de Villebrume", MUNICIPAL),
        Held("ccas-villebrume", PRESIDENT, "présidente du CCAS de Villebrume", MUNICIPAL),
    ),
    _one("Brigitte", "Hallier", Held("federation", PRESIDENT, "présidente de la Fédération", dt.date(2022, 6, 11))),
    _one("Malo", "Ferrandi", Held("trampoline", PRESIDENT, "président de l’association", dt.date(2019, 1, 1))),
    _one(
        "Aïssata",
        "Koné",
        Held("departement", VICE, "vice-présidente chargée de l’enfance et de la famille", DEPARTMENTAL),
    ),
    _one("Gilberte", "Sorel", Held("departement", VICE, "vice-présidente chargée des solidarités", DEPARTMENTAL)),
    _one(
        "Laurent",
        "Peyrade",
        Held("departement", DIRECTOR, "directeur général adjoint chargé des solidarités", unit=SOLIDARITY),
    ),
    _one(
        "Nadège", "Rivoallan", Held("departement", DIRECTOR, "directrice de l’enfance et de la famille", unit=CHILDHOOD)
    ),
    _one(
        "Étienne",
        "Caubet",
        Held("departement", DIRECTOR, "directeur des solidarités territoriales", unit=TERRITORIES, days=68),
    ),
    _one("Inès", "Chauvelot", Held("departement", HEAD, "", unit=MDS["Montclair"])),
    _one("Bruno", "Castagnet", Held("departement", HEAD, "", unit=MDS["Villebrume"])),
    _one("Nadia", "Ferrand", Held("departement", AGENT, "chargée des partenariats", unit=CHILDHOOD)),
    _one("Hugo", "Delmas", Held("departement", AGENT, "assistant de service social", unit=MDS["Montclair"])),
    _one("Marion", "Le Tellec", Held("departement", AGENT, "déléguée à la protection des données")),
    _one("Maud", "Terrier", Held("montclair", DIRECTOR, "directrice générale adjointe des services")),
    _one("Samira", "Belkacem", Held("ccas-montclair", DIRECTOR, "directrice du CCAS de Montclair")),
    _one("Odile", "Trémont", Held("ccas-montclair", VICE, "vice-présidente du CCAS de Montclair", MUNICIPAL)),
    _one("Claudine", "Vasseur", Held("villebrume", DIRECTOR, "directrice générale des services")),
    _one(
        "Farid",
        "Meziane",
        Held(
            "montclair",
            Function.ELECTED_REFERENT,
            "adjoint au maire, référent du projet social de territoire",
            MUNICIPAL,
        ),
    ),
    _one("Huguette", "Palin", Held("villebrume", VICE, "adjointe au maire chargée de l’action sociale", MUNICIPAL)),
    _one("Paul", "Quéméner", Held("ccas-villebrume", DIRECTOR, "directeur du CCAS de Villebrume")),
    _one("Yann", "Kerouédan", Held("federation", DIRECTOR, "délégué général de la Fédération")),
    _one("Camille", "Astruc", Held("prefecture", AGENT, "chargée de mission, protection de l’enfance")),
    _one("Basile", "Roussel", Held("amarres", PRESIDENT, "président de l’association", dt.date(2023, 3, 18))),
    _one("Sacha", "Monnier", Held("exploitant", AGENT, "exploitation des services")),
)

DOORS = (
    Door(
        "Nadia Ferrand",
        "nadia.ferrand@ourcelle.example",
        (("departement", Role.PARTNERSHIP_OFFICER, ""),),
        "tient les fiches des partenaires du Département",
    ),
    Door("Hugo Delmas", "hugo.delmas@ourcelle.example", (("departement", Role.AGENT, ""),), "lit, sans rien modifier"),
    Door(
        "Inès Chauvelot",
        "ines.chauvelot@ourcelle.example",
        (("departement", Role.MANAGER, MDS["Montclair"]),),
        "dirige une unité : personnes, périmètre, passation",
    ),
    Door(
        "Aïssata Koné",
        "aissata.kone@ourcelle.example",
        (("departement", Role.ELECTED_MEMBER, ""),),
        "lit, et peut entrer avec un code reçu par courriel",
    ),
    Door(
        "Marion Le Tellec",
        "marion.le-tellec@ourcelle.example",
        (("departement", Role.DPO, ""),),
        "voit les comptes et la trace des connexions",
    ),
    Door(
        "Camille Astruc",
        "camille.astruc@prefecture-ourcelle.example",
        (("departement", Role.OBSERVER, ""),),
        "invitée du Département : lit, hors de l’espace intérieur",
    ),
    Door(
        "Laurent Peyrade",
        "laurent.peyrade@ourcelle.example",
        (("departement", Role.ORGANISATION_ADMINISTRATOR, ""),),
        "administre le Département : droits, invitations, revue des comptes",
    ),
    Door(
        "Sacha Monnier",
        "sacha.monnier@ourcelle-numerique.example",
        (("exploitant", Role.OPERATOR, ""),),
        "exploite Maillage : vérifie qui parle pour qui, réunit les doublons",
    ),
    Door(
        "Samira Belkacem",
        "samira.belkacem@montclair.example",
        (("ccas-montclair", Role.ORGANISATION_ADMINISTRATOR, ""), ("montclair", Role.PARTNERSHIP_OFFICER, "")),
        "autre partie ; agit pour le CCAS et pour la Ville",
    ),
    Door(
        "Paul Quéméner",
        "paul.quemener@villebrume.example",
        (("ccas-villebrume", Role.ORGANISATION_ADMINISTRATOR, ""),),
        "autre partie : le CCAS de Villebrume",
    ),
    Door(
        "Yann Kerouédan",
        "yann.kerouedan@enfance-ourcelle.example",
        (("federation", Role.ORGANISATION_ADMINISTRATOR, ""),),
        "administre la Fédération et son espace intérieur",
    ),
    Door(
        "Malo Ferrandi",
        "malo.ferrandi@trampoline.example",
        (("trampoline", Role.ORGANISATION_ADMINISTRATOR, ""),),
        "petite association, membre de la Fédération",
    ),
    Door(
        "Basile Roussel",
        "basile.roussel@lesamarres.example",
        (("federation", Role.AGENT, ""),),
        "délégué à la Fédération ; demande à parler pour Les Amarres",
    ),
)
