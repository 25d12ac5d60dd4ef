"""Names of services, bodies, parties and laws: texts that the rules must catch, and near-misses that they must leave alone."""

from __future__ import annotations

from tests.reading.review.making import COMMUNE, DEPARTEMENT, Texts, write

CASES = {
    "service-deux-numeros": Texts(
        (
            (write(engagements="La responsable du service social n° 4 s'engage à recevoir chacun.", evaluation="Le bilan annuel est dressé par le service social n° 7."), "service social n° 7"),
            (write(engagements="L'Unité territoriale n°2 assure l'accueil.", evaluation="L'unité territoriale n°12 rédige le bilan annuel."), "unité territoriale n°12"),
        ),
        (
            write(engagements="Les agents du service social n° 4 et ceux du service social n° 7 assurent l'accueil."),
            write(engagements="Le service social n° 4 applique la délibération n° 12 et l'avenant n° 2."),
        ),
    ),
    "service-deux-noms": Texts(
        (
            (write(engagements="La Maison des solidarités de Clairbourg assure l'accueil.", pilotage="La Maison des solidarités de Clairbourg reçoit sur rendez-vous.", evaluation="La Maison départementale des solidarités de Clairbourg-Sud dresse le bilan annuel."), "Clairbourg-Sud"),
            (write(engagements="Le Pôle des solidarités de Montval assure l'accueil. Le Pôle territorial des solidarités de Montval informe le maire."), "Pôle"),
        ),
        (
            write(engagements="La Maison des solidarités de Clairbourg et la Maison des solidarités de Montval assurent l'accueil."),
            write(engagements="La Maison des solidarités de Clairbourg assure l'accueil. Le Centre social de Clairbourg aussi."),
        ),
    ),
    "instance-deux-noms": Texts(
        (
            (write(pilotage="Une cellule de veille sociale se réunit deux fois par an ; elle est composée d'élus.", evaluation="La cellule de veille territoriale dresse un bilan annuel."), "cellule de veille"),
            (write(pilotage="Un comité de suivi technique se réunit chaque mois. Il est composé de cadres.", evaluation="Le comité de suivi partenarial dresse un bilan annuel."), "comité de suivi"),
        ),
        (
            write(pilotage="Le comité de suivi technique prépare les travaux du comité de suivi partenarial, deux fois par an. Ils sont composés de cadres."),
            write(pilotage="La conférence sociale locale se tient chaque année. Elle est composée d'élus. La conférence sociale débat du bilan."),
        ),
    ),
    "nom-court-double": Texts(
        (
            (write(DEPARTEMENT, COMMUNE.replace("« la Commune »", "« le Département »")), "Département"),
            (write(DEPARTEMENT, COMMUNE, COMMUNE.replace("Clairbourg", "Montval")), "Commune"),
        ),
        (write(), write(DEPARTEMENT, COMMUNE, COMMUNE.replace("Clairbourg", "Montval").replace("« la Commune »", "« Montval »"))),
    ),
    "nom-court-inutilise": Texts(
        (
            (write(DEPARTEMENT, COMMUNE.replace("« la Commune »", "« la Collectivité »")), "Collectivité"),
            (write(DEPARTEMENT.replace("« le Département »", "« le Financeur »"), COMMUNE), "Financeur"),
        ),
        (write(), write(engagements="Le Département et les communes s'engagent à se tenir informés. La Commune prête une salle.")),
    ),
    "appellation-conseil-general": Texts(
        (
            (write(objet="Le Conseil général et la Commune coopèrent."), "Conseil général"),
            (write(evaluation="Le bilan annuel est présenté aux conseillers généraux."), "conseillers généraux"),
        ),
        (
            write(objet="Le Conseil général et la Commune coopèrent.", made="Fait à Clairbourg, le 3 mars 2014, en {} exemplaires."),
            write(objet="Le rapport du Conseil général de l'environnement et du développement durable est suivi."),
        ),
    ),
    "appellation-disparue": Texts(
        (
            (write(objet="La convention prolonge celle conclue avec la DDASS."), "DDASS"),
            (write(evaluation="Le bilan annuel est transmis à Pôle emploi."), "Pôle emploi"),
        ),
        (
            write(evaluation="Le bilan annuel est transmis à France Travail (ex-Pôle emploi)."),
            write(evaluation="Le bilan annuel est transmis à Pôle emploi.", made="Fait à Clairbourg, le 3 mars 2022, en {} exemplaires."),
        ),
    ),
}  # fmt: skip
