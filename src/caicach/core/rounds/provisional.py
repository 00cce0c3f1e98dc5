"""A round as its points stand: summed and ranked without asking any rule again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caicach.core.criteria import Edition
from caicach.core.rules import Score
from caicach.core.scoring import Result


@dataclass(frozen=True, slots=True)
class PointRow:
    """One agency's points of one stage by item code; an item left out has no points yet."""

    code: str
    name: str
    block: str | None
    scores: Mapping[str, Score]


def provisional_result(
    edition: Edition, rows: Iterable[PointRow], *, choices: Mapping[str, str] | None = None
) -> Result:
    """Return sums, index, bands and ranks of points that stand.

    Raises ValueError for a choice or an option the edition lacks.
    """
    raise NotImplementedError
