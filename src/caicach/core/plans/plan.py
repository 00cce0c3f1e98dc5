"""A plan: a registered document with its targets and tasks."""

from collections.abc import Sequence

from caicach.core.plans.area import ReformArea
from caicach.core.plans.registration import Registration, Source
from caicach.core.plans.target import Target
from caicach.core.plans.task import Task


class Plan(Registration):
    """A plan as written, in the order of its file."""

    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()

    @property
    def key(self) -> str:
        """Return the key other files name it by."""
        return self.plan

    def target(self, key: str) -> Target | None:
        """Return its target with `key`."""
        return next((each for each in self.targets if each.key == key), None)

    def source_of(self, target: Target) -> Source:
        """Return where a target was read: its own source, or that of the whole plan."""
        return target.source or self.source

    def targets_of(self, area: ReformArea) -> Sequence[Target]:
        """Return its targets of one area."""
        return [each for each in self.targets if each.area is area]

    def tasks_for(self, target: str) -> Sequence[Task]:
        """Return its tasks that serve one of its targets."""
        return [each for each in self.tasks if each.serves.target == target]
