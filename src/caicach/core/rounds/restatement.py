"""What a corrected result changes against the one published before."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caicach.core.scoring.kept import ResultDocument


@dataclass(frozen=True, slots=True)
class Standing:
    """What was published of an agency; None where it was not told."""

    points: Decimal | None
    index: Decimal | None
    rank: int | None
    band: str | None


@dataclass(frozen=True, slots=True)
class RestatedItem:
    """An item whose points or state differ; None is missing or not applicable, as the state says.

    cause: another figure was handed in (`inputs`), the rule or maximum is another (`rule`), or
    points were given by a person (`judgement`).
    """

    code: str
    before: Decimal | None
    after: Decimal | None
    state_before: str | None
    state_after: str | None
    cause: Literal["inputs", "rule", "judgement", "added", "removed"]


@dataclass(frozen=True, slots=True)
class RestatedAgency:
    """An agency whose points, index, rank or band changed.

    before, after: None where it was not in that result. unexplained: points that the items do not
    account for (rounding, caps, points given for a whole group).
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
        raise NotImplementedError


def restatement(before: ResultDocument, after: ResultDocument) -> list[RestatedAgency]:
    """Return agencies that differ, in the order of the corrected result."""
    raise NotImplementedError
