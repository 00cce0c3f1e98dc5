"""What our plans ask of an index: for the line in a chart, and in words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from caicach.core.issues import Lang
from caicach.core.targets import says
from caicach.web.accounts.models import Person
from caicach.web.plans.models import Assignment, Plan, Target
from caicach.web.plans.queries.sight import visible_targets

Asked = Literal["value", "rank", "band"]


@dataclass(frozen=True)
class IndexGoal:
    """A target of a plan in force at the agency of our province."""

    assignment: Assignment

    @property
    def target(self) -> Target:
        """Return the target."""
        return self.assignment.target

    def label(self, lang: Lang) -> str:
        """Return what the target is called."""
        return (self.target.label_en if lang == "en" else "") or self.target.label

    @property
    def asked(self) -> Asked:
        """Return which number of the index it is about."""
        figure, form = self.target.index_figure, self.target.form
        if "rank" in (figure, form):
            return "rank"
        return "band" if "band" in (figure, form) else "value"

    @property
    def line(self) -> Decimal | None:
        """Return where it is drawn; None for a band, and for a change since a base year."""
        shape = self.assignment.shape
        return shape.threshold if shape.form in ("level", "rank") else None

    def says(self, lang: Lang) -> str:
        """Return what it asks, with the year it is due."""
        shape = self.assignment.shape
        return f"{says(shape, lang)} ({shape.due_on.year})"


def goals_at(person: Person, root: str) -> Mapping[str, list[IndexGoal]]:
    """Return the goals at an agency by index, the one due first ahead: one query."""
    found: dict[str, list[IndexGoal]] = defaultdict(list)
    if not root:
        return found
    rows = Assignment.objects.filter(
        agency__code=root,
        target__in=visible_targets(person).order_by(),
        target__source_kind="index",
        target__plan__state=Plan.State.IN_FORCE,
    ).select_related("target__plan")
    for row in rows.order_by("target__due_on", "target_id"):
        found[row.target.index_series].append(IndexGoal(row))
    return found
