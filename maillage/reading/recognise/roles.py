"""The nouns by which agreements call those who act. All folded patterns.

By family of parties: see :mod:`.nature_of_party`, whose words are those of names, and says why both lists are needed.
"""

from __future__ import annotations

# "Les parties", "l'ensemble des signataires de la présente convention".
ALL = (
    r"(?:(?:les|des|aux|l'ensemble\s+des|toutes\s+les|tous\s+les)\s+)?"
    r"(?:deux\s+|trois\s+|quatre\s+|differente?s\s+|autres\s+)?(?:parties\s+prenantes|parties|"
    r"signataires|cosignataires|co-signataires|contractants|cocontractants|co-contractants|partenaires|"
    r"collectivites(?!\s+(?:territoriales|locales))|institutions\s+signataires|associations\s+signataires)"
    r"(?:\s+(?:signataires|contractantes?|prenantes|concernees))?(?:\s+(?:a|au|de|du|d')\s*(?:la|le|l')?\s*"
    r"(?:presente?\s+)?(?:present\s+)?(?:convention|protocole|charte|contrat|accord|avenant|texte))?"
)
# "Chacune des parties", "l'une ou l'autre des parties".
EACH = (
    r"(?:chacun\s+des\s+membres|aucune\s+(?:des\s+(?:deux\s+)?parties|partie)|chacune?\s+des\s+(?:deux\s+)?"
    r"(?:parties|signataires|partenaires|cocontractants)|chaque\s+(?:partie|signataire|partenaire|cocontractant)|"
    r"chacune?\s+d'(?:entre\s+elles|entre\s+eux|elles|eux)|l'une?\s+(?:ou|et)\s+l'autre\s+des\s+(?:deux\s+)?"
    r"parties(?:\s+au\s+present\s+contrat)?|(?:les|aux)\s+unes?\s+et\s+les\s+autres|l'une\s+des\s+parties|"
    r"chacune?(?!\s+(?:de|des|d'))|la\s+partie\s+(?:la\s+plus\s+)?\w+)"
)
# Words that stand for a family of parties when the text does not repeat the name.
ROLES = {
    "state": (
        r"prefet|prefete|prefecture|etat|services\s+de\s+l'etat|ministre|ministere|administration|"
        r"directeur\s+(?:departemental|regional|general\s+de\s+l'(?:agence|ars))|recteur|"
        r"autorite(?:\s+(?:administrative|academique|de\s+tarification|competente))?|ars|"
        r"agence\s+regionale\s+de\s+sante|commissaire\s+de\s+la\s+republique|inspecteur\s+d'academie"
    ),
    "departement": (
        r"departement|commission\s+permanente|assemblee\s+departementale|"
        r"services?\s+des?\s+(?:la\s+)?solidarites?\s+territoriales?|sst|utas|mds|msd|"
        r"circonscription(?:\s+de\s+service\s+social)?|maisons?\s+(?:departementales?\s+)?des\s+solidarites|"
        r"service\s+social\s+(?:de\s+secteur|departemental)|conseil\s+(?:departemental|general)|"
        r"president\s+du\s+conseil\s+(?:departemental|general)|services?\s+(?:sociaux\s+)?departementaux|"
        r"service\s+departemental|aide\s+sociale\s+a\s+l'enfance|referent\s+unique"
    ),
    "commune": r"commune|ville|mairie|maire|municipalite|conseil\s+municipal|services\s+municipaux",
    "ccas": r"ccas|c\.c\.a\.s|cias|centre\s+communal\s+d'action\s+sociale",
    "epci": r"communaute\s+(?:de\s+communes|d'agglomeration|urbaine)|metropole|epci|agglomeration",
    "region": r"region|conseil\s+regional",
    "public": (
        r"caisse(?:\s+d'allocations\s+familiales)?|caf|collectivite|administration|office|agence|groupement|"
        r"universite|lycee|hopital|centre\s+hospitalier|proviseur|chef\s+d'etablissement"
    ),
    "association": (
        r"associations?(?:\s+(?:adherentes?|gestionnaires?|membres|signataires?))?|"
        r"federation|president\s+de\s+l'association|conseil\s+d'administration|"
        r"organismes?(?:\s+(?:gestionnaires?|cocontractants?|signataires?|beneficiaires?))?|"
        r"beneficiaire\s+de\s+la\s+subvention|union"
    ),
    "company": (
        r"entreprise(?:\s+d'accueil)?|societe|employeur|prestataire|chef\s+(?:d'|de\s+l')entreprise"
        r"(?:\s+d'accueil)?|bailleur|titulaire|maitre\s+de\s+stage|tuteur(?!\s+legal)"
    ),
    "organisation": (
        r"organismes?(?:\s+(?:gestionnaires?|cocontractants?|signataires?|d'accueil|prescripteurs?))?|"
        r"gestionnaire(?:\s+d[eu]s?\s+(?:l'|la\s+)?\w+)?|etablissement(?:\s+ou\s+(?:le\s+)?service)?|"
        r"structure(?:\s+d'(?:accueil|accompagnement))?|service|centre|organisateur|bailleur|operateur|"
        r"porteur|editeur|directeur(?:\s+(?:de\s+l'|du\s+)(?:etablissement|service|centre|structure))?|"
        r"chef\s+d'etablissement|equipes?|employeur|utilisateur|proprietaire|preneur|maitre\s+d'ouvrage|"
        r"association|institution|medecin\s+coordonnateur|responsable\s+de\s+l'etablissement"
    ),
    "member": (
        r"membres?(?:\s+(?:actifs|adherents?|associes|fondateurs|du\s+conseil\s+d'administration))?|"
        r"organisations?\s+membres|adherents?"
    ),
    "other": r"cosignataire|cocontractant|autre\s+partie",
    "person": (
        r"beneficiaire|usager|personne\s+(?:accueillie|accompagnee|hebergee|concernee|agee)|"
        r"resident|locataire|occupant|stagiaire|salarie|etudiant|apprenti|"
        r"medecins?(?:\s+(?:liberaux|signataires?|traitants?|generalistes?))?|praticiens?|"
        r"professionnels?(?:\s+(?:de\s+sante|liberal|liberaux))?|travailleur|accueillant(?:\s+familial)?|"
        r"accueillie?|allocataire|interesse|famille|tuteur|representant\s+legal|jeune|volontaire|benevole|"
        r"preneur|proprietaire|candidat|agent|menage"
    ),
}
# Who acts for a party: its services, its staff, its organs ("le président de", "les agents de").
AGENT_OF = (
    r"(?:(?:les\s+)?services?(?:\s+(?:respectifs|sociaux|competents|departementaux|municipaux))?|"
    r"les\s+(?:agents|equipes|professionnels|elus|representants|salaries|benevoles|personnels|directions)|"
    r"(?:l[ea]|du|au)\s+(?:president|presidente|maire|directeur|directrice|representant|representante|chef|"
    r"gestionnaire|responsable|secretaire|tresorier|conseil|bureau|direction|personnel|coordonnateur|referent|"
    r"coordinateur|correspondante?)(?:\s+general|\s+generale|\s+d'administration|\s+administratif|\s+legal)?|"
    r"l'(?:organe|equipe|executif|assemblee|elu))\s+(?:de\s+l'|de\s+la\s+|du\s+|des\s+|de\s+|d')"
)
# The order in which families are tried, for words that two of them claim.
FAMILY_ORDER = tuple(
    "ccas departement state commune epci region person association company public organisation member other".split()
)
# Where a role has no party of its own family, those families that it may stand for, nearest first.
KIN = {
    "association": ("organisation", "company", "public"),
    "organisation": ("association", "company", "public", "epci", "ccas", "state"),
    "company": ("organisation", "public", "association", "person"),
    "public": ("state", "epci", "organisation", "commune", "departement"),
    "state": ("public",),
    "commune": ("epci",),
    "ccas": ("commune",),
    "departement": (),
    "person": (),
}
DETERMINER = (
    r"(?:l'|l\s|le\s+|la\s+|les\s+|chaque\s+|tout\s+|toute\s+|ledit\s+|ladite\s+|monsieur\s+le\s+|madame\s+la\s+|"
    r"leurs?\s+|ses\s+|son\s+|sa\s+|des\s+|aux?\s+|du\s+|de\s+la\s+|de\s+l'|cette\s+|cet\s+|ce\s+)\s*"
)
