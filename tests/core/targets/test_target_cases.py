"""Every case beside the target standards holds, to the places it is written with."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from target_cases import Case, shipped_cases

from caicach.core.targets.state_rules import state_rules

CASES = list(shipped_cases())
NUMBERS = ("low", "mid", "high", "chance", "remaining", "needed", "best", "worst")


def as_printed(value: object, pattern: str) -> str:
    if value is None:
        return "none"
    return str(Decimal(str(value)).quantize(Decimal(pattern), rounding=ROUND_HALF_UP))


def got(case: Case, key: str) -> str:
    if key in ("state", "rule"):
        return str(getattr(case.standing(), key))
    if key in ("says", "must"):
        said = case.standing().says() if key == "says" else case.outlook()
        return said.replace("\u00a0", " ")
    found = getattr(case.forecast(), key, "none")
    return as_printed(found, getattr(case.expect, key)) if key in NUMBERS else str(found)


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{f}: {c.name}" for f, c in CASES])
def test_the_case_holds(file: str, case: Case) -> None:
    assert case.target.check() == [], file
    wanted = case.expect.model_dump(exclude_none=True)
    assert wanted
    assert {key: got(case, key) for key in wanted} == wanted


def test_every_rule_of_the_states_has_a_case() -> None:
    told = {case.standing().rule for _, case in CASES}
    assert told == set(state_rules().rules)
