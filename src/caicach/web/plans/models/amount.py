"""Numbers as plans write them."""

from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from django.db import models

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Amounts: TypeAlias = "models.DecimalField[Decimal | int | str | None, Decimal | None]"


def amount(label: "StrOrPromise") -> Amounts:
    """Return a field for a number exact to six places, which may be missing."""
    return models.DecimalField(label, max_digits=20, decimal_places=6, null=True, blank=True)
