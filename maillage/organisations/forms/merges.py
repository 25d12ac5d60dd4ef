"""Which other record is the same."""

from __future__ import annotations

from maillage.organisations.forms.base import Form
from maillage.organisations.forms.choosers import OrganisationField, PersonField
from maillage.organisations.models import Organisation


class DuplicateForm(Form):
    """The other record, when it is not among those proposed."""

    other = OrganisationField(label="Autre fiche", rows=Organisation.objects.filter(merged_into__isnull=True))


class SamePersonForm(Form):
    """The other record of a person."""

    other = PersonField(label="Autre fiche")
