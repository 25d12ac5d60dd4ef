"""The values of the legal life of an agreement: its states and acts, and how a party authorises, signs and notifies."""

from __future__ import annotations

from django.db import models


class LegalState(models.TextChoices):
    """Where the legal life of an agreement stands on a day (``legal_state``); the reading has states of its own."""

    DRAFT = "draft", "Projet"
    NEGOTIATION = "negotiation", "En négociation"
    ADOPTING = "adopting", "En cours d’adoption"
    ADOPTED = "adopted", "Adopté"
    SIGNING = "signing", "En cours de signature"
    SIGNED = "signed", "Signé"
    IN_FORCE = "in_force", "En vigueur"
    OBSERVED = "observed", "En vigueur, constaté"
    SUSPENDED = "suspended", "Suspendu"
    EXPIRED = "expired", "Arrivé à son terme"
    TERMINATED = "terminated", "Résilié"
    REPLACED = "replaced", "Remplacé"
    ARCHIVED = "archived", "Archivé"


class LegalAct(models.TextChoices):
    """What moves an agreement from a legal state to another."""

    SHARE = "share", "partager"
    ADOPT = "adopt", "adopter"
    SIGN = "sign", "signer"
    TAKE_EFFECT = "take_effect", "prendre effet"
    OBSERVE = "observe", "constater"
    SUSPEND = "suspend", "suspendre"
    RESUME = "resume", "reprendre"
    EXTEND = "extend", "proroger"
    RENEW = "renew", "reconduire"
    EXPIRE = "expire", "arriver au terme"
    TERMINATE = "terminate", "résilier"
    REPLACE = "replace", "remplacer"
    ARCHIVE = "archive", "archiver"
    RESTORE = "restore", "sortir des archives"


class EndWay(models.TextChoices):
    """How an agreement ends."""

    EXPIRED = "expired", "arrivée du terme"
    TERMINATED = "terminated", "résiliation"
    REPLACED = "replaced", "remplacement par un autre accord"


class AuthorityKind(models.TextChoices):
    """What lets a party commit itself."""

    RESOLUTION = "resolution", "délibération"
    BOARD_DECISION = "board_decision", "décision de l’organe dirigeant (bureau, conseil d’administration)"
    STATUTES = "statutes", "statuts"
    EXECUTIVE_DECISION = "executive_decision", "décision de l’exécutif, par délégation de l’assemblée"


class DelegationKind(models.TextChoices):
    """What somebody else than the representative receives."""

    SIGNATURE = "signature", "délégation de signature"
    POWER = "power", "délégation de fonctions ou de pouvoir"


class SignatoryLevel(models.TextChoices):
    """In what quality somebody signs for a party."""

    REPRESENTATIVE = "representative", "représentant ou représentante en titre (maire, président ou présidente)"
    POLITICAL = "political", "élu ou élue, dirigeant ou dirigeante, par délégation"
    ADMINISTRATIVE = "administrative", "direction ou service, par délégation"


class SignatureWay(models.TextChoices):
    """How a signature was given."""

    HANDWRITTEN = "handwritten", "à la main, document numérisé"
    ELECTRONIC = "electronic", "électronique, vérifiée dans le fichier"
    STATED = "stated", "constatée, sans le document"


class NotificationMeans(models.TextChoices):
    """How a party is notified."""

    REGISTERED = "registered", "lettre recommandée avec avis de réception"
    ELECTRONIC_REGISTERED = "electronic_registered", "lettre recommandée électronique"
    HANDED_OVER = "handed_over", "remise en main propre contre récépissé"
    MAIL = "mail", "courriel"


class CheckOutcome(models.TextChoices):
    """What the check of one electronic signature found, the gravest first."""

    ALTERED = "altered", "Document modifié après la signature"
    BROKEN = "broken", "Signature illisible ou abîmée"
    REVOKED = "revoked", "Certificat révoqué"
    PARTIAL = "partial", "La signature ne couvre pas tout le document"
    SELF_SIGNED = "self_signed", "Certificat que personne ne garantit"
    UNKNOWN_AUTHORITY = "unknown_authority", "Autorité de certification inconnue ici"
    EXPIRED = "expired", "Certificat expiré"
    NOT_YET_VALID = "not_yet_valid", "Certificat pas encore valable"
    WRONG_USE = "wrong_use", "Certificat qui n’est pas fait pour signer"
    VALID = "valid", "Signature valable"
