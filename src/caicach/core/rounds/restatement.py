"""What a corrected result changes against the one published before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from typing import Literal

from caicach.core.ranking import settle
from caicach.core.rules import State
from caicach.core.scoring.kept import KeptAgency, KeptItem, ResultDocument

ZERO = Decimal(0)

Cause = Literal["inputs", "judgement", "rule", "peers", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What was published of an agency; None where there was nothing to publish.

    rank_of: how many were ranked; one more or less is no change of one's own.
    """

    points: Decimal | None
    index: Decimal | None
    rank: int | None
    band: str | None
    rank_of: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class RestatedItem:
    """An item whose points or state differ; None is missing or not applicable, as the state says.

    cause: another figure was handed in, a person gave other points, the rule or the maximum is
    another, others' figures changed what it is compared with, or it is in one result only.
    """

    code: str
    before: Decimal | None
    after: Decimal | None
    state_before: State | None
    state_after: State | None
    cause: Cause


@dataclass(frozen=True, slots=True)
class RestatedAgency:
    """An agency whose points, index, rank or band changed.

    before, after: None where it is not in that result. unexplained: points that the items do not
    account for: rounding, caps, points given to a whole group.
    """

    code: str
    name: str
    block: str | None
    before: Standing | None
    after: Standing | None
    items: tuple[RestatedItem, ...]
    unexplained: Decimal

    @property
    def is_moved_by_others(self) -> bool:
        """Whether only its rank changed, because others' points did."""
        if self.before is None or self.after is None or self.items:
            return False
        return self.before.points == self.after.points


def restatement(before: ResultDocument, after: ResultDocument) -> list[RestatedAgency]:
    """Return agencies that differ, in the order of the corrected result, those left out last.

    Two items may cancel out: then the points are the same, and the items still tell.
    """
    then = {each.code: each for each in before.agencies}
    now = {each.code: each for each in after.agencies}
    found = []
    with localcontext(Context(prec=28)):
        for code, known in {**now, **then, **now}.items():
            one, other = then.get(code), now.get(code)
            items = tuple(_items(before, after, one, other)) if one and other else ()
            if items or _standing(one) != _standing(other):
                found.append(_restated(known, one, other, items))
    return found


def _standing(agency: KeptAgency | None) -> Standing | None:
    if agency is None:
        return None
    points = None if agency.points is None else settle(agency.points)
    index = None if agency.index is None else settle(agency.index)
    return Standing(points, index, agency.rank, agency.band, agency.rank_of)


def _value(item: KeptItem) -> tuple[Decimal | None, State]:
    return item.points, item.state


def _restated(
    known: KeptAgency,
    one: KeptAgency | None,
    other: KeptAgency | None,
    items: tuple[RestatedItem, ...],
) -> RestatedAgency:
    return RestatedAgency(
        code=known.code,
        name=known.name,
        block=known.block,
        before=_standing(one),
        after=_standing(other),
        items=items,
        unexplained=_unexplained(one, other, items),
    )


def _items(
    before: ResultDocument, after: ResultDocument, one: KeptAgency, other: KeptAgency
) -> Iterator[RestatedItem]:
    then, now = ({item.code: item for item in each.items} for each in (one, other))
    for code in [*now, *(code for code in then if code not in now)]:
        was, new = then.get(code), now.get(code)
        if was is not None and new is not None and _value(was) == _value(new):
            continue
        yield RestatedItem(
            code=code,
            before=None if was is None else was.points,
            after=None if new is None else new.points,
            state_before=None if was is None else was.state,
            state_after=None if new is None else new.state,
            cause=_cause(before, after, was, new),
        )


def _cause(
    before: ResultDocument, after: ResultDocument, was: KeptItem | None, new: KeptItem | None
) -> Cause:
    if was is None or new is None:
        return "added" if was is None else "removed"
    rules = [document.criteria[was.code] for document in (before, after)]
    if rules[0].rule != rules[1].rule or rules[0].maximum != rules[1].maximum:
        return "rule"
    given, handed = was.given(), new.given()
    if given == handed:
        return "peers"
    return "judgement" if given._replace(points=None) == handed._replace(points=None) else "inputs"


def _unexplained(
    one: KeptAgency | None, other: KeptAgency | None, items: tuple[RestatedItem, ...]
) -> Decimal:
    if one is None or other is None:
        return ZERO
    moved = (other.points or ZERO) - (one.points or ZERO)
    told = sum(((each.after or ZERO) - (each.before or ZERO) for each in items), ZERO)
    return settle(moved - told)
