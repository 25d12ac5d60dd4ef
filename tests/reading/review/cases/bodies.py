"""Bodies and evaluation: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import Texts, write

CASES = {
    "instance-sans-membres": Texts(
        ((write(pilotage="Un comité de pilotage se réunit deux fois par an."), "comité de pilotage"), (write(pilotage="Une commission de coordination est créée ; elle se réunit chaque trimestre."), "commission de coordination")),
        (
            write(pilotage="Un comité de pilotage se réunit deux fois par an. Ce comité de pilotage rassemble deux élus de chaque partie."),
            write(pilotage="Une commission de coordination se réunit chaque trimestre. Elle comprend :\n\n- la directrice du CCAS ;\n- le responsable du service social."),
        ),
    ),
    "instance-sans-rythme": Texts(
        (
            (write(pilotage="Un comité de pilotage est créé. Il est composé de deux élus de chaque partie."), "comité de pilotage"),
            (write(pilotage="Le partenariat vit par des rencontres régulières entre les cadres des deux parties."), "rencontres régulières"),
        ),
        (
            write(pilotage="Un comité de pilotage, composé de deux élus de chaque partie, se réunit chaque trimestre."),
            write(pilotage="Le partenariat vit par des rencontres régulières entre les cadres, trois fois par an."),
        ),
    ),
    "reste-a-definir": Texts(
        (
            (write(pilotage="Les services organisent trois rencontres, dont le rythme reste à définir."), "dont le rythme reste à définir"),
            (write(engagements="Le Département s'engage à ouvrir un accueil. Les horaires seront précisés ultérieurement."), "seront précisés ultérieurement"),
        ),
        (
            write(engagements="Le Département s'engage à ouvrir un accueil. Les horaires restent à définir par le comité de suivi, avant le 30 juin."),
            write(engagements="Le Département s'engage à ouvrir un accueil. Les horaires sont définis en annexe, tenue à jour.", annex="ANNEXE – Horaires\n\n- mardi ;\n- jeudi."),
        ),
    ),
    "evaluation-absente": Texts(
        ((write(evaluation=None), "CONVENTION DE PARTENARIAT"), (write(evaluation="Les parties se tiennent informées."), "CONVENTION DE PARTENARIAT")),
        (write(evaluation="La Commune remet un rapport annuel."), write(evaluation="Le comité rend compte chaque année aux assemblées.")),
    ),
    "evaluation-sans-rythme": Texts(
        (
            (write(evaluation="La convention fait l'objet d'une évaluation partagée."), "évaluation"),
            (write(evaluation="Les parties dressent un bilan des actions menées en commun."), "bilan"),
        ),
        (write(evaluation="La convention fait l'objet d'une évaluation six mois avant son terme."), write(evaluation="Les parties dressent un bilan des actions, chaque année au mois de mars.")),
    ),
}  # fmt: skip
