"""Which targets of a plan are carried by the plans below it, and how strongly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from caicach.core.plans.strength import asks_less
from caicach.core.targets import TargetShape


class Aim(Protocol):
    """A target as far as coverage is concerned; `serves` is the key of a target above."""

    @property
    def key(self) -> str: ...
    @property
    def shape(self) -> TargetShape: ...
    @property
    def serves(self) -> str | None: ...


class Cascaded(Protocol):
    """A plan as far as coverage is concerned."""

    @property
    def key(self) -> str: ...
    @property
    def targets(self) -> Sequence[Aim]: ...


@dataclass(frozen=True, slots=True)
class Serving:
    """Target `target` of plan `plan` serves target `serves` of the plan above."""

    plan: str
    target: str
    serves: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of a plan's targets one level down.

    served: by target of the plan above, in its order; empty where nobody serves it.
    weaker: those that ask for less than the target they serve.
    astray: those that name a target which the plan above does not have.
    """

    served: Mapping[str, tuple[Serving, ...]]
    weaker: tuple[Serving, ...]
    astray: tuple[Serving, ...]

    @property
    def unserved(self) -> tuple[str, ...]:
        """Return the targets that nobody below serves, in the order of the plan above."""
        return tuple(key for key, servings in self.served.items() if not servings)


def coverage(parent: Cascaded, children: Sequence[Cascaded]) -> Coverage:
    """Return what the children's targets carry of the parent's.

    Shapes that measure different things are never called weaker: nothing says so.
    """
    above = {each.key: each for each in parent.targets}
    served: dict[str, list[Serving]] = {key: [] for key in above}
    weaker: list[Serving] = []
    astray: list[Serving] = []
    for plan in children:
        for target in plan.targets:
            if target.serves is None:
                continue
            serving = Serving(plan.key, target.key, target.serves)
            if target.serves not in above:
                astray.append(serving)
                continue
            served[target.serves].append(serving)
            if asks_less(target.shape, above[target.serves].shape):
                weaker.append(serving)
    return Coverage(
        {key: tuple(each) for key, each in served.items()}, tuple(weaker), tuple(astray)
    )
