"""References to articles and annexes: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import Texts, write

LIST = "Les signataires retiennent les axes suivants :\n\n- l'accueil ;\n- le logement."

CASES = {
    "renvoi-article-absent": Texts(
        (
            (write(evaluation="Les parties dressent chaque année le bilan des actions prévues à l'article 14."), "article 14"),
            (write(modification="Un avenant modifie la convention dans les conditions des articles 2 et 12."), "12"),
        ),
        (
            write(evaluation="Les parties dressent chaque année le bilan prévu à l'article 14 de la loi du 12 avril 2000."),
            write(objet="Le comité départemental est celui de l'article 12 du règlement intérieur.", evaluation="Le bilan annuel suit l'article L. 311-3 du code."),
        ),
    ),
    "renvoi-article-errone": Texts(
        (
            (write(objet=LIST, evaluation="Le bilan annuel porte sur les axes cités à l'article 3."), "article 3"),
            (write(axes_communs=LIST, evaluation="Le bilan annuel porte sur chacun des axes définis dans l'article 2 de la présente convention."), "article 2"),
            (write(pilotage="Les services échangent les informations utiles, dans le cadre prévu à l'article 6."), "article 6"),
        ),
        (
            write(objet=LIST, evaluation="Le bilan annuel porte sur les axes cités à l'article 1er."),
            write(evaluation="Le bilan annuel porte sur les engagements énoncés à l'article 2."),
            write(modification="Un avenant est conclu dans les conditions fixées à l'article 1."),
        ),
    ),
    "annexe-absente": Texts(
        (
            (write(engagements="Les parties mènent les actions décrites en annexe."), "en annexe"),
            (write(engagements="Les parties mènent les actions de l'annexe 1, chiffrées en annexe 2.", annex="ANNEXE 1 – Actions\n\n- accueil ;\n- permanences."), "annexe 2"),
        ),
        (
            write(engagements="Les parties mènent les actions décrites en annexe.", annex="ANNEXE – Actions\n\n- accueil ;\n- permanences."),
            write(engagements="Les parties suivent le modèle annexé à la circulaire du 3 mai 2021 et l'annexe 2 du décret du 4 juin 2020."),
        ),
    ),
    "annexe-non-citee": Texts(
        (
            (write(annex="ANNEXE – Liste des permanences\n\n- mardi matin ;\n- jeudi soir."), "ANNEXE"),
            (write(engagements="Les actions figurent en annexe 1.", annex="ANNEXE 1 – Actions\n\n- accueil ;\n- veille.\n\nANNEXE 2 – Budget\n\n- salaires ;\n- loyer."), "ANNEXE 2"),
        ),
        (
            write(engagements="Les permanences sont listées en annexe.", annex="ANNEXE – Liste des permanences\n\n- mardi matin ;\n- jeudi soir."),
            write(engagements="Les annexes 1 et 2 détaillent les actions.", annex="ANNEXE 1 – Actions\n\n- accueil ;\n- veille.\n\nANNEXE 2 – Budget\n\n- salaires ;\n- loyer."),
        ),
    ),
}  # fmt: skip
