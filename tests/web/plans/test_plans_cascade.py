"""Targets and tasks handed down, and what of them nobody serves."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from sample_plan import SYSTEM, World, a_target, a_task, agency

from caicach.web.audit.actor import NotAllowedError
from caicach.web.plans.actions.cascade import Handed, HandedDown, cascade
from caicach.web.plans.actions.copying import copy_plan
from caicach.web.plans.actions.targets import add_target, assign_target, change_target
from caicach.web.plans.actions.tasks import add_task
from caicach.web.plans.models import Assignment, Plan, Target, Turn
from caicach.web.plans.queries.coverage import covered_targets

NAMES = {"H99.02": "Sở Xây dựng", "H99.101": "Xã Bình An"}


def hand_down(world: World, by: Any = SYSTEM, **more: Any) -> HandedDown:
    below = [agency(code) for code in NAMES]
    handed = Handed(targets=[world.target], tasks=[world.task], **more)
    return cascade(by, plan=world.plan, handed=handed, agencies=below, names=NAMES)


def test_each_agency_gets_a_plan_with_its_targets_tasks_and_turns(world: World) -> None:
    handed = hand_down(world)
    assert (len(handed.plans), handed.targets, handed.tasks, handed.already) == (2, 2, 2, 0)
    plan = Plan.objects.get(agency__code="H99.101")
    assert (plan.title, plan.parent, plan.state) == (
        "Kế hoạch cải cách hành chính năm 2026 của Xã Bình An",
        world.plan,
        "draft",
    )
    target, task = plan.targets.get(), plan.tasks.get()
    assert (target.parent, target.adoption) == (world.target, "inherit")
    assert [each.agency.code for each in target.assignments.all()] == ["H99.101"]
    assert (task.owner.code, task.target) == ("H99.101", target)
    assert [turn.due_on for turn in task.turns.all()] == [date(2026, 10, 9)]


def test_what_was_handed_down_before_is_left_alone(world: World) -> None:
    hand_down(world)
    again = hand_down(world)
    assert (again.targets, again.tasks, again.already) == (0, 0, 4)
    assert Target.objects.filter(parent=world.target).count() == 2


def test_a_threshold_of_its_own_goes_down_with_the_target(world: World) -> None:
    places = [agency(code) for code in NAMES]
    assign_target(SYSTEM, target=world.target, agencies=places, thresholds={"H99.101": 95})
    hand_down(world)
    asked = {
        each.plan.agency.code: each.threshold for each in Target.objects.filter(parent=world.target)
    }
    assert asked == {"H99.02": 98, "H99.101": 95}


def test_a_share_of_agencies_asks_each_of_them_its_level(world: World) -> None:
    values = a_target(number="3.4", form="share_of_agencies", threshold=90, agencies_at_least=95)
    share = add_target(SYSTEM, plan=world.plan, values=values)
    handed = Handed(targets=[share])
    cascade(SYSTEM, plan=world.plan, handed=handed, agencies=[agency("H99.02")], names=NAMES)
    made = Target.objects.get(parent=share)
    assert (made.form, made.threshold, made.agencies_at_least) == ("level", 95, None)
    assert made.shape.check() == []


def test_a_threshold_of_nought_of_its_own_goes_down_too(world: World) -> None:
    place = agency("H99.101")
    assign_target(SYSTEM, target=world.target, agencies=[place], thresholds={})
    Assignment.objects.filter(agency=place, target=world.target).update(threshold=0)
    hand_down(world)
    assert Target.objects.get(parent=world.target, plan__agency=place).threshold == 0


def test_a_task_goes_with_the_target_handed_down_before_it(world: World) -> None:
    below = [agency("H99.101")]
    for handed in (Handed(targets=[world.target]), Handed(tasks=[world.task])):
        cascade(SYSTEM, plan=world.plan, handed=handed, agencies=below, names=NAMES)
    plan = Plan.objects.get(agency__code="H99.101")
    assert plan.tasks.get().target == plan.targets.get()


def test_a_number_taken_below_gets_a_letter(world: World) -> None:
    cascade(SYSTEM, plan=world.plan, handed=Handed(), agencies=[agency("H99.101")], names=NAMES)
    below = Plan.objects.get(agency__code="H99.101")
    add_task(SYSTEM, plan=below, values=a_task(number="2.4", owner=below.agency))
    hand_down(world)
    assert [task.number for task in below.tasks.all()] == ["2.4", "2.4b"]
    assert below.tasks.get(number="2.4b").turns.count() == 1


def test_handing_down_to_more_agencies_makes_no_more_queries_but_for_events(world: World) -> None:
    handed = Handed(targets=[world.target], tasks=[world.task])
    counts = []
    for codes in (["H99.01"], ["H99.02", "H99.101", "H99.102"]):
        below = [agency(code) for code in codes]
        with CaptureQueriesContext(connection) as captured:
            cascade(SYSTEM, plan=world.plan, handed=handed, agencies=below, names={})
        events = [each for each in captured if re.search("audit_event|advisory_xact", each["sql"])]
        counts.append(len(captured) - len(events))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", ["focal_officer", "agency_head", "leader", "administrator"])
def test_nobody_but_the_standing_body_hands_down(role: str, cast: Any, world: World) -> None:
    with pytest.raises(NotAllowedError):
        hand_down(world, cast.actor(role))


def test_the_page_tells_what_nobody_serves_and_who_asks_for_less(cast: Any, world: World) -> None:
    hand_down(world)
    weaker = Target.objects.get(parent=world.target, plan__agency__code="H99.101")
    change_target(SYSTEM, target=weaker, values={"threshold": 90}, seen=weaker.version)
    covered = {each.target: each for each in covered_targets(world.plan, cast["standing_body"])}
    assert [each.pk for each in covered[world.target].weaker] == [weaker.pk]
    assert covered[world.target].served_by == 2
    assert covered[world.reported].served_by == 0
    page = cast.client("leader").get(reverse("plans:coverage", args=[world.plan.pk]))
    assert "Chưa ai thực hiện" in page.content.decode()


def test_a_block_is_chosen_as_a_whole_on_the_page(cast: Any, world: World) -> None:
    address = reverse("plans:cascade", args=[world.plan.pk])
    sent = {"targets": [world.target.pk], "blocks": ["communes"], "adoption": "adapt"}
    answer = cast.client("standing_body").post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    codes = Plan.objects.filter(parent=world.plan).values_list("agency__code", flat=True)
    assert sorted(codes) == ["H99.101", "H99.102"]
    assert set(Target.objects.filter(parent=world.target).values_list("adoption", flat=True)) == {
        "adapt"
    }


def test_nothing_for_nobody_is_told_at_both_fields(cast: Any, world: World) -> None:
    address = reverse("plans:cascade", args=[world.plan.pk])
    answer = cast.client("standing_body").post(address, {"adoption": "inherit"})
    assert set(answer.context["form"].errors) == {"targets", "agencies"}


def test_last_years_plan_begins_the_next_with_later_days_and_the_same_measures(
    world: World,
) -> None:
    new = copy_plan(SYSTEM, plan=world.plan, first_year=2027, title="Kế hoạch năm 2027")
    assert (new.state, new.first_year, new.last_year) == ("draft", 2027, 2027)
    target, reported = new.targets.all()
    assert (target.indicator, target.threshold) == ("on_time_share", 98)
    assert (target.due_on, target.plan_year) == (date(2027, 12, 31), 2027)
    codes = [each.agency.code for each in reported.assignments.all()]
    assert codes == ["H99", "H99.02", "H99.101"]
    task = new.tasks.get()
    assert (task.due_on, task.owner.code, task.target) == (date(2027, 10, 9), "H99.02", target)
    assert Turn.objects.get(task=task).state == "open"


def test_a_leap_day_moves_to_the_last_of_february(world: World) -> None:
    type(world.task).objects.update(due_on=date(2028, 2, 29))
    Plan.objects.update(first_year=2028, last_year=2028)
    old = Plan.objects.get()
    new = copy_plan(SYSTEM, plan=old, first_year=2029, title="2029")
    assert new.tasks.get().due_on == date(2029, 2, 28)


def test_a_later_day_or_a_lower_band_asks_for_less_too(cast: Any, world: World) -> None:
    by_june = a_target(number="4.1", form="done_by", threshold=None, unit="day", comparator="<=")
    bound = {"source_kind": "reported", "indicator": "", "due_on": date(2026, 6, 30)}
    above = add_target(SYSTEM, plan=world.plan, values=by_june | bound)
    cascade(
        SYSTEM,
        plan=world.plan,
        handed=Handed([above]),
        agencies=[agency("H99.02")],
        names=NAMES,
    )
    below = Target.objects.get(parent=above)
    covered = {each.target: each for each in covered_targets(world.plan, cast["leader"])}
    assert covered[above].weaker == []
    change_target(SYSTEM, target=below, values={"due_on": date(2026, 9, 30)}, seen=below.version)
    covered = {each.target: each for each in covered_targets(world.plan, cast["leader"])}
    assert covered[above].weaker == [below]
