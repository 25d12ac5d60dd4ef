"""The values that rows of this room may take; those that the reader finds bear the reader's names."""

from __future__ import annotations

from django.db import models


class AgreementKind(models.TextChoices):
    """What the title says that the text is (``maillage.reading``), and the one kind that is not an agreement."""

    CHARTE = "charte", "Charte"
    CONVENTION = "convention", "Convention"
    PROTOCOLE = "protocole", "Protocole"
    CONTRAT = "contrat", "Contrat"
    AVENANT = "avenant", "Avenant"
    COM = "com", "Convention d’objectifs et de moyens"
    CPOM = "cpom", "CPOM"
    PST = "pst", "Projet social de territoire"
    STATUTS = "statuts", "Convention constitutive, statuts"
    AUTRE = "autre", "Autre accord"
    REFERENCE = "reference", "Document de référence"


class AgreementState(models.TextChoices):
    """Where the reading of an agreement stands; it follows from dated facts (``models.Agreement.state``)."""

    DRAFT = "draft", "Brouillon"
    SHARED = "shared", "Partagé"
    CONFIRMED = "confirmed", "Lecture confirmée"
    PUBLISHED = "published", "Publié"
    ARCHIVED = "archived", "Archivé"


class PartyRole(models.TextChoices):
    """How an organisation stands in an agreement."""

    PARTY = "party", "partie"
    ASSOCIATED = "associated", "acteur associé"
    BENEFICIARY = "beneficiary", "bénéficiaire"


class PartyNature(models.TextChoices):
    """What a party is, as the reader says it."""

    PUBLIC = "public", "collectivité ou organisme public"
    ASSOCIATION = "association", "association"
    COMPANY = "company", "entreprise"
    PERSON = "person", "personne"
    OTHER = "other", "autre"


class Binding(models.TextChoices):
    """Whom a commitment binds; all and reciprocal are rules, since parties come and go."""

    ONE = "one", "une partie"
    SEVERAL = "several", "plusieurs parties"
    ALL = "all", "toutes les parties"
    RECIPROCAL = "reciprocal", "réciproque"
    NONE = "none", "le texte ne dit pas qui"


class Strength(models.TextChoices):
    """How firmly a commitment binds."""

    FIRM = "firm", "ferme"
    BEST_EFFORTS = "best_efforts", "de moyens"
    CONDITIONAL = "conditional", "sous condition"
    ENVISAGED = "envisaged", "envisagé"


class CommitmentForm(models.TextChoices):
    """How the text words a commitment."""

    LISTED = "listed", "élément d’une liste d’engagements"
    EXPLICIT = "explicit", "verbe d’engagement ou d’obligation"
    PRESENT = "present", "présent ou futur"


class TermName(models.TextChoices):
    """What the text says of its own life (the fields of ``maillage.reading.model.Terms``)."""

    EFFECT_TRIGGER = "effect_trigger", "prise d’effet"
    EFFECT_DATE = "effect_date", "date d’effet"
    DURATION = "duration", "durée"
    END_DATE = "end_date", "échéance"
    RENEWAL_MODE = "renewal_mode", "reconduction"
    RENEWAL_PERIOD = "renewal_period", "durée d’une reconduction"
    RENEWAL_MAX_TIMES = "renewal_max_times", "nombre de reconductions"
    NOTICE_PERIOD = "notice_period", "préavis de résiliation"
    NOTICE_FORM = "notice_form", "forme du préavis"
    NON_RENEWAL_NOTICE = "non_renewal_notice", "préavis de non-reconduction"
    AMENDMENT_BY = "amendment_by", "modification"
    AMENDMENT_PERIODICITY = "amendment_periodicity", "révision périodique"
    EVALUATION_PERIODICITY = "evaluation_periodicity", "bilan ou évaluation"
    DISPUTE_AMICABLE_FIRST = "dispute_amicable_first", "règlement amiable"
    DISPUTE_COURT = "dispute_court", "tribunal compétent"


