"""What each order would make of the register."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from caicach.core.agencies import Agency, LineageKind
from caicach.web.agencies.orders import (
    Abolition,
    Body,
    Change,
    Creation,
    Merger,
    Move,
    Order,
    Part,
    Recoding,
    Split,
)
from caicach.web.agencies.reorganisation import Reorganisation
from caicach.web.register.queries import RegisterRows


def propose(order: Order, rows: RegisterRows) -> Reorganisation:
    """Return the register as the order would make it, with all that stands against it."""
    proposal = Reorganisation(rows, order)
    MAKERS[type(order)](order, proposal)
    return proposal


def body_of(agency: Agency) -> Body:
    """Return an agency as it is called and grouped."""
    name = agency.name
    return Body(
        code=agency.code,
        name=name.vi,
        name_en=name.en if name.en and name.en != name.vi else "",
        kind=agency.kind,
        block=agency.block or "",
        electronic_code=agency.electronic_code or "",
    )


def _create(order: Creation, to: Reorganisation) -> None:
    to.begin(order.body)
    if order.parent is not None:
        _require_parent(order.parent, to)
        to.link(order.body.code, order.parent)


def _change(order: Change, to: Reorganisation) -> None:
    entry = to.require_valid(order.body.code)
    if entry is not None and body_of(entry) == order.body:
        to.refuse("reorganise-nothing-new", agency=to.named(order.body.code))
    elif entry is not None:
        to.rename(order.body)


def _recode(order: Recoding, to: Reorganisation) -> None:
    parent = to.parent(order.code, to.eve)
    to.end(order.code)
    to.begin(order.body)
    if parent is not None:
        to.link(order.body.code, parent)
    to.hand_over(order.code, order.body.code)
    to.arrow(LineageKind.RENAME, order.code, order.body.code)


def _move(order: Move, to: Reorganisation) -> None:
    if to.require_valid(order.code) is None:
        return
    if to.parent(order.code, to.on) == order.parent:
        to.refuse("reorganise-same-parent", agency=to.named(order.code))
        return
    if order.parent is not None:
        _require_parent(order.parent, to)
        if to.is_below(order.parent, order.code):
            values = {"agency": to.named(order.code), "parent": to.named(order.parent)}
            to.refuse("reorganise-below-itself", **values)
            return
    to.relink(order.code, order.parent)


def _merge(order: Merger, to: Reorganisation) -> None:
    codes = tuple(dict.fromkeys(order.codes))
    stands = to.entry(order.into.code, to.eve) is not None
    if len({*codes, *((order.into.code,) if stands else ())}) < 2:
        to.refuse("reorganise-one-alone")
        return
    ending = [code for code in codes if code != order.into.code]
    parents = {to.parent(code, to.eve) for code in ending}
    for code in ending:
        to.end(code)
    if stands:
        _go_on(order.into, to)
    else:
        to.begin(order.into)
        _place(order, parents, to)
    for code in ending:
        to.hand_over(code, order.into.code)
        to.arrow(LineageKind.MERGE, code, order.into.code)


def _place(order: Merger, parents: set[str | None], to: Reorganisation) -> None:
    """A new agency answers to whom those that end answered to, unless told otherwise."""
    if order.parent is not None:
        _require_parent(order.parent, to)
        to.link(order.into.code, order.parent)
    elif len(parents) > 1:
        to.refuse("reorganise-parents-differ")
    elif parent := next(iter(parents), None):
        to.link(order.into.code, parent)


def _go_on(body: Body, to: Reorganisation) -> None:
    entry = to.require_valid(body.code)
    if entry is not None and body_of(entry) != body:
        to.rename(body)


def _split(order: Split, to: Reorganisation) -> None:
    codes = [_code_of(part) for part in order.parts]
    if len(codes) < 2 or len(set(codes)) < len(codes):
        to.refuse("reorganise-parts-few" if len(codes) < 2 else "reorganise-part-twice")
        return
    parent = to.parent(order.code, to.eve)
    goes_on = order.code in codes
    if not goes_on:
        to.end(order.code)
    else:
        to.require_valid(order.code)
    for part in order.parts:
        _take_part(part, order.code, parent, to)
        to.arrow(LineageKind.SPLIT, order.code, _code_of(part), part.share)
    if not goes_on or order.heir is not None:
        _hand_over_to(order.code, order.heir, to, known=codes)


def _take_part(part: Part, source: str, parent: str | None, to: Reorganisation) -> None:
    if not isinstance(part.to, Body):
        to.require_valid(part.to)
    elif part.to.code == source:
        _go_on(part.to, to)
    else:
        to.begin(part.to)
        if parent is not None:
            to.link(part.to.code, parent)


def _code_of(part: Part) -> str:
    return part.to.code if isinstance(part.to, Body) else part.to


def _abolish(order: Abolition, to: Reorganisation) -> None:
    to.end(order.code)
    _hand_over_to(order.code, order.heir, to)
    to.arrow(LineageKind.ABOLISH, order.code, None)


def _hand_over_to(
    code: str, heir: str | None, to: Reorganisation, known: Sequence[str] = ()
) -> None:
    if heir is not None and heir not in known:
        _require_parent(heir, to)
    to.hand_over(code, heir)


def _require_parent(code: str, to: Reorganisation) -> None:
    """A parent stands on the first day; its own later end is seen by the register's check."""
    if to.entry(code, to.on) is None:
        to.refuse("reorganise-parent-not-valid", agency=to.named(code), on=shown(to.on))


def shown(day: date) -> str:
    """Return a day as people write it."""
    return day.strftime("%d/%m/%Y")


MAKERS: dict[type[Any], Callable[[Any, Reorganisation], None]] = {
    Creation: _create,
    Change: _change,
    Recoding: _recode,
    Move: _move,
    Merger: _merge,
    Split: _split,
    Abolition: _abolish,
}
