"""Checks of identifiers that people type."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from stdnum.exceptions import ValidationError as NumberError
from stdnum.fr import siret

_RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")


def compact_siret(text: str) -> str:
    """``text`` without the spaces and dots with which people write a SIRET."""
    return re.sub(r"[\s.\u00a0\u202f-]", "", text)


def validate_siret(value: str) -> None:
    """Refuse what is not 14 digits with right check digits (Luhn; La Poste has its own sum)."""
    try:
        siret.validate(value)
    except NumberError as error:
        raise ValidationError(
            "Ce SIRET n’est pas valable : vérifiez les 14 chiffres, une faute de frappe suffit.", code="siret"
        ) from error


def validate_rna(value: str) -> None:
    """Refuse what is not a number of the répertoire national des associations (W and nine characters)."""
    if not _RNA.fullmatch(value):
        raise ValidationError("Un numéro RNA s’écrit W suivi de neuf chiffres.", code="rna")


def fold_email(text: str) -> str:
    """An e-mail address as accounts compare it: no spaces around, one Unicode form, lower case."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def domain_of(email: str) -> str:
    """What stands after the @ of an e-mail address, folded; empty without one."""
    return fold_email(email).rpartition("@")[2] if "@" in email else ""


# Anybody gets an address there: having one proves nothing.
PUBLIC_DOMAINS = frozenset(
    """
    aliceadsl.fr aol.com bbox.fr club-internet.fr free.fr gmail.com gmx.com gmx.fr googlemail.com hotmail.com hotmail.fr
    icloud.com laposte.net live.com live.fr mac.com mail.com mailo.com me.com msn.com neuf.fr numericable.fr orange.fr
    outlook.com outlook.fr proton.me protonmail.com sfr.fr tutanota.com wanadoo.fr yahoo.com yahoo.fr ymail.com zoho.com
    """.split()
)


def validate_domain(value: str) -> None:
    """Refuse what is not a domain of one's own."""
    if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", value):
        raise ValidationError("Écrivez un nom de domaine, comme « ourcelle.example ».", code="domain")
    if value in PUBLIC_DOMAINS:
        raise ValidationError(
            "Tout le monde peut avoir une adresse dans ce domaine : il ne prouve rien.", code="public"
        )
