"""No page makes more queries as data grows."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from sample_plan import SYSTEM, World, a_reported_target, a_target, a_task, agency

from caicach.web.plans.actions.cascade import Handed, cascade
from caicach.web.plans.actions.figures import report_figure
from caicach.web.plans.actions.targets import add_target, assign_target
from caicach.web.plans.actions.tasks import add_task
from caicach.web.plans.actions.turns import submit_turn
from caicach.web.plans.models import Assignment, Turn

MOST = 12
PAGES = {
    "list": lambda world: (),
    "plan": lambda world: (world.plan.pk,),
    "tasks": lambda world: (world.plan.pk,),
    "coverage": lambda world: (world.plan.pk,),
    "history": lambda world: (world.plan.pk,),
    "target": lambda world: (world.reported.pk,),
    "target-edit": lambda world: (world.target.pk,),
    "target-assign": lambda world: (world.target.pk,),
    "target-new": lambda world: (world.plan.pk,),
    "task": lambda world: (world.task.pk,),
    "task-edit": lambda world: (world.task.pk,),
    "task-new": lambda world: (world.plan.pk,),
    "turn": lambda world: (world.turn.pk,),
    "cascade": lambda world: (world.plan.pk,),
    "edit": lambda world: (world.plan.pk,),
    "reports": lambda world: (),
    "documents": lambda world: (),
    "new": lambda world: (),
    "copy": lambda world: (),
}


@pytest.fixture
def large(world: World) -> World:
    """The same plan with ten times as much in it and below it."""
    for count in range(10):
        add_target(SYSTEM, plan=world.plan, values=a_target(number=f"7.{count}"))
        reported = add_target(
            SYSTEM, plan=world.plan, values=a_reported_target(number=f"8.{count}")
        )
        assign_target(SYSTEM, target=reported, agencies=[agency("H99.02")], thresholds={})
        values = a_task(number=f"9.{count}", due_on=None, recurrence="monthly")
        task = add_task(SYSTEM, plan=world.plan, values=values | {"co_owners": [agency("H99.01")]})
        turn = Turn.objects.filter(task=task).first()
        assert turn
        submit_turn(SYSTEM, turn=turn, text="Xong", now=timezone.now())
        here = Assignment.objects.get(target=world.reported, agency__code="H99.02")
        for_period = {"period": f"2026-{count % 9 + 1:02}", "numerator": 1, "denominator": 2}
        report_figure(SYSTEM, assignment=here, values=for_period, now=timezone.now())
    below = [agency(code) for code in ("H99.01", "H99.02", "H99.101", "H99.102")]
    handed = Handed(list(world.plan.targets.all()), list(world.plan.tasks.all()))
    cascade(SYSTEM, plan=world.plan, handed=handed, agencies=below, names={})
    return world


@pytest.mark.parametrize("page", PAGES)
def test_a_page_makes_at_most_twelve_queries_whatever_the_amount(
    page: str, cast: Any, large: World, django_assert_max_num_queries: Any
) -> None:
    client = cast.client("standing_body")
    address = reverse(f"plans:{page}", args=PAGES[page](large))
    if page == "target-new":
        address += "?form=level"
    client.get(address)  # trees and standards are read once and kept
    with django_assert_max_num_queries(MOST):
        assert client.get(address).status_code == 200
