"""Leaving, amending, disputes, courts: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import ASSOCIATION, COMMUNE, DEPARTEMENT, Texts, write


def leaving(words: str) -> str:
    """A convention whose article on its end says ``words``."""
    return write(resiliation=words)


def court(words: str, department: str = DEPARTEMENT, commune: str = COMMUNE) -> str:
    """A convention whose article on disputes says ``words``."""
    return write(
        department, commune, litiges=words, signed="Pour le Département,\nle président\n\nPour la Commune,\nle maire"
    )


NANTERRE = DEPARTEMENT.replace("la Sarthe", "Hauts-de-Seine").replace("72000 Le Mans", "92000 Nanterre")
SCEAUX = COMMUNE.replace("72150 Clairbourg", "92330 Sceaux")
REUNION = DEPARTEMENT.replace("de la Sarthe", "de La Réunion").replace("72000 Le Mans", "97400 Saint-Denis")
SAINT_PAUL = COMMUNE.replace("72150 Clairbourg", "97460 Saint-Paul")
FICTION = DEPARTEMENT.replace("la Sarthe", "l'Ourcelle").replace("72000 Le Mans", "99000 Montclair")

CASES = {
    "sortie-absente": Texts(
        (
            (write(resiliation=None), "trois ans"),
            (write(resiliation=None, duree="La présente convention prend effet à sa signature et s'achève le 31 décembre 2027. Elle peut être renouvelée."), "Durée"),
        ),
        (write(), leaving("En cas de manquement d'une partie, l'autre peut mettre fin à la convention un mois après une mise en demeure.")),
    ),
    "sortie-sans-preavis": Texts(
        (
            (leaving("Chaque partie peut résilier la présente convention par lettre recommandée avec avis de réception."), "peut résilier"),
            (leaving("La convention peut être dénoncée par l'une des parties, par écrit."), "dénoncée"),
        ),
        (
            leaving("Chaque partie peut dénoncer la convention par lettre recommandée. La dénonciation prend effet deux mois après sa réception."),
            leaving("En cas de faute grave, la convention est résiliée par lettre recommandée."),
        ),
    ),
    "preavis-sans-depart": Texts(
        (
            (leaving("Chaque partie peut résilier la convention par lettre recommandée avec accusé de réception, moyennant un préavis de deux mois."), "un préavis de deux mois"),
            (leaving("La convention peut être dénoncée par écrit avec trois mois de préavis."), "trois mois de préavis"),
        ),
        (
            leaving("Chaque partie peut résilier la convention par lettre recommandée, avec un préavis de deux mois à compter de l'envoi de la lettre."),
            leaving("La convention peut être dénoncée par écrit, moyennant un préavis de trois mois avant chaque échéance annuelle."),
        ),
    ),
    "sortie-sans-forme": Texts(
        (
            (leaving("Chaque partie peut mettre fin à la convention, sous réserve d'un préavis de trois mois avant l'échéance."), "mettre fin"),
            (leaving("La convention peut être dénoncée à tout moment ; elle cesse six mois après."), "dénoncée"),
        ),
        (
            leaving("Chaque partie peut mettre fin à la convention par un courrier, sous réserve d'un préavis de trois mois après sa réception."),
            leaving("Chaque partie peut mettre fin à la convention, avec un préavis de trois mois. La dénonciation est notifiée par écrit et prend effet après ce délai."),
        ),
    ),
    "avenant-non-prevu": Texts(
        ((write(modification=None), "CONVENTION DE PARTENARIAT"), (write(modification="Les annexes sont tenues à jour par les services."), "CONVENTION DE PARTENARIAT")),
        (write(modification="La convention peut être modifiée d'un commun accord des parties, par écrit."), write(modification=None, objet="La présente convention, complétée par avenant chaque année, organise la coopération.")),
    ),
    "litiges-absents": Texts(
        ((write(litiges=None), "CONVENTION DE PARTENARIAT"), (write(DEPARTEMENT, ASSOCIATION, litiges=None), "CONVENTION DE PARTENARIAT")),
        (write(litiges="Les parties règlent leurs différends à l'amiable."), write(litiges="Le tribunal administratif de Nantes est compétent.")),
    ),
    "amiable-absent": Texts(
        (
            (write(litiges="Tout litige est porté devant le tribunal administratif de Nantes."), "Tout litige"),
            (write(litiges="Les contestations relèvent de la juridiction administrative."), "Les contestations"),
        ),
        (
            write(litiges="Tout litige est d'abord soumis à une médiation, puis porté devant le tribunal administratif de Nantes."),
            write(litiges="Après échec d'une conciliation, tout litige relève du tribunal administratif de Nantes."),
        ),
    ),
    "tribunal-incompetent": Texts(
        (
            (court("À défaut d'accord amiable, le litige relève du tribunal administratif de Nanterre.", NANTERRE, SCEAUX), "Nanterre"),
            (court("À défaut d'accord amiable, le litige relève du tribunal administratif de Rennes."), "Rennes"),
            (court("À défaut d'accord amiable, il en est référé au tribunal administratif compétent, à savoir celui de Saint-Pierre.", REUNION, SAINT_PAUL), "Saint-Pierre"),
        ),
        (
            court("À défaut d'accord amiable, le litige relève du tribunal administratif de Cergy-Pontoise.", NANTERRE, SCEAUX),
            court("À défaut d'accord amiable, le litige relève du tribunal administratif de La Réunion.", REUNION, SAINT_PAUL),
            court("À défaut d'accord amiable, le litige relève du tribunal administratif territorialement compétent."),
            court("À défaut d'accord amiable, le litige relève du tribunal administratif de Montclair.", FICTION, COMMUNE.replace("72150", "99150")),
        ),
    ),
}  # fmt: skip
