"""How forms are drawn: label, hint, field, fault, in that order; and how a day is written."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class LookRenderer(TemplatesSetting):
    """Draws every form and field with the look's own templates."""

    form_template_name = "look/form.html"
    field_template_name = "look/field.html"


class DayField(forms.DateField):
    """A day written dd/mm/yyyy, whatever the language of the browser."""

    def __init__(self, **more: Any) -> None:
        attrs = {"inputmode": "numeric", "placeholder": _("ngày/tháng/năm"), "autocomplete": "off"}
        more.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        super().__init__(**more)
