"""A province's plan in force, with a target that is measured, one that is reported, and tasks."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from sample_plan import SYSTEM, YEAR, World, a_reported_target, a_target, a_task, agency

from caicach.web.plans.actions.plans import create_plan, put_in_force
from caicach.web.plans.actions.targets import add_target, assign_target
from caicach.web.plans.actions.tasks import add_task

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
Clock = Callable[[str], None]


@pytest.fixture(autouse=True)
def evidence_folder(settings: Any, tmp_path: Path) -> Path:
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    return tmp_path / "evidence"


@pytest.fixture(autouse=True)
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Let it be 08:42 on 12 October 2026 in Hà Nội; return what sets another time there."""

    def to(text: str) -> None:
        instant = datetime.fromisoformat(text).replace(tzinfo=HANOI)
        monkeypatch.setattr(timezone, "now", lambda: instant)

    to("2026-10-12 08:42")
    return to


@pytest.fixture
def world(cast: Any) -> World:
    """The plan of the province for 2026, in force; the reported target is also of two agencies."""
    values = {"title": "Kế hoạch cải cách hành chính năm 2026", "first_year": YEAR}
    plan = create_plan(SYSTEM, agency=agency("H99"), values=values | {"last_year": YEAR})
    target = add_target(SYSTEM, plan=plan, values=a_target())
    reported = add_target(SYSTEM, plan=plan, values=a_reported_target())
    both = [agency("H99.02"), agency("H99.101")]
    assign_target(SYSTEM, target=reported, agencies=both, thresholds={})
    task = add_task(SYSTEM, plan=plan, values=a_task(target=target))
    put_in_force(SYSTEM, plan=plan)
    return World(plan, target, reported, task)
