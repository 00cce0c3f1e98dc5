"""A plan in force, and targets of every source."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caicach.web.plans.models import Assignment, Plan, Target
from caicach.web.register.models import Agency

Make = Callable[..., Target]


@pytest.fixture
def plan(cast: Any) -> Plan:
    return Plan.objects.create(
        agency=Agency.objects.get(code="H99"),
        title="Kế hoạch 2026",
        first_year=2026,
        last_year=2026,
        state=Plan.State.IN_FORCE,
    )


@pytest.fixture
def make(plan: Plan) -> Make:
    def made(*codes: str, **fields: Any) -> Target:
        given = {
            "number": "1",
            "label": "Chỉ tiêu",
            "area": "procedure_reform",
            "threshold": Decimal(95),
            "due_on": date(2026, 12, 31),
            "plan_year": 2026,
            "source_kind": "indicator",
            "indicator": "on_time_share",
        }
        target = Target.objects.create(plan=plan, **(given | fields))
        for code in codes or ("H99",):
            Assignment.objects.create(target=target, agency=Agency.objects.get(code=code))
        return target

    return made
