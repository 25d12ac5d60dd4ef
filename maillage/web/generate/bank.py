"""The words that generated agreements are made of, all invented here: places, bodies, matters and what is promised."""

from __future__ import annotations

PLACE, BODY = "Montgervin", "Clairière des Sorbiers"
"""The names that a text is first written with: each agreement that is made of it bears others in their place."""

FIRST_YEAR = 2051
"""The year of the first date of a text as it is first written: no agreement bears it, so that it can be replaced."""

PLACE_STARTS = (
    "Bel Bois Bourg Brè Char Clair Cor Dam Fer Fontan Gran Haute Lam Lau Mar Mir Mon Nan Par Pier Plan Puy Roche Sal "
    "San Ter Tour Val Ver Vil"
).split()
PLACE_ENDS = (
    "bruche cieux dorme fosse gane lande lieu louve mare meuil mont morte nac nesse pierre pont queyre rive seille vaux"
).split()
BODY_WHAT = (
    "Amarre Ancrage Atelier Boussole Cordée Éclaircie Embellie Escale Étape Foyer Halte Jalon Lanterne Maison "
    "Passerelle Relais Rivage Sillage Tandem Tremplin"
).split()
BODY_WHOSE = (
    "des Aulnes|des Bleuets|du Canal|du Chemin Vert|des Cimes|de la Colline|des Deux Ponts|des Érables|du Faubourg|"
    "des Genêts|de la Grande Cour|du Lavoir|des Merisiers|du Moulin Neuf|des Noisetiers|de la Place Haute|"
    "des Quatre Vents|de la Source|du Tilleul|des Vergers"
).split("|")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
WEEKDAYS = "lundi mardi mercredi jeudi vendredi".split()
DELAYS = "trois jours|cinq jours|huit jours|quinze jours|un mois|deux mois".split("|")
RHYTHMS = "chaque mois|chaque trimestre|deux fois par an|chaque année|tous les deux mois".split("|")

