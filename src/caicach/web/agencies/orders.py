"""What can be decided about agencies; each takes effect on a day, by a numbered decision."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from caicach.core.agencies import AgencyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An agency as it is to be called and grouped."""

    code: str
    name: str
    kind: AgencyKind
    name_en: str = ""
    block: str = ""
    electronic_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """on: the first day of the new order. decision: number and day of the paper."""

    on: date
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation(Decided):
    """A new agency; one without `parent` answers to none."""

    body: Body
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Decided):
    """An agency of the code of `body` is called and grouped as `body` says from then on."""

    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoding(Decided):
    """An agency goes on under another code: that of `body`."""

    code: str
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Decided):
    """An agency answers to another parent, or to none."""

    code: str
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger(Decided):
    """Several agencies become one: a new one, or one that stands and goes on.

    codes: those that end, and the one that goes on where it is among them. into: the new agency,
    or the standing one as it is called from then on. parent: of a new agency; None for that of
    those that end.
    """

    codes: tuple[str, ...]
    into: Body
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What of a divided agency goes to one agency; a standing one is named by its code alone."""

    share: Decimal
    to: Body | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Decided):
    """An agency is divided; it goes on where a part goes to itself.

    heir: the code its children answer to from then on.
    """

    code: str
    parts: tuple[Part, ...]
    heir: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abolition(Decided):
    """An agency ends without successor. heir: whom its children answer to from then on."""

    code: str
    heir: str | None = None


Order: TypeAlias = Creation | Change | Recoding | Move | Merger | Split | Abolition

KINDS: dict[type[Order], str] = {
    Creation: "creation",
    Change: "change",
    Recoding: "recoding",
    Move: "move",
    Merger: "merger",
    Split: "split",
    Abolition: "abolition",
}
"""What each order is called where it is kept."""


def standing_codes(order: Order) -> tuple[str, ...]:
    """Return the codes that an order names and whose agencies it changes or adds to."""
    match order:
        case Creation():
            return (order.parent,) if order.parent else ()
        case Change():
            return (order.body.code,)
        case Merger():
            return (*order.codes, order.into.code, *((order.parent,) if order.parent else ()))
        case Split():
            named = tuple(part.to for part in order.parts if isinstance(part.to, str))
            return (order.code, *named, *((order.heir,) if order.heir else ()))
        case Abolition():
            return (order.code, *((order.heir,) if order.heir else ()))
        case Move():
            return (order.code, *((order.parent,) if order.parent else ()))
        case Recoding():
            return (order.code,)


def told_about(order: Order) -> str:
    """Return the code of the agency to look at once the order is carried out."""
    match order:
        case Creation() | Change() | Recoding():
            return order.body.code
        case Merger():
            return order.into.code
        case Move() | Split() | Abolition():
            return order.code
