"""The plans that ship with Caicach."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from caicach.core.plans.plan import Plan
from caicach.core.plans.plan_reader import read_plans


class PlanNotFoundError(LookupError):
    """No plan of that key ships with Caicach."""

    def __init__(self, key: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no plan {key}. Known: {', '.join(known)}.")
        self.key = key
        self.known = known


def shipped_texts() -> Iterator[tuple[str, str]]:
    """Yield path and text of each shipped plan file, by name."""
    folder = files("caicach.standards").joinpath("plans", "documents")
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        if path.name.endswith(".yaml"):
            yield f"plans/documents/{path.name}", path.read_text("utf-8")


@cache
def shipped_plans() -> Mapping[str, Plan]:
    """Return all shipped plans by key, in the order of their files.

    Raises ValueError when one has faults (the tests forbid it).
    """
    plans, issues = read_plans(shipped_texts())
    if issues:
        raise ValueError("\n".join(map(str, issues)))
    return plans


def find_plan(key: str) -> Plan:
    """Return a shipped plan. Raises PlanNotFoundError."""
    shipped = shipped_plans()
    if key not in shipped:
        raise PlanNotFoundError(key, tuple(shipped))
    return shipped[key]
