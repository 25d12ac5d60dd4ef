"""The theme of a commitment, from the words of social action; the heading over it decides before its own words."""

from __future__ import annotations

from maillage.foundations import rx
from maillage.foundations.folding import squash

# Themes in the order in which they are tried: that of what an agreement is about before that of how it works.
THEMES: tuple[tuple[str, str], ...] = (
    ("enfance et famille", r"enfan|famil|parent|mineur|petite enfance|pmi|adoption|jeunesse|jeunes"),
    ("logement", r"logement|heberg|locati|loyer|bailleur|habitat|expulsion"),
    (
        "insertion et emploi",
        r"insertion|emploi|rsa\b|formation professionnelle|stage|chomage|activites? professionnelle",
    ),
    ("sante", r"sante|soin|medic|handicap|psych|addict"),
    ("autonomie", r"autonomie|personnes agees|seniors?|dependan|grand age|aidant"),
    (
        "financement",
        (
            r"financ|subvention|versement|verse\b|budget|comptab|compte rendu financier|paiement|"
            r"cotisation|indemni|facture|remuner"
        ),
    ),
    ("donnees et secret", r"donnees|confidential|secret|rgpd|information(?:s)? nominative"),
    (
        "evaluation et observation",
        r"evaluat|bilan|indicateur|observat|statistique|diagnostic|analyse des besoins|rapport d'activite",
    ),
    ("formation", r"formations?\b|former\b|professionnalisation|competences|immersion|nouveaux professionnels"),
    (
        "acces aux droits",
        (
            r"acces aux? droits?|accueil (?:social|du public|inconditionnel|des usagers)|lieux d.accueil|orientation|"
            r"domiciliation|numerique|accompagnement social"
        ),
    ),
    ("participation", r"participation|usagers|habitants|citoyen|personnes accompagnees"),
    ("communication", r"communication|diffus|publicite|logo|faire connaitre"),
    ("gouvernance", r"comite|instance|pilotage|reunion|gouvernance|concertation|coordination"),
    ("moyens", r"moyens|locaux|materiel|mise a disposition|personnel|assurance|equipement"),
)
_PATTERNS = tuple((theme, rx.compile(rf"\b(?:{words})")) for theme, words in THEMES)


def theme_of(folded: str, headings: list[str]) -> str | None:
    """The theme of a commitment with these folded words, under ``headings`` (outermost first); None when none tells."""
    for text in (*(squash(heading) for heading in reversed(headings)), folded):
        for theme, pattern in _PATTERNS:
            if pattern.search(text):
                return theme
    return None