class MentionKind(models.TextChoices):
    """A point of the text that lives without being a commitment or a term."""

    BODY = "body", "instance"
    GUARANTOR = "guarantor", "garant"
    PRINCIPLE = "principle", "principe"
    OBJECTIVE = "objective", "objectif"
    THEME = "theme", "thème"
    AMOUNT = "amount", "montant"
    DATE = "date", "date"
    LAW = "law", "référence juridique"
    FRAMEWORK = "framework", "cadre de référence"
    ARTICLE = "article", "renvoi à un article"
    ANNEX = "annex", "renvoi à une annexe"
    AGREEMENT = "agreement", "renvoi à un accord"
    BLANK = "blank", "blanc à remplir"


class FindingSort(models.TextChoices):
    """What a finding of the reading is about."""

    KIND = "kind", "genre"
    TITLE = "title", "titre"
    PARTY = "party", "partie"
    COMMITMENT = "commitment", "engagement"
    TERM = "term", "clause"
    MENTION = "mention", "mention"
    SIGNATORY = "signatory", "signataire"


class FindingState(models.TextChoices):
    """What a person decided of a finding."""

    TO_CHECK = "to_check", "À vérifier"
    ACCEPTED = "accepted", "Confirmé"
    CORRECTED = "corrected", "Corrigé"
    ADDED = "added", "Ajouté"
    SET_ASIDE = "set_aside", "Écarté"


KEPT_STATES = frozenset({FindingState.ACCEPTED, FindingState.CORRECTED, FindingState.ADDED})
"""Findings that become part of the agreement when the reading is confirmed."""


class Severity(models.TextChoices):
    """How bad a defect of the text is."""

    ERROR = "error", "À corriger"
    WARNING = "warning", "À vérifier"
    ADVICE = "advice", "Conseil"


class DefectState(models.TextChoices):
    """What became of a defect."""

    OPEN = "open", "Relevé"
    MENDED = "mended", "Corrigé"
    SET_ASIDE = "set_aside", "Écarté"


class DocumentRole(models.TextChoices):
    """What a file is to an agreement."""

    SIGNED_ORIGINAL = "signed_original", "original signé"
    WORKING_TEXT = "working_text", "texte de travail"
    ANNEX = "annex", "annexe"
    RESOLUTION = "resolution", "délibération"
    RECEIPT = "receipt", "accusé de réception de la préfecture"
    MANDATE = "mandate", "mandat ou délégation de signature"
    EVIDENCE = "evidence", "justificatif"
    OTHER = "other", "autre pièce"


READ_ROLES = (DocumentRole.SIGNED_ORIGINAL, DocumentRole.WORKING_TEXT)
"""The roles of files that say the text, the one that is read first before the other."""


class LinkKind(models.TextChoices):
    """How an agreement stands to another."""

    RENEWS = "renews", "renouvelle"
    APPLIES = "applies", "applique"
    DECLINES = "declines", "décline localement"
    COORDINATED_WITH = "coordinated_with", "s’articule avec"
    AMENDS = "amends", "modifie"


class Verdict(models.TextChoices):
    """How a party judges a commitment."""

    KEPT = "kept", "Tenu"
    PARTIAL = "partial", "Tenu en partie"
    BROKEN = "broken", "Non tenu"
    NOT_APPLICABLE = "not_applicable", "Sans objet"


class Answer(models.TextChoices):
    """What a party says of the reading."""

    ASKED = "asked", "Demandé"
    CONFIRMED = "confirmed", "Confirmé"
    CONTESTED = "contested", "Contesté"


class Task(models.TextChoices):
    """The one thing that a private link, or a campaign, asks."""

    CONFIRM_READING = "confirm_reading", "confirmer la lecture"
    GIVE_PIECE = "give_piece", "donner une pièce"
    JUDGE = "judge", "dire où en sont ses engagements"
    ACKNOWLEDGE = "acknowledge", "prendre connaissance du résumé"


class AdherenceBasis(models.TextChoices):
    """Why a member of a federation is bound by an agreement."""

    MEMBERSHIP = "membership", "membre de la fédération"
    SIGNATURE = "signature", "a signé elle-même"
    LETTER = "letter", "a écrit qu’elle adhère"
    DECLARED = "declared", "déclarée par la fédération"


