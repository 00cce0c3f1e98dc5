"""Agencies, their parents and what became of them, each with its days."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from caicach.core.agencies.agency_code import canonical_code
from caicach.core.agencies.agency_kind import AgencyKind
from caicach.core.documents import Day, Number, Shape, Text, Words

Code = Annotated[Text, AfterValidator(canonical_code)]
Share = Annotated[Number, Field(gt=0, le=1)]


class Dated(Shape):
    """Something that holds from `valid_from` to `valid_to`, both included; None is open."""

    valid_from: Day | None = None
    valid_to: Day | None = None

    @property
    def first(self) -> date:
        """Return the first day it holds, the earliest of all days where it is open."""
        return self.valid_from or date.min

    @property
    def last(self) -> date:
        """Return the last day it holds, the latest of all days where it is open."""
        return self.valid_to or date.max

    def is_valid(self, on: date) -> bool:
        """Say whether it holds on that day."""
        return self.first <= on <= self.last


class Agency(Dated):
    """An assessed or reporting body, as it was named and grouped over one run of days.

    A body that changes its name or block and keeps its code has one entry for each.
    electronic_code: its identification code (H21.217) where `code` is another, such as that of
    the statistics office (00004).
    """

    code: Code
    name: Words
    kind: AgencyKind
    block: Text | None = None
    source: Text | None = None
    electronic_code: Code | None = None


class ParentLink(Dated):
    """Who a body answers to; an open end reaches as far as both bodies do."""

    child: Code
    parent: Code


class LineageKind(StrEnum):
    """What can become of an agency."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    ABOLISH = "abolish"


class LineageEvent(Shape):
    """One arrow of a reorganisation: what of `from_code` goes to `to_code`.

    on: the first day of the new order. share: the part of additive figures that goes along;
    the arrows leaving one agency on one day add up to 1. An abolished agency has no successor.
    An agency that takes in another and keeps its code needs no arrow of its own.
    """

    kind: LineageKind
    from_code: Annotated[Code, Field(alias="from")]
    to_code: Annotated[Code | None, Field(alias="to")] = None
    on: Day
    share: Share = Decimal(1)
    decision: Text | None = None
