"""What boards show: plans in force with targets, standings, tasks, turns and figures."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from caicach.web.look.folding import fold
from caicach.web.monitoring.models import TROUBLE, StandingRow
from caicach.web.plans.models import Assignment, FigureReport, Plan, Target, Task, Turn
from caicach.web.register.models import Agency


class Field:
    """Rows of plans, made with as little as a test wants to say."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.year = self.today.year

    def agency(self, code: str) -> Agency:
        return Agency.objects.get(code=code)

    def plan(self, code: str = "H99.02", title: str = "Kế hoạch cải cách", **more: Any) -> Plan:
        values = {"first_year": self.year, "last_year": self.year, "state": Plan.State.IN_FORCE}
        values |= {"title": title, "folded": fold(title)} | more
        return Plan.objects.create(agency=self.agency(code), **values)

    def target(self, plan: Plan, label: str = "Hồ sơ đúng hạn", **more: Any) -> Target:
        number = f"{plan.targets.count() + 1}"
        values = {
            "number": number,
            "place": number.zfill(4),
            "label": label,
            "area": "procedure_reform",
            "threshold": 98,
            "due_on": date(self.year, 12, 31),
            "folded": fold(number, label),
        } | more
        target = Target.objects.create(plan=plan, **values)
        Assignment.objects.create(target=target, agency=plan.agency)
        return target

    def standing(self, target: Target, state: str = "at_risk", code: str = "") -> StandingRow:
        agency = self.agency(code) if code else target.plan.agency
        return StandingRow.objects.create(
            target=target, agency=agency, state=state, trouble=TROUBLE[state], rule="due-later"
        )

    def task(self, plan: Plan, label: str = "Rà soát thủ tục", **more: Any) -> Task:
        number = f"{plan.tasks.count() + 1}"
        values = {
            "number": number,
            "place": number.zfill(4),
            "label": label,
            "area": "procedure_reform",
            "owner": plan.agency,
            "folded": fold(number, label),
        } | more
        return Task.objects.create(plan=plan, **values)

    def turn(self, task: Task, days: int, state: str = "open", **more: Any) -> Turn:
        due_on = self.today + timedelta(days=days)
        return Turn.objects.create(
            task=task, due_on=due_on, first_due_on=due_on, state=state, **more
        )

    def sent(self, task: Task, days: int, at: datetime, state: str = "submitted") -> Turn:
        return self.turn(task, days, state, submitted_at=at)

    def report(self, target: Target, state: str = "sent", **more: Any) -> FigureReport:
        values = {
            "period": str(self.year),
            "period_from": date(self.year, 1, 1),
            "period_to": date(self.year, 12, 31),
            "value": 5,
            "at": timezone.now(),
            "state": state,
            "reason": "Thiếu biên bản" if state == "returned" else "",
        } | more
        return FigureReport.objects.create(target=target, agency=target.plan.agency, **values)


@pytest.fixture
def field(cast: Any) -> Field:
    return Field()


@pytest.fixture
def page(cast: Any) -> Callable[[str | None, str], str]:
    """Return the page of an address as somebody sees it."""

    def get(role: str | None, address: str) -> str:
        response = cast.client(role).get(address)
        assert response.status_code == 200, response.status_code
        return str(response.content.decode())

    return get
