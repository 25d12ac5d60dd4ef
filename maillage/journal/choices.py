"""The values that a row of the journal may take."""

from __future__ import annotations

from django.db import models


class SignInMethod(models.TextChoices):
    """How a person showed who they are."""

    PASSWORD = "password", "mot de passe"
    CODE = "code", "code reçu par courriel"
    TOTP = "totp", "application d’authentification"
    PASSKEY = "passkey", "clé d’accès"
    RECOVERY_CODE = "recovery_code", "code de secours"
    PROCONNECT = "proconnect", "ProConnect"
    INVITATION = "invitation", "invitation"


class SignInOutcome(models.TextChoices):
    """What came of a sign-in."""

    SUCCEEDED = "succeeded", "réussie"
    REFUSED = "refused", "refusée"
    LIMITED = "limited", "bloquée après trop d’essais"
    CLOSED = "closed", "refusée : compte fermé"
    LEFT = "left", "déconnexion"
