"""Short ways to hand figures to a rule and to look at what comes back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter

from caicach.core.rules import ALONE, AnyRule, Context, Given, InputRefused, Rule

RULE: TypeAdapter[Rule] = TypeAdapter(AnyRule)
NUMBERS = ("value", "numerator", "denominator", "points", "previous")


def rule(kind: str, **keys: Any) -> Rule:
    """Return a rule from its keys as they stand in a file."""
    return RULE.validate_python({"kind": kind, **keys})


def given(**keys: Any) -> Given:
    """Return figures; numbers may be written as text or int, parts as mappings."""
    made = {k: Decimal(v) if k in NUMBERS and v is not None else v for k, v in keys.items()}
    if isinstance(made.get("parts"), Mapping):
        made["parts"] = {key: given(**part) for key, part in made["parts"].items()}
    return Given(**made)


def outcome(
    one: Rule, maximum: str, *, context: Context = ALONE, **keys: Any
) -> tuple[str | None, str]:
    """Return points as text (None without points) and the step."""
    score = one.score(given(**keys), Decimal(maximum), context)
    points = None if score.points is None else f"{score.points.normalize():f}"
    return points, score.step


def refusal(one: Rule, maximum: str, *, context: Context = ALONE, **keys: Any) -> str:
    """Return the code of the refusal."""
    with pytest.raises(InputRefused) as found:
        one.score(given(**keys), Decimal(maximum), context)
    return found.value.code


def faults(one: Rule, maximum: str) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return code and place of each fault of the rule itself."""
    return [(fault.code, fault.loc) for fault in one.check(Decimal(maximum))]
