"""Numbers of articles, sections and lists: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import Texts, write

SECTIONS = "{a} Accueil\n\nLe Département s'engage à recevoir toute personne.\n\n{b} Logement\n\nLa Commune s'engage à prêter un bureau.\n\n{c} Santé\n\nLa Commune s'engage à informer les habitants."


def sections(a: str, b: str, c: str) -> str:
    """A convention with three sections in an article."""
    return write(engagements=SECTIONS.format(a=a, b=b, c=c))


CASES = {
    "numerotation-saut": Texts(
        (
            (write(evaluation="=Article 5 – Évaluation\nLes parties dressent un bilan chaque année.", duree="=Article 6 – Durée\nLa convention dure trois ans à compter de sa signature."), "Article 5"),
            (sections("2.1", "2.2", "2.4"), "2.4"),
        ),
        (sections("2.1", "2.2", "2.3"), write(evaluation="=Article 3 bis – Évaluation\nLes parties dressent un bilan chaque année.", duree="=Article 4 – Durée\nLa convention dure trois ans à compter de sa signature.", modification="=Article 5 – Modification\nLa convention est modifiée par avenant.", resiliation="=Article 6 – Résiliation\nElle est résiliée par écrit avec un préavis de deux mois après réception.", litiges="=Article 7 – Litiges\nLes litiges sont réglés à l'amiable.")),
    ),
    "numerotation-doublon": Texts(
        (
            (write(evaluation="=Article 3 – Évaluation\nLes parties dressent un bilan chaque année."), "Article 3"),
            (sections("2.1", "2.2", "2.2"), "2.2"),
        ),
        (sections("2.1", "2.2", "2.3"), write(evaluation="=Article 3 bis – Évaluation\nLes parties dressent un bilan chaque année.")),
    ),
    "liste-numerotation": Texts(
        (
            (write(engagements="Le Département s'engage à :\n\na) tenir une permanence ;\n\nb) former les agents ;\n\nd) publier un guide."), "d)"),
            (write(engagements="La Commune s'engage :\n\n1° à prêter un bureau ;\n\n2° à informer les habitants ;\n\n4° à désigner un élu."), "4°"),
        ),
        (
            write(engagements="Le Département s'engage à :\n\na) tenir une permanence ;\n\nb) former les agents ;\n\nc) publier un guide."),
            write(engagements="Le Département s'engage à :\n\n1) tenir une permanence ;\n\n2) former les agents.\n\nLa Commune s'engage à :\n\n1) prêter un bureau ;\n\n2) informer les habitants."),
        ),
    ),
    "article-sans-numero": Texts(
        (
            (write(word="ARTICLE", pilotage="=# PILOTAGE DU PARTENARIAT\n3.1 Comité\n\nUn comité se réunit deux fois par an. Il est composé de deux élus.\n\n3.2 Secrétariat\n\nLa Commune assure le secrétariat."), "PILOTAGE"),
            (write(word="ARTICLE", evaluation="=# ÉVALUATION\n4.1 Bilan\n\nLes parties dressent chaque année un bilan.\n\n4.2 Suites\n\nLe Département publie le bilan."), "ÉVALUATION"),
        ),
        (write(), write(pilotage="=4 – Pilotage\nUn comité se réunit deux fois par an. Il est composé de deux élus.")),
    ),
    "article-vide": Texts(
        ((write(evaluation=""), "Évaluation"), (write(word="ARTICLE", modification=""), "Modification")),
        (write(), write(evaluation="Bilan annuel.")),
    ),
    "enumeration-incomplete": Texts(
        (
            (write(objet="Le partenariat poursuit trois objectifs :\n\n- accueillir ;\n- orienter."), "trois objectifs"),
            (write(evaluation="Le bilan annuel porte sur quatre points :\n\n- l'accueil ;\n- les délais ;\n- les effets."), "quatre points"),
            (write(objet="L'association réunit les trois communes énumérées en annexe.", annex="ANNEXE – Communes\n\n- Clairbourg ;\n- Montval."), "trois communes énumérées en annexe"),
        ),
        (
            write(objet="Le partenariat poursuit trois objectifs :\n\n- accueillir ;\n- orienter ;\n- accompagner."),
            write(engagements="Dans les deux mois, le Département s'engage à :\n\n- former les agents ;\n- publier un guide ;\n- ouvrir un accueil."),
        ),
    ),
}  # fmt: skip
