"""How a document is registered: its kind, its level, where it was read."""

import re
from enum import StrEnum
from typing import Literal

from caicach.core.documents import Day, Label, Shape, Text, Words


class PlanKind(StrEnum):
    """What sort of document sets targets and tasks."""

    RESOLUTION = "resolution"
    PROGRAMME = "programme"
    DECISION = "decision"
    PLAN = "plan"
    DIRECTIVE = "directive"
    NOTICE = "notice"
    LETTER = "letter"

    @property
    def label(self) -> Label:
        """Return the words shown for it."""
        return KIND_LABELS[self]


class PlanLevel(StrEnum):
    """The level of government a document speaks for; districts ended on 30 June 2025."""

    NATION = "nation"
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"

    @property
    def label(self) -> Label:
        """Return the words shown for it."""
        return LEVEL_LABELS[self]


class Source(Shape):
    """Where the facts were read; `recalled` ones are shown as unconfirmed."""

    text: Text
    href: Text | None = None
    status: Literal["reported", "recalled", "invented"]


class Owner(Shape):
    """The agency a plan belongs to; a code only where one is known."""

    name: Words
    code: Text | None = None


class Years(Shape):
    """First and last year that a plan covers, both included."""

    first: int
    last: int

    def __contains__(self, year: int) -> bool:
        return self.first <= year <= self.last


class Registration(Shape):
    """A registered document, before what it asks for.

    plan: the key other files name it by. notation: as printed, `4003/QĐ-UBND`; None where it is
    not known. parent: the key of the plan above, whose targets this one serves.
    carries_out: notations of other documents.
    """

    plan: Text
    notation: Text | None = None
    kind: PlanKind
    title: Words
    issued_on: Day | None = None
    issuer: Words
    signer: Text | None = None
    level: PlanLevel
    agency: Owner
    years: Years
    parent: Text | None = None
    carries_out: tuple[Text, ...] = ()
    source: Source
    note: Words | None = None

    @property
    def number(self) -> str | None:
        """Return the number in front of the notation, `4003`, as printed."""
        found = re.match(r"\s*(\d+\w*)", self.notation or "")
        return found[1] if found else None


KIND_LABELS = {
    PlanKind.RESOLUTION: Label(vi="Nghị quyết", en="Resolution"),
    PlanKind.PROGRAMME: Label(vi="Chương trình", en="Programme"),
    PlanKind.DECISION: Label(vi="Quyết định", en="Decision"),
    PlanKind.PLAN: Label(vi="Kế hoạch", en="Plan"),
    PlanKind.DIRECTIVE: Label(vi="Chỉ thị", en="Directive"),
    PlanKind.NOTICE: Label(vi="Thông báo", en="Notice"),
    PlanKind.LETTER: Label(vi="Công văn", en="Official letter"),
}
LEVEL_LABELS = {
    PlanLevel.NATION: Label(vi="Trung ương", en="National"),
    PlanLevel.PROVINCE: Label(vi="Cấp tỉnh", en="Province"),
    PlanLevel.DEPARTMENT: Label(vi="Sở, ban, ngành", en="Department"),
    PlanLevel.DISTRICT: Label(vi="Cấp huyện", en="District"),
    PlanLevel.COMMUNE: Label(vi="Cấp xã", en="Commune"),
}
