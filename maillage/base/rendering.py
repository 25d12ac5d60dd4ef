"""How forms are drawn: ``{{ form }}`` gives our fields, each with its label, help and errors tied together."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws with the components, so that a page says ``{{ form }}`` or ``{{ form.name.as_field_group }}``."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
