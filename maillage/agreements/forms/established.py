"""Dates that the facts of the parties establish: the form of a sheet shows them, and lets nobody state another."""

from __future__ import annotations

from django import forms

from maillage.agreements.models import Agreement

_WHY = {
    "signed_on": "Établie par les signatures des parties : elle se corrige à la page « Signature ».",
    "notified_on": "Établie par les notifications des parties : elle se corrige à la page « Signature ».",
}


def hold_established(form: forms.Form, agreement: Agreement) -> None:
    """Close the fields of the dates that the parties established."""
    for name in agreement.stated:
        if name in form.fields:
            form.fields[name].disabled = True
            form.fields[name].help_text = _WHY[name]
