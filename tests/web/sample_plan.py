"""Values of sound targets and tasks, and the world the tests act on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from caicach.web.audit.actor import Actor
from caicach.web.plans.models import Plan, Target, Task, Turn
from caicach.web.register.models import Agency

SYSTEM = Actor.system("tests")
YEAR = 2026


def agency(code: str) -> Agency:
    return Agency.objects.get(code=code)


def a_target(**more: Any) -> dict[str, Any]:
    """Values of a sound target: dossiers on time, at least 98 %."""
    return {
        "number": "3.2",
        "label": "Hồ sơ giải quyết đúng hạn",
        "area": "procedure_reform",
        "threshold": 98,
        "due_on": date(YEAR, 12, 31),
        "plan_year": YEAR,
        "source_kind": "indicator",
        "indicator": "on_time_share",
    } | more


def a_reported_target(**more: Any) -> dict[str, Any]:
    reported = {"number": "5.2", "label": "Công chức được bồi dưỡng", "threshold": 85}
    bound = {"source_kind": "reported", "indicator": "", "frequency": "quarterly"}
    return (
        a_target(**reported, **bound, figure="cadre_training_share", figure_unit="percent") | more
    )


def a_task(**more: Any) -> dict[str, Any]:
    """Values of a task that is clear in all five ways."""
    return {
        "number": "2.4",
        "label": "Rà soát 12 thủ tục lĩnh vực nhà ở",
        "area": "procedure_reform",
        "owner": agency("H99.02"),
        "person": "Trần Thị Mai",
        "responsibility": "Giám đốc Sở Xây dựng",
        "deliverable": "Tờ trình",
        "due_on": date(YEAR, 10, 9),
    } | more


@dataclass
class World:
    """What the tests act on."""

    plan: Plan
    target: Target
    reported: Target
    task: Task

    @property
    def turn(self) -> Turn:
        return Turn.objects.get(task=self.task)
