"""Choosing several of many: a list of boxes to tick, which scrolls and can be narrowed."""

from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.forms.widgets import Script

MANY = 8
"""More choices than these scroll, and have a field that narrows them."""


if TYPE_CHECKING:
    Rows: TypeAlias = forms.ModelMultipleChoiceField[Any]
else:
    Rows = forms.ModelMultipleChoiceField

LONGEST_KEY = 18
"""Digits of the longest number a database can look up."""


class ManyOf(Rows):
    """Several rows; a number longer than any key is refused like any other wrong choice."""

    def clean(self, value: Any) -> Any:
        """Return the rows chosen."""
        sent = value if isinstance(value, list | tuple) else ()
        for each in sent:
            if len(str(each)) > LONGEST_KEY:
                said = self.error_messages["invalid_choice"]
                raise forms.ValidationError(said, "invalid_choice", {"value": str(each)[:40]})
        return super().clean(value)


class PickMany(forms.CheckboxSelectMultiple):
    """Boxes to tick, in place of a list that wants Ctrl held down.

    Its script must be on the page for the field that narrows: `{{ form.media }}`. Without it all
    boxes are there all the same.
    """

    template_name = "look/pick_many.html"

    class Media:
        js = (Script("look/picking.js", defer=True),)

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Return what a fault leads to: the list, for the whole; a box, for one choice."""
        return id_ if index is None else super().id_for_label(id_, index)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the choices in a row, and whether they are many."""
        context = super().get_context(name, value, attrs)
        choices = [each for _group, some, _index in context["widget"]["optgroups"] for each in some]
        return context | {"choices": choices, "is_long": len(choices) > MANY}