class CommitmentState(models.TextChoices):
    """The one state that a commitment shows: what its parties judged, else where it stands in time."""

    DISPUTED = "disputed", "Discuté"
    BROKEN = "broken", "Non tenu"
    PARTIAL = "partial", "Tenu en partie"
    KEPT = "kept", "Tenu"
    NOT_APPLICABLE = "not_applicable", "Sans objet"
    DUE = "due", "Attendu"
    PENDING = "pending", "À venir"
    SUPERSEDED = "superseded", "Remplacé"


class Needed(models.TextChoices):
    """What an agreement needs beside its text; what is not there is a missing piece (``queries.missing``)."""

    TEXT = "text", "le texte de l’accord"
    SIGNED_ORIGINAL = "signed_original", "l’original signé"
    SIGNATURE = "signature", "l’exemplaire signé"
    RESOLUTION = "resolution", "la délibération"
    RECEIPT = "receipt", "l’accusé de réception de la préfecture"
    MANDATE = "mandate", "les statuts ou le mandat de signer"
    ANNEX = "annex", "l’annexe"
    SIGNED_ON = "signed_on", "la date de signature"
    NOTIFIED_ON = "notified_on", "la date de notification"
    EFFECT_ON = "effect_on", "la date d’effet"
    ENDS_ON = "ends_on", "l’échéance"
    ENFORCEABLE = "enforceable", "les dates qui rendent la délibération exécutoire"
    PARTY_SIGNATURE = "party_signature", "la signature"
    NOTIFICATION = "notification", "la preuve de la notification"


class InstructionVerb(models.TextChoices):
    """What an avenant asks: of the text, of a term, of who is party."""

    REPLACE = "replace", "remplacer une disposition"
    HEADING = "heading", "changer un intitulé"
    WORDS = "words", "remplacer ou supprimer des mots"
    INSERT = "insert", "ajouter une disposition"
    STRIKE = "strike", "supprimer une disposition"
    MOVE = "move", "déplacer une disposition"
    RENUMBER = "renumber", "changer un numéro"
    TERM = "term", "changer une clause"
    JOIN = "join", "une partie entre"
    LEAVE = "leave", "une partie sort"


TEXT_VERBS = frozenset(set(InstructionVerb) - {InstructionVerb.TERM, InstructionVerb.JOIN, InstructionVerb.LEAVE})
"""What is asked of the words themselves."""


class InstructionPlace(models.TextChoices):
    """Where a new, or a moved, provision goes."""

    AFTER = "after", "après"
    BEFORE = "before", "avant"
    FIRST = "first", "au début de"
    LAST = "last", "à la fin de"


class InstructionDecision(models.TextChoices):
    """What a person decided of an instruction that raises a question."""

    STANDS = "stands", "elle s’applique ainsi"
    SET_ASIDE = "set_aside", "elle est écartée"


class CommitmentFate(models.TextChoices):
    """What becomes of commitments when an avenant changes the words that they rest on."""

    CHANGED = "changed", "modifié"
    SPLIT = "split", "partagé en plusieurs"
    MERGED = "merged", "réuni avec d’autres"
    ENDED = "ended", "prend fin"
    NEW = "new", "nouveau"


class ChangeState(models.TextChoices):
    """What a person said of the fate of a commitment, which the software proposes."""

    PROPOSED = "proposed", "À confirmer"
    CONFIRMED = "confirmed", "Confirmé"
    SET_ASIDE = "set_aside", "Écarté"
    UNDONE = "undone", "Défait avec l’avenant"


class AmendmentState(models.TextChoices):
    """Where an avenant stands; it follows from dated facts (``models.Amendment.state``)."""

    PREPARED = "prepared", "En préparation"
    RECORDED = "recorded", "Enregistré"
    WITHDRAWN = "withdrawn", "Retiré"


FACTS = ("signed_on", "notified_on", "effect_on", "ends_on")
"""The dates of an agreement that a named person states; empty, they are not known."""
