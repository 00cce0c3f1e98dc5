"""Fields of plans: amounts as people write them, days, agencies by their names."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import Agency as CoreAgency
from caicach.web.look.picking import PickMany
from caicach.web.register.models import Agency

if TYPE_CHECKING:
    AgencyChoice: TypeAlias = forms.ModelChoiceField[Agency]
    AgencyChoices: TypeAlias = forms.ModelMultipleChoiceField[Agency]
else:
    AgencyChoice = forms.ModelChoiceField  # takes no model at run time
    AgencyChoices = forms.ModelMultipleChoiceField


class AmountField(forms.DecimalField):
    """A number written `98,5`, shown without the noughts the database adds."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}))
        super().__init__(localize=True, max_digits=20, decimal_places=6, **more)

    def prepare_value(self, value: Any) -> Any:
        """Return 98 for 98.000000."""
        if not isinstance(value, Decimal):
            return value
        whole = value.to_integral_value()
        return whole if value == whole else value.normalize()


class AgencyField(AgencyChoice):
    """One of the agencies offered, by name."""

    names: Mapping[str, str] = {}

    def offer(self, agencies: Sequence[CoreAgency], keep: Agency | None = None) -> None:
        """Offer these agencies, and the one that is chosen already, in this order."""
        self.names, self.queryset = _offered(agencies, [keep] if keep else [])

    def label_from_instance(self, obj: Agency) -> str:
        """Return the agency's name."""
        return self.names.get(obj.code, obj.code)


class AgenciesField(AgencyChoices):
    """Some of the agencies offered, by name."""

    widget = PickMany
    names: Mapping[str, str] = {}

    def offer(self, agencies: Sequence[CoreAgency], keep: Sequence[Agency] = ()) -> None:
        """Offer these agencies, and those that are chosen already."""
        self.names, self.queryset = _offered(agencies, keep)

    def label_from_instance(self, obj: Agency) -> str:
        """Return the agency's name."""
        return self.names.get(obj.code, obj.code)


def _offered(
    agencies: Sequence[CoreAgency], keep: Sequence[Agency]
) -> tuple[dict[str, str], QuerySet[Agency]]:
    names = {each.code: each.name.vi for each in agencies}
    codes = [*names, *(each.code for each in keep)]
    return names, Agency.objects.filter(code__in=codes)


def lines_of(text: str) -> list[str]:
    """Return what stands on the lines, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


EMPTY = ("", _("Tất cả"))