MATTERS: dict[str, tuple[str, ...]] = {
    "Accueil et première information": (
        "recevoir toute personne qui se présente, quel que soit son lieu d’habitation",
        "tenir une permanence le {weekday} matin dans les locaux de l’autre partie",
        "remettre à chacun une fiche qui dit où s’adresser et avec quels papiers",
        "orienter les demandes qui ne relèvent pas de son guichet dans un délai de {delay}",
        "prévenir de toute fermeture {delay} à l’avance",
        "former ses agents d’accueil à l’écoute et aux droits des usagers {rhythm}",
        "afficher les horaires à jour à l’entrée de ses locaux",
        "proposer un interprète à toute personne qui ne parle pas français",
    ),
    "Accès aux droits": (
        "vérifier les droits ouverts de chaque ménage lors du premier entretien",
        "instruire les demandes d’aide légale dans un délai de {delay}",
        "accompagner les démarches en ligne des personnes qui n’ont pas d’ordinateur",
        "désigner un correspondant pour les situations sans réponse",
        "signaler les refus répétés de prise en charge pour qu’ils soient examinés ensemble",
        "élire domicile les personnes sans adresse stable présentes sur la commune",
        "transmettre les pièces manquantes dans un délai de {delay}",
        "tenir à jour la liste des aides facultatives et de leurs conditions",
    ),
    "Prévention et soutien aux familles": (
        "organiser {rhythm} une rencontre ouverte aux parents",
        "proposer une visite à domicile après chaque naissance signalée",
        "mettre un lieu neutre à disposition pour les visites en présence d’un tiers",
        "associer les familles à l’écriture du projet qui les concerne",
        "soutenir les actions des écoles contre le décrochage",
        "relayer auprès des familles les informations sur les modes de garde",
        "ouvrir un groupe de parole animé par une psychologue",
        "financer des séjours de vacances pour {number} enfants",
    ),
    "Enfants confiés": (
        "accueillir les fratries sans les séparer",
        "garantir à chaque enfant un adulte référent dès son arrivée",
        "préparer la sortie du dispositif un an avant la majorité",
        "transmettre le rapport de situation {delay} avant chaque échéance",
        "réserver {number} places d’accueil d’urgence",
        "recueillir l’avis de l’enfant avant toute décision d’orientation",
        "assurer un suivi de santé dans le premier mois de l’accueil",
        "maintenir le lien avec la fratrie et les grands-parents",
    ),
    "Jeunes majeurs": (
        "proposer un entretien à chaque jeune six mois après sa sortie",
        "cautionner les premiers loyers dans la limite de {number} situations par an",
        "réserver des logements de transition meublés",
        "parrainer les jeunes qui cherchent un apprentissage",
        "maintenir une aide jusqu’à la fin de l’année scolaire engagée",
        "informer chaque jeune de ses droits au moins un an avant sa majorité",
        "ouvrir ses ateliers de cuisine et de budget aux jeunes accompagnés",
        "désigner un parrain pour chaque jeune sans famille",
    ),
    "Personnes âgées": (
        "appeler {rhythm} les personnes inscrites au registre des personnes isolées",
        "coordonner le portage de repas et l’aide à domicile",
        "évaluer les besoins à domicile dans un délai de {delay} après la demande",
        "soutenir les aidants par un lieu de répit",
        "signaler toute situation de danger le jour même",
        "proposer un transport accompagné vers les lieux de soins",
        "organiser {rhythm} un atelier d’équilibre et de mémoire",
        "adapter les logements avec l’aide d’un ergothérapeute",
    ),
    "Handicap": (
        "rendre ses locaux accessibles avant la fin de la deuxième année",
        "désigner un référent accessibilité joignable par téléphone",
        "accueillir des stagiaires en situation de handicap",
        "rédiger en langage simple les documents remis aux usagers",
        "réserver une place dans chaque séjour collectif",
        "accompagner les familles dans leur dossier de compensation",
        "former ses équipes aux troubles du développement {rhythm}",
        "associer les personnes concernées à l’évaluation des services",
    ),
    "Logement": (
        "examiner en commun les menaces d’expulsion {rhythm}",
        "proposer une aide au maintien dans les lieux dans un délai de {delay}",
        "repérer les logements indignes lors des visites à domicile",
        "réserver {number} logements aux ménages accompagnés",
        "accompagner l’entrée dans les lieux pendant trois mois",
        "prévenir les impayés d’énergie par un conseil à domicile",
        "informer les bailleurs des aides mobilisables",
        "tenir un tableau commun des demandes en attente",
    ),
    "Insertion": (
        "inscrire une clause sociale dans ses marchés de travaux",
        "recevoir en entretien chaque nouvel allocataire dans un délai de {delay}",
        "proposer un contrat d’engagement à chaque personne suivie",
        "financer {number} places de chantier d’insertion",
        "lever les freins de mobilité par un prêt de véhicules",
        "ouvrir ses formations internes aux salariés en insertion",
        "réunir les employeurs du territoire {rhythm}",
        "proposer une garde d’enfants pendant les entretiens",
    ),
    "Santé": (
        "tenir une consultation avancée {rhythm} dans les locaux communs",
        "organiser une campagne de dépistage avec les professionnels du territoire",
        "faciliter l’accès à une mutuelle négociée",
        "orienter vers la permanence d’accès aux soins les personnes sans couverture",
        "soutenir une équipe mobile de santé mentale",
        "proposer un bilan bucco-dentaire aux enfants accueillis",
        "diffuser les messages de prévention des fortes chaleurs",
        "associer le médecin de la protection maternelle aux réunions de synthèse",
    ),
    "Numérique": (
        "mettre {number} postes en accès libre avec un accompagnement",
        "tenir un atelier d’initiation {rhythm}",
        "prêter des ordinateurs reconditionnés aux familles",
        "sécuriser les échanges de documents par un espace protégé",
        "ne demander aucune pièce déjà détenue par l’autre partie",
        "aider à créer une adresse électronique et à la retrouver",
        "recenser les zones où le téléphone ne passe pas",
        "signaler les démarches en ligne qui ne fonctionnent pas",
    ),
    "Vie associative": (
        "mettre une salle à disposition gratuitement le {weekday} soir",
        "verser la subvention avant la fin du premier trimestre",
        "remettre son compte rendu financier avant le 30 juin",
        "faire connaître le soutien reçu dans ses publications",
        "inviter un représentant de chaque financeur à son assemblée générale",
        "former ses bénévoles au respect de la vie privée",
        "assurer ses locaux et ses activités",
        "publier la liste de ses actions de l’année",
    ),
    "Urgence sociale": (
        "se relayer pour assurer une astreinte toute l’année",
        "débloquer un secours immédiat dans la limite fixée par son règlement",
        "ouvrir un lieu de mise à l’abri par grand froid",
        "appeler l’autre partie avant toute orientation vers elle",
        "tenir à disposition un stock de produits de première nécessité",
        "accompagner physiquement les personnes les plus fragiles",
        "faire le point {rhythm} sur les situations sans solution",
        "désigner un cadre joignable la nuit et le dimanche",
    ),
    "Observation et partage": (
        "transmettre ses données d’activité, sans nom, {rhythm}",
        "participer à l’analyse des besoins sociaux",
        "relever les demandes restées sans réponse",
        "présenter un bilan chiffré aux élus {rhythm}",
        "adopter les mêmes définitions pour compter les personnes reçues",
        "conserver les documents de suivi pendant cinq ans",
        "répondre aux enquêtes de l’observatoire dans un délai de {delay}",
        "mettre en ligne une carte des services du territoire",
    ),
}
PRINCIPLES = (
    "le respect de la personne et de ses choix",
    "le secret professionnel et la discrétion",
    "l’égalité de traitement entre les habitants",
    "la participation des personnes concernées",
    "la continuité des réponses sur tout le territoire",
    "la confiance entre les équipes",
)
