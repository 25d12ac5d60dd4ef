"""A charter of fifteen articles, what six avenants make of it, and how its text then reads: all written by hand.

``ARTICLES`` holds every wording of every article, under its number and the avenant that wrote it ("8/3": article 8 as
avenant 3 has it, "8/3+4" once avenant 4 has changed it too). A text is the list of the wordings that it is made of.
"""

from __future__ import annotations

OPENING = """CHARTE DE COOPÉRATION POUR L’ACCÈS AUX DROITS DU PAYS DE VALORNE

ENTRE

Le Département de l’Ourcelle, sis 12 cours de la République à Montclair, représenté par son président, ci-après dénommé « le Département »,
d’une part,

ET

Le CCAS de Montclair, sis 8 rue Saint-Aubin à Montclair, représenté par sa présidente, ci-après dénommé « le CCAS »,
d’autre part,

IL EST CONVENU CE QUI SUIT
"""

CLOSING = """Fait à Montclair, le

Pour le Département, le président
Pour le CCAS, la présidente
"""

ARTICLES = {
    "1": """Article 1 – Objet
La présente charte organise l’accès aux droits des habitants du pays de Valorne.
""",
    "2": """Article 2 – Principes
Les parties accueillent chacun sans distinction. Elles respectent le secret professionnel.
""",
    "3": """Article 3 – Périmètre
La charte s’applique dans les douze communes du pays.
Une commune voisine peut demander à y être associée.
""",
    "3/5": """Article 3 – Périmètre
La charte s’applique dans les douze communes du pays.
""",
    "4": """Article 4 – Premier accueil
Le CCAS s’engage à tenir un premier accueil trois demi-journées par semaine.
""",
    "4/2": """Article 4 – Premier accueil
Le CCAS s’engage à tenir un premier accueil cinq demi-journées par semaine.
""",
    "5": """Article 5 – Comité de suivi
Un comité de suivi se réunit deux fois par an. Il est présidé par le Département.
""",
    "5/1": """Article 5 – Comité de suivi
Un comité de suivi se réunit chaque trimestre. Il est présidé par le Département.
""",
    "6": """Article 6 – Permanences
Le Département s’engage à :
- tenir une permanence par mois dans chaque commune ;
- en publier le calendrier.
""",
    "6/5": """Article 6 – Permanences
Le Département s’engage à :
- tenir une permanence par mois dans chaque commune ;
- recevoir sur rendez-vous les personnes qui ne peuvent se déplacer ;
- en publier le calendrier.
""",
    "6 bis/1": """Article 6 bis – Visites à domicile
Le Département s’engage à visiter à leur domicile les personnes qui ne peuvent se déplacer.
""",
    "7": """Article 7 – Instruction des demandes
Le Département s’engage à instruire les demandes dans un délai de trente jours.
""",
    "7/5": """Article 7 – Instruction des demandes
Le Département s’engage à instruire les demandes dans un délai de vingt jours.
""",
    "8": """Article 8 – Orientation
Le CCAS s’engage à orienter les personnes dans un délai de dix jours ouvrés.
""",
    "8/3": """Article 8 – Orientation
Le CCAS s’engage à orienter les personnes dans un délai de sept jours ouvrés.
""",
    "8/3+4": """Article 8 – Orientation
Le CCAS s’engage à orienter les personnes dans un délai de sept jours ouvrés.
Il informe le Département de toute orientation restée sans suite.
""",
    "9": """Article 9 – Formation
Le Département forme les agents du CCAS une fois par an.
""",
    "9/2": """Article 9 – Formation commune
Les parties s’engagent à organiser deux journées de formation par an.
Le Département en supporte le coût.
""",
    "10": """Article 10 – Locaux
Le CCAS met une salle à disposition du Département.
""",
    "11": """Article 11 – Bulletin
Les parties publient un bulletin commun.
""",
    "12": """Article 12 – Communication
Toute communication porte le nom des deux parties.
""",
    "12/3+4": """Article 12 – Communication et image
Toute communication porte le nom et l’emblème des deux parties.
""",
    "13": """Article 13 – Données
Les parties n’échangent aucune donnée sans l’accord de la personne.
""",
    "14": """Article 14 – Durée
La présente charte est conclue pour une durée de trois ans.
""",
    "14/6": """Article 14 – Durée
La présente charte est conclue pour une durée de six ans.
""",
    "15": """Article 15 – Résiliation
Chaque partie peut la dénoncer moyennant un préavis de trois mois.
""",
    "15 bis/6": """Article 15 bis – Médiation
Les parties recherchent un accord amiable avant tout recours.
""",
}


def written(*wordings: str) -> str:
    """The whole text made of these wordings, in this order."""
    return "\n".join([OPENING, *(ARTICLES[one] for one in wordings), CLOSING])


CHARTER = written("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15")

BY_1 = written("1", "2", "3", "4", "5/1", "6", "6 bis/1", "7", "8", "9", "10", "11", "12", "13", "14", "15")
BY_1_5 = written("1", "2", "3/5", "4", "5/1", "6/5", "6 bis/1", "7/5", "8", "9", "10", "11", "12", "13", "14", "15")
BY_1_2 = written("1", "2", "3", "4", "5/1", "6", "6 bis/1", "7", "8", "9/2", "10", "12", "13", "14", "15")
BY_1_5_2 = written("1", "2", "3/5", "4", "5/1", "6/5", "6 bis/1", "7/5", "8", "9/2", "10", "12", "13", "14", "15")
BY_1_2_3_4 = written("1", "2", "13", "3", "4", "5/1", "6", "6 bis/1", "7", "8/3+4", "9/2", "10", "12/3+4", "14", "15")
BY_1_5_2_3_4 = written(
    "1", "2", "13", "3/5", "4", "5/1", "6/5", "6 bis/1", "7/5", "8/3+4", "9/2", "10", "12/3+4", "14", "15"
)
BY_1_2_AND_ITS_LATER_DAY = written(
    "1", "2", "3", "4/2", "5/1", "6", "6 bis/1", "7", "8", "9/2", "10", "12", "13", "14", "15"
)
ALL_BUT_6 = written(
    "1", "2", "13", "3/5", "4/2", "5/1", "6/5", "6 bis/1", "7/5", "8/3+4", "9/2", "10", "12/3+4", "14", "15"
)
ALL_SIX = written(
    "1",
    "2",
    "13",
    "3/5",
    "4/2",
    "5/1",
    "6/5",
    "6 bis/1",
    "7/5",
    "8/3+4",
    "9/2",
    "10",
    "12/3+4",
    "14/6",
    "15",
    "15 bis/6",
)
