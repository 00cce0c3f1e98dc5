"""The target as plans phrase it: form, comparator, amount, day, and who it is for."""

from datetime import date
from decimal import Decimal
from typing import Literal, Self, TypeAlias

from caicach.core.documents import Day, Number, Shape, Text
from caicach.core.issues import Issue
from caicach.core.targets.check import check_target

Form: TypeAlias = Literal[
    "level", "rank", "band", "rise", "reduction", "done_by", "share_of_agencies"
]
Comparator: TypeAlias = Literal[">=", ">", "=", "<=", "<", "in"]
Unit: TypeAlias = Literal["percent", "count", "points", "rank", "places", "band", "day"]
Better: TypeAlias = Literal["higher", "lower", "neither"]


class Milestone(Shape):
    """What must stand at the end of `year`, on the way to the due day."""

    year: int
    threshold: Number


class TargetShape(Shape):
    """One target without the indicator it is bound to.

    comparator: "=" is the bare number of a plan. What goes beyond it reaches it too, in the
        direction `better` names; "neither" asks for exactly that number. "in" is a range from
        `threshold` to `upper`, both included, or exactly `band`.
    threshold: in `unit`; for a rise or a reduction how much, for the share of agencies how many.
    bands: from the worst to the best; `band` is one of them.
    base_year: of a rise or a reduction; with `base_from` the mean of several years that end in it.
    starts_on: first day that counts; without it the first of the plan year, or of the due year.
    agencies_at_least: what each agency must reach (in `agencies_unit`) to be counted; or `band`.
    per_agency: every agency has to reach it for itself.
    each_year: it holds anew in each year up to the due day.
    """

    form: Form
    comparator: Comparator
    threshold: Number | None = None
    upper: Number | None = None
    band: Text | None = None
    bands: tuple[Text, ...] = ()
    unit: Unit
    better: Better = "higher"
    base_year: int | None = None
    base_from: int | None = None
    starts_on: Day | None = None
    due_on: Day
    plan_year: int | None = None
    area: Text | None = None
    scope: Text | None = None
    per_agency: bool = False
    each_year: bool = False
    milestones: tuple[Milestone, ...] = ()
    agencies_at_least: Number | None = None
    agencies_unit: Unit = "percent"

    def check(self, where: str = "target") -> list[Issue]:
        """Return everything that keeps the target from being judged; empty when it is sound."""
        return list(check_target(self, where))

    def for_year(self, year: int) -> Self:
        """Return the target as it binds in `year`: the milestone of that year, else the next.

        After the last milestone, or where there is none, the target itself; what holds each year
        is due at the end of `year`.
        """
        near = next((each for each in self.milestones if each.year >= year), None)
        changed: dict[str, object] = {"milestones": ()}
        if near is not None and near.year < self.due_on.year:
            changed |= {"threshold": near.threshold, "due_on": _end_of(near.year)}
        if self.each_year and year < self.due_on.year:
            changed["due_on"] = _end_of(year)
        return self.model_copy(update=changed)

    @property
    def is_falling(self) -> bool:
        """Say whether less is better; a bare zero can only be meant so."""
        if self.form == "rank" or self.comparator in ("<=", "<"):
            return True
        return self.comparator == "=" and (
            self.better == "lower" or (self.better == "higher" and self.threshold == Decimal(0))
        )


def _end_of(year: int) -> date:
    return date(year, 12, 31)
