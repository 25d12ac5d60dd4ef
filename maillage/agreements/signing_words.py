"""What the check of an electronic signature means, in plain French, and what to do about it."""

from __future__ import annotations

from maillage.agreements.legal_choices import CheckOutcome
from maillage.agreements.models import SignatureCheck
from maillage.organisations.permissions import day_of
from maillage.reading.output.words import date

_MEANS = {
    CheckOutcome.VALID: (
        "Le document est celui qui a été signé, et la chaîne de certification mène à une autorité reconnue ici."
    ),
    CheckOutcome.ALTERED: "Le document a changé après cette signature : ce n’est plus ce qui a été signé.",
    CheckOutcome.BROKEN: (
        "La signature ne peut pas être lue : le fichier est abîmé, ou l’outil qui l’a produit s’est trompé."
    ),
    CheckOutcome.REVOKED: "L’autorité a retiré ce certificat : il ne valait plus.",
    CheckOutcome.PARTIAL: (
        "La signature ne protège qu’une part du fichier : le reste a pu être ajouté par n’importe qui."
    ),
    CheckOutcome.SELF_SIGNED: "Le certificat s’est délivré lui-même : rien ne prouve l’identité de qui a signé.",
    CheckOutcome.UNKNOWN_AUTHORITY: (
        "Le document n’a pas changé, mais l’autorité qui a délivré le certificat n’est pas installée ici."
    ),
    CheckOutcome.EXPIRED: (
        "Le document n’a pas changé, mais le certificat a expiré, et aucune horloge certifiée ne prouve que la "
        "signature est plus ancienne."
    ),
    CheckOutcome.NOT_YET_VALID: "Le certificat ne valait pas encore au moment de cette vérification.",
    CheckOutcome.WRONG_USE: "Le document n’a pas changé, mais le certificat n’a pas été délivré pour signer.",
}
_TODO = {
    CheckOutcome.VALID: "Dites de quelle partie elle est.",
    CheckOutcome.ALTERED: (
        "Demandez le fichier tel que l’outil de signature l’a produit, sans l’avoir annoté ni réenregistré."
    ),
    CheckOutcome.BROKEN: "Demandez que le fichier vous soit envoyé de nouveau, ou que la personne signe de nouveau.",
    CheckOutcome.REVOKED: "Demandez une nouvelle signature, avec un certificat valable.",
    CheckOutcome.PARTIAL: "Demandez une signature de tout le document.",
    CheckOutcome.SELF_SIGNED: (
        "Demandez une signature délivrée par une autorité, ou confirmez l’identité par un autre moyen et dites lequel."
    ),
    CheckOutcome.UNKNOWN_AUTHORITY: (
        "Demandez à la personne qui administre Maillage d’installer cette autorité si elle est de confiance, puis "
        "vérifiez de nouveau ; ou confirmez l’identité par un autre moyen et dites lequel."
    ),
    CheckOutcome.EXPIRED: (
        "Gardez ce fichier, et dites ce qui prouve la date de la signature (courriel, bordereau de l’outil)."
    ),
    CheckOutcome.NOT_YET_VALID: "Vérifiez l’heure du serveur, puis vérifiez de nouveau.",
    CheckOutcome.WRONG_USE: (
        "Demandez une signature faite avec un certificat de signature, ou dites pourquoi vous la retenez."
    ),
}


def meaning_of(check: SignatureCheck) -> str:
    """What was found."""
    return _MEANS[CheckOutcome(check.outcome)]


def todo_of(check: SignatureCheck) -> str:
    """What to do about it."""
    return _TODO[CheckOutcome(check.outcome)]


def details_of(check: SignatureCheck) -> list[str]:
    """What else is known: coverage, time, revocation, the version that was signed."""
    said = []
    if check.is_followed:
        said.append("D’autres signatures ont été ajoutées ensuite, sans rien changer d’autre.")
    if check.stamped_at is not None:
        said.append(f"Heure certifiée par une autorité : {_day(check.stamped_at)}.")
    elif check.claimed_at is not None:
        said.append(f"Heure annoncée par l’ordinateur qui a signé, sans preuve : {_day(check.claimed_at)}.")
    if check.outcome == CheckOutcome.VALID:
        said.append(
            "Révocation vérifiée par les preuves que porte le fichier."
            if check.is_revocation_checked
            else "Révocation non vérifiée : Maillage n’interroge aucun site, et le fichier n’en porte pas la preuve."
        )
    said.append(
        "Elle porte sur la version scellée ici, à l’octet près."
        if check.is_sealed_here
        else "Elle ne porte pas sur une version scellée ici."
    )
    return said


def _day(at: object) -> str:
    return date(day_of(at).isoformat())  # type: ignore[arg-type]
