"""What a party is: its legal nature and its family, told by the words of its name."""

from __future__ import annotations

from functools import cache

from maillage.foundations import rx

# Family: (nature, words of a name). The first that matches at the earliest place of the name wins.
FAMILIES: tuple[tuple[str, str, str], ...] = (
    ("state", "public", r"etat\b|prefet|prefete|prefecture|ministre|ministere|recteur|rectorat|academie\b|direction\s+(?:regionale|departementale|generale|interregionale|interministerielle)|agence\s+regionale|procureur|tribunal|republique\s+francaise|dreets|ddets|deets|dihal|dinum|inspection\s+academique|commissaire\s+de\s+la\s+republique"),
    ("departement", "public", r"departement\b|conseil\s+(?:general|departemental)|collectivite\s+europeenne"),
    ("ccas", "public", r"c\.?c\.?a\.?s\b|c\.?i\.?a\.?s\b|centre\s+(?:inter)?communal"),
    ("commune", "public", r"communes?\b|ville\b|mairie|municipalite"),
    ("epci", "public", r"communaute\s+(?:de\s+communes|d'agglomeration|urbaine|d'agglo)|metropole|epci|syndicat\s+(?:mixte|intercommunal)|etablissement\s+public\s+(?:territorial|de\s+cooperation)|agglomeration"),
    ("region", "public", r"region\b|conseil\s+regional"),
    ("public", "public", r"collectivite|etablissement\s+public|office\s+public|caisse\b|caf\b|msa\b|cpam\b|agence\s+(?:nationale|departementale)|france\s+travail|pole\s+emploi|hopital|centre\s+hospitalier|universite|gip\b|groupement\s+d'interet\s+public|maison\s+departementale|education\s+nationale|lycee|college\b|mission\s+locale\s+publique|chambre\s+(?:de|d')|institution\s+publique|anct\b|dila\b|insee\b|assurance\s+maladie|administration"),
    ("association", "association", r"(?:inter-?\s?)?associations?\b|federation|union\s+(?:departementale|nationale|regionale|des)|amicale|ligue\b|reseau\b|comite\s+departemental|collectif\b|mission\s+locale|fondation|club\b|croix-rouge|secours\s+(?:catholique|populaire)|foyer\s+rural|organisations?\s+(?:membres|de\s+jeunesse)"),
    ("company", "company", r"societe|entreprise|s\.?a\.?r\.?l\b|\bs\.?a\.?s\.?u?\b|\bs\.?a\b|eurl\b|mutuelle|cooperative|scop\b|scic\b|esh\b|employeur|prestataire|bailleur\s+prive|auto-?entrepreneur|compagnie\b|assureur|banque\b"),
    ("person", "person", r"m\.|mr\b|mme|mlle|monsieur|madame|mademoiselle|docteur|dr\b|medecins?\b|beneficiaires?\b|usagers?\b|resident|locataire|occupant|stagiaire|salarie|etudiant|apprenti|personnes?\s+(?:accueillie|accompagnee|agee|hebergee)|accueillants?\b|accueillie|allocataire|famille\b|jeune\b|eleve\b|benevole|volontaire|praticien|professionnels?\s+(?:de\s+sante|liber)|infirmier|masseur|candidat|travailleur|menage|parents?\b|tuteur|preneur|proprietaire|demandeur|le\s+titulaire|agent\b|le\s+mineur|l'interesse|conjoint|hebergee?\b"),
    ("organisation", "other", r"etablissement|organisme|structure|service|centre|bailleur|gestionnaire|organisateur|operateur|porteur|partenaire|cosignataire|maison|institut|groupement|editeur|cabinet|maitre\s+d'ouvrage|producteur|fournisseur"),
)  # fmt: skip


@cache
def _patterns() -> list[tuple[str, str, rx.Pattern[str]]]:
    return [(family, nature, rx.compile(r"\b(?:" + words + ")")) for family, nature, words in FAMILIES]


def family_of(name: str) -> tuple[str, str]:
    """(family, nature) of the folded name of a party; ("organisation", "other") when no word tells.

    The word that stands first decides, so that "le maire de la commune" and "l'association du département" are not mistaken.
    """
    best: tuple[int, int] | None = None
    chosen = ("organisation", "other")
    for rank, (family, nature, pattern) in enumerate(_patterns()):
        match = pattern.search(name)
        if match and (best is None or (match.start(), rank) < best):
            best, chosen = (match.start(), rank), (family, nature)
    return chosen
