"""A merger is shown what plans it touches before anybody confirms it."""

from datetime import date
from typing import Any

from caicach.web.agencies.touched import touched
from caicach.web.plans.models import Assignment, Plan, Target, Task, Turn
from caicach.web.register.models import Agency


def test_plans_targets_and_open_turns_of_an_agency_are_told(cast: Any) -> None:
    commune = Agency.objects.get(code="H99.101")
    plan = Plan.objects.create(agency=commune, title="Kế hoạch", first_year=2026, last_year=2026)
    common = {"plan": plan, "number": "1", "label": "Việc", "area": "steering"}
    target = Target.objects.create(**common, due_on=date(2026, 12, 31), lead_agency=commune)
    Assignment.objects.create(target=target, agency=commune)
    task = Task.objects.create(**common, owner=commune)
    for day in (1, 2):
        due = date(2026, 12, day)
        Turn.objects.create(task=task, due_on=due, first_due_on=due)
    told = {str(each.label): each.count for each in touched(["H99.101"], date(2026, 7, 1))}
    assert told["kế hoạch chưa khép lại"] == 1
    assert told["chỉ tiêu do cơ quan chủ trì"] == 1
    assert told["chỉ tiêu được đo tại cơ quan"] == 1
    assert told["lượt nhiệm vụ còn phải làm"] == 2


def test_closed_and_past_plans_are_left_out(cast: Any) -> None:
    commune = Agency.objects.get(code="H99.101")
    values = {"agency": commune, "title": "Kế hoạch", "first_year": 2025, "last_year": 2025}
    Plan.objects.create(**values, state=Plan.State.IN_FORCE)
    Plan.objects.create(**values | {"last_year": 2026}, state=Plan.State.CLOSED)
    told = {str(each.label) for each in touched(["H99.101"], date(2026, 7, 1))}
    assert "kế hoạch chưa khép lại" not in told
