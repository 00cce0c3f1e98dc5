"""What a round comes to: points of every item, sums, index, bands, ranks, changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from caicach.core.criteria import Branch, Edition
from caicach.core.documents import Label
from caicach.core.issues import Issue
from caicach.core.rules import Context, Given, Score, State

ZERO = Decimal(0)


@dataclass(slots=True)
class NodeScore:
    """A sum of items.

    maximum: of all items that apply. reported: of those among them that have points.
    items_due: how many apply; items_reported: how many of them have points.
    """

    points: Decimal = ZERO
    maximum: Decimal = ZERO
    reported: Decimal = ZERO
    items_due: int = 0
    items_reported: int = 0

    @property
    def state(self) -> State:
        """Missing, not applicable and zero stay apart for sums as well."""
        if self.items_reported:
            return State.SCORED
        return State.NOT_REPORTED if self.items_due else State.NOT_APPLICABLE

    @property
    def index(self) -> Decimal | None:
        """Points ÷ applicable maximum × 100; None when nothing applies or is reported."""
        if self.maximum == 0 or not self.items_reported:
            return None
        return self.points * 100 / self.maximum

    def add(self, other: "NodeScore") -> None:
        """Take in another sum."""
        self.points += other.points
        self.maximum += other.maximum
        self.reported += other.reported
        self.items_due += other.items_due
        self.items_reported += other.items_reported

    def add_items(self, items: Iterable[Branch], scores: Mapping[str, Score]) -> None:
        """Take in items; what is worth nothing is for information and counts nowhere."""
        points, whole, reported = self.points, self.maximum, self.reported
        for item in items:
            score, maximum = scores[item.node.code], item.maximum
            if not maximum or score.state is State.NOT_APPLICABLE:
                continue
            if score.exempt:
                maximum -= score.exempt
            whole += maximum
            self.items_due += 1
            if score.points is not None:
                points += score.points
                reported += maximum
                self.items_reported += 1
        self.points, self.maximum, self.reported = points, whole, reported

    def take_whole(self, points: Decimal, maximum: Decimal) -> None:
        """Let points given for the group as a whole stand for all its items."""
        self.points, self.maximum, self.reported = points, maximum, maximum
        self.items_reported = self.items_due


@dataclass(frozen=True, slots=True)
class Break:
    """Why two years cannot be compared."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Against the year before: this year minus that; places won are positive."""

    edition: str
    index: Decimal | None = None
    rank: int | None = None
    broken: Break | None = None


@dataclass(slots=True)
class AgencyScore:
    """One agency's result; `points` holds bonus and penalty, `base_points` does not.

    nodes: sums of areas and groups. Items counted are those of the set proper: bonus and
    penalty are not owed.
    """

    code: str
    name: str
    block: str | None
    scores: dict[str, Score]
    nodes: dict[str, NodeScore]
    points: Decimal
    base_points: Decimal
    bonus: Decimal
    penalty: Decimal
    maximum: Decimal
    reported: Decimal
    items_due: int
    items_reported: int
    rank: int | None = None
    rank_of: int = 0
    unranked: Break | None = None
    band: Label | None = None
    change: Change | None = None

    @property
    def index(self) -> Decimal | None:
        """Points ÷ applicable maximum × 100, unrounded; None when nothing was reported."""
        if self.maximum == 0 or self.items_reported == 0:
            return None
        return self.points * 100 / self.maximum

    @property
    def exact_points(self) -> Decimal:
        """The points before the total is rounded: ranks are read from these."""
        return self.base_points + self.bonus + self.penalty

    @property
    def exact_index(self) -> Decimal | None:
        """The index of `exact_points`."""
        return None if self.index is None else self.exact_points * 100 / self.maximum

    @property
    def index_of_reported(self) -> Decimal | None:
        """Points ÷ maximum of what was reported × 100: what the missing items leave open."""
        return None if self.reported == 0 else self.points * 100 / self.reported

    @property
    def is_complete(self) -> bool:
        """Nothing that applies is missing."""
        return self.reported == self.maximum


@dataclass(slots=True)
class Result:
    """A scored round: everything a publication needs, down to what was handed in."""

    edition: Edition
    choices: Mapping[str, str]
    outlines: dict[str | None, tuple[Branch, ...]]
    agencies: list[AgencyScore] = field(default_factory=list)
    givens: dict[str, Mapping[str, Given]] = field(default_factory=dict)
    contexts: dict[tuple[str, str], Context] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def agency(self, code: str) -> AgencyScore | None:
        """Return the agency with `code`, or None."""
        return next((each for each in self.agencies if each.code == code), None)
