"""The models: what each is for, what it asks, and the commitments that it proposes to each sort of party."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.agreements.choices import AgreementKind
from maillage.organisations.choices import PRIVATE_KINDS

MOST_PARTIES = 8


@dataclass(frozen=True)
class Model:
    """A text to start from. ``this``, ``name``: how it calls itself; ``slug``: its file, and its address."""

    slug: str
    kind: AgreementKind
    label: str
    about: str
    lede: str
    name: str
    is_feminine: bool
    most_years: int = 6
    takes_tacit_renewal: bool = True
    gives_grant: bool = False
    amends: bool = False
    by_public: str = ""
    by_private: str = ""

    def proposed(self, organisation_kind: str) -> str:
        """Commitments to start from, one a line."""
        return self.by_private if organisation_kind in PRIVATE_KINDS else self.by_public


MODELS = (
    Model(
        slug="charte",
        kind=AgreementKind.CHARTE,
        label="Charte de partenariat",
        about="Des principes",
        lede="Des principes et des engagements réciproques, sans argent. Souvent entre une collectivité et une "
        "fédération.",
        name="charte",
        is_feminine=True,
        by_public="consulter ses partenaires avant de réviser un schéma ou un règlement qui les concerne\n"
        "leur transmettre chaque année les données d’observation disponibles, sous forme agrégée\n"
        "répondre par écrit, dans un délai de deux mois, à tout projet qui lui est présenté",
        by_private="faire connaître les besoins que ses équipes constatent\n"
        "associer les personnes accompagnées à l’évaluation des actions\n"
        "ouvrir ses formations aux professionnels des autres parties, dans la limite des places disponibles",
    ),
    Model(
        slug="convention",
        kind=AgreementKind.CONVENTION,
        label="Convention de partenariat",
        about="Qui fait quoi",
        lede="Qui fait quoi, avec qui, jusqu’à quand : la forme la plus courante, sans subvention.",
        name="convention",
        is_feminine=True,
        by_public="désigner un interlocuteur et son remplaçant\n"
        "recevoir, dans un délai de quinze jours, toute personne que les autres parties lui adressent\n"
        "informer les autres parties de tout changement d’organisation qui touche l’accueil du public",
        by_private="désigner un interlocuteur et son remplaçant\n"
        "accueillir sans condition d’adhésion les personnes qui lui sont adressées\n"
        "transmettre chaque année un bilan de son action, sans donnée nominative",
    ),
    Model(
        slug="protocole",
        kind=AgreementKind.PROTOCOLE,
        label="Protocole local",
        about="L’accueil",
        lede="Comment des services travaillent ensemble sur une commune : accueil, orientation, situations urgentes.",
        name="protocole",
        is_feminine=False,
        by_public="tenir une permanence hebdomadaire, ouverte à tous les habitants\n"
        "orienter chaque personne vers le bon service dans un délai de cinq jours ouvrés\n"
        "désigner un interlocuteur pour les situations urgentes, joignable aux heures d’ouverture",
        by_private="tenir à jour la description de ses activités et de ses horaires\n"
        "signaler aux services compétents les situations qui relèvent d’eux, avec l’accord des personnes\n"
        "participer aux rencontres entre professionnels",
    ),
    Model(
        slug="objectifs-et-moyens",
        kind=AgreementKind.COM,
        label="Convention d’objectifs et de moyens",
        about="Une subvention",
        lede="Une subvention pluriannuelle à une association, pour des actions qu’elle mène à son initiative.",
        name="convention",
        is_feminine=True,
        most_years=4,
        takes_tacit_renewal=False,
        gives_grant=True,
        by_public="verser la subvention selon le calendrier prévu\ndésigner un correspondant de l’association",
        by_private="accueillir et accompagner les familles qui le demandent\n"
        "proposer chaque mois un temps collectif, ouvert à tous\n"
        "former ses bénévoles à l’accueil des personnes en difficulté",
    ),
    Model(
        slug="projet-social-de-territoire",
        kind=AgreementKind.PST,
        label="Projet social de territoire",
        about="Un territoire",
        lede="Les besoins partagés, les priorités et les instances d’un territoire, avec ses habitants.",
        name="convention",
        is_feminine=True,
        by_public="mettre à la disposition des autres parties les données d’observation sociale du territoire\n"
        "inscrire les priorités du projet dans le plan d’action de ses services\n"
        "faciliter la participation des habitants aux instances du projet",
        by_private="faire part des évolutions que ses équipes et ses bénévoles constatent\n"
        "aider les habitants à prendre la parole dans les instances du projet\n"
        "conduire les actions dont elle a la charge dans le calendrier annuel",
    ),
    Model(
        slug="avenant",
        kind=AgreementKind.AVENANT,
        label="Avenant",
        about="Un changement",
        lede="Modifie un accord en cours. Il suit la même procédure que lui, et toutes ses parties le signent.",
        name="avenant",
        is_feminine=False,
        amends=True,
    ),
)
BY_SLUG = {one.slug: one for one in MODELS}
