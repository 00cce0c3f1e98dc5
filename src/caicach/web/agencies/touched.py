"""What an operation on agencies touches elsewhere: applications above tell it through here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Touched:
    """Things of one kind that belong to the agencies: how many, and where to see them.

    address: empty where no page shows them.
    """

    label: str | Promise
    count: int
    address: str = ""


Teller = Callable[[Collection[str], date], list[Touched]]
TELLERS: dict[str, Teller] = {}


def tell_touched(key: str, teller: Teller) -> None:
    """Have `teller` asked for what belongs to agencies, by their codes, from a day on."""
    TELLERS[key] = teller


def touched(codes: Collection[str], on: date) -> list[Touched]:
    """Return what still belongs to the agencies of these codes on that day or later."""
    told: list[Any] = [each for teller in TELLERS.values() for each in teller(codes, on)]
    return [each for each in told if each.count]
