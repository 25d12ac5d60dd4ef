"""What a party is: its legal nature and its family, told by the words of its name."""

from __future__ import annotations

from maillage.foundations import rx

# Family, nature, words of a name: the head of one may do ("direction départementale", "union"). In :mod:`.roles` stand
# the words by which sentences call those who act, whole and after a determiner ("l'autorité", "le référent unique").
# The two lists overlap, and neither can be made of the other.
FAMILIES: tuple[tuple[str, str, str], ...] = (
    (
        "state",
        "public",
        (
            r"etat\b|prefet|prefete|prefecture|ministre|ministere|recteur|rectorat|academie\b|"
            r"direction\s+(?:regionale|departementale|generale|interregionale|interministerielle)|agence\s+regionale|"
            r"procureur|tribunal|republique\s+francaise|dreets|ddets|deets|dihal|dinum|inspection\s+academique|"
            r"commissaire\s+de\s+la\s+republique"
        ),
    ),
    ("departement", "public", r"departement\b|conseil\s+(?:general|departemental)|collectivite\s+europeenne"),
    ("ccas", "public", r"c\.?c\.?a\.?s\b|c\.?i\.?a\.?s\b|centre\s+(?:inter)?communal"),
    ("commune", "public", r"communes?\b|ville\b|mairie|municipalite"),
    (
        "epci",
        "public",
        (
            r"communaute\s+(?:de\s+communes|d'agglomeration|urbaine|d'agglo)|metropole|epci|syndicat\s+"
            r"(?:mixte|intercommunal)|etablissement\s+public\s+(?:territorial|de\s+cooperation)|agglomeration"
        ),
    ),
    ("region", "public", r"region\b|conseil\s+regional"),
    (
        "public",
        "public",
        (
            r"collectivite|etablissement\s+public|office\s+public|caisse\b|caf\b|msa\b|cpam\b|"
            r"agence\s+(?:nationale|departementale)|france\s+travail|pole\s+emploi|hopital|centre\s+hospitalier|"
            r"universite|gip\b|groupement\s+d'interet\s+public|maison\s+departementale|education\s+nationale|lycee|"
            r"college\b|mission\s+locale\s+publique|chambre\s+(?:de|d')|institution\s+publique|anct\b|dila\b|insee\b|"
            r"assurance\s+maladie|administration"
        ),
    ),
    (
        "association",
        "association",
        (
            r"(?:inter-?\s?)?associations?\b|federation|union\s+(?:departementale|nationale|regionale|des)|amicale|"
            r"ligue\b|reseau\b|comite\s+departemental|collectif\b|mission\s+locale|fondation|club\b|croix-rouge|"
            r"secours\s+(?:catholique|populaire)|foyer\s+rural|organisations?\s+(?:membres|de\s+jeunesse)"
        ),
    ),
    (
        "company",
        "company",
        (
            r"societe|entreprise|s\.?a\.?r\.?l\b|\bs\.?a\.?s\.?u?\b|\bs\.?a\b|eurl\b|mutuelle|cooperative|scop\b|"
            r"scic\b|esh\b|employeur|prestataire|bailleur\s+prive|auto-?entrepreneur|compagnie\b|assureur|banque\b"
        ),
    ),
    (
        "person",
        "person",
        (
            r"m\.|mr\b|mme|mlle|monsieur|madame|mademoiselle|docteur|dr\b|medecins?\b|beneficiaires?\b|"
            r"usagers?\b|resident|locataire|occupant|stagiaire|salarie|etudiant|apprenti|"
            r"personnes?\s+(?:accueillie|accompagnee|agee|hebergee)|accueillants?\b|accueillie|allocataire|famille\b|"
            r"jeune\b|eleve\b|benevole|volontaire|praticien|professionnels?\s+(?:de\s+sante|liber)|infirmier|masseur|"
            r"candidat|travailleur|menage|parents?\b|tuteur|preneur|proprietaire|demandeur|le\s+titulaire|agent\b|"
            r"le\s+mineur|l'interesse|conjoint|hebergee?\b"
        ),
    ),
    (
        "organisation",
        "other",
        (
            r"etablissement|organisme|structure|service|centre|bailleur|gestionnaire|organisateur|"
            r"operateur|porteur|partenaire|cosignataire|maison|institut|groupement|editeur|cabinet|"
            r"maitre\s+d'ouvrage|producteur|fournisseur"
        ),
    ),
)


_PATTERNS = tuple((family, nature, rx.compile(rf"\b(?:{words})")) for family, nature, words in FAMILIES)


def family_of(name: str) -> tuple[str, str]:
    """(family, nature) of the folded name of a party; ("organisation", "other") when no word tells.

    The word that stands first decides, then the order of :data:`FAMILIES`: "l'association du département" is one.
    """
    first, told = len(name), ("organisation", "other")
    for family, nature, pattern in _PATTERNS:
        match = pattern.search(name)
        if match and match.start() < first:
            first, told = match.start(), (family, nature)
    return told
