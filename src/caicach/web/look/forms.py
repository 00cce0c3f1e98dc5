"""How forms are drawn: label, hint, field, fault, in that order."""

from django.forms.renderers import TemplatesSetting


class LookRenderer(TemplatesSetting):
    """Draws every form and field with the look's own templates."""

    form_template_name = "look/form.html"
    field_template_name = "look/field.html"
