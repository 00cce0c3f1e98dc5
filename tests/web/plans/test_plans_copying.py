"""Last year's plan as the beginning of the next, under the plan above of the new year."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from sample_plan import SYSTEM, World, a_target, agency

from caicach.web.plans.actions.cascade import Handed, cascade
from caicach.web.plans.actions.copying import copy_plan
from caicach.web.plans.actions.plans import close_plan, create_plan, put_in_force
from caicach.web.plans.actions.targets import add_target
from caicach.web.plans.checks import check_target
from caicach.web.plans.models import Document, Plan, Target
from caicach.web.register.queries import tree_on

BELOW = "H99.02"


@pytest.fixture
def below(world: World) -> Plan:
    """The department's plan of 2026, with what the province handed down to it."""
    handed = Handed(targets=[world.target, world.reported], tasks=[world.task])
    done = cascade(
        SYSTEM, plan=world.plan, handed=handed, agencies=[agency(BELOW)], names={BELOW: "Sở"}
    )
    put_in_force(SYSTEM, plan=done.plans[0])
    return Plan.objects.get(pk=done.plans[0].pk)


def next_year(plan: Plan) -> Plan:
    return copy_plan(SYSTEM, plan=plan, first_year=2027, title=f"{plan.title} (2027)")


def issued(plan: Plan, issuer: str) -> None:
    plan.document = Document.objects.create(
        kind="plan", title=issuer, issuer=issuer, level="province", first_year=2026, last_year=2027
    )
    plan.save(update_fields=["document"])


def test_the_plan_stands_under_the_plan_above_of_the_new_year(world: World, below: Plan) -> None:
    above = next_year(world.plan)
    new = next_year(below)
    assert new.parent == above
    target = new.targets.get(number="3.2")
    assert target.parent == above.targets.get(number="3.2")
    assert target.adoption == "inherit"
    assert check_target(target, new, [BELOW], tree_on(date(2026, 10, 12))) == []
    assert new.tasks.get().parent == above.tasks.get()


def test_what_the_new_plan_above_hands_down_later_is_there_already(
    world: World, below: Plan
) -> None:
    above = next_year(world.plan)
    next_year(below)
    handed = Handed(list(above.targets.all()), list(above.tasks.all()))
    again = cascade(SYSTEM, plan=above, handed=handed, agencies=[agency(BELOW)], names={})
    assert (again.targets, again.tasks, again.already) == (0, 0, 3)


def test_where_there_is_none_yet_it_stands_under_none_and_serves_nothing(below: Plan) -> None:
    new = next_year(below)
    assert new.parent is None
    kept = new.targets.values_list("parent", "adoption")
    assert set(kept) == {(None, "own")}
    assert new.tasks.get().parent is None


def test_a_programme_that_covers_the_new_year_too_stays_above(world: World) -> None:
    years = {"first_year": 2021, "last_year": 2030}
    programme = create_plan(SYSTEM, agency=agency("H99"), values={"title": "Chương trình"} | years)
    served = add_target(SYSTEM, plan=programme, values=a_target(due_on=date(2030, 12, 31)))
    Plan.objects.filter(pk=world.plan.pk).update(parent=programme)
    Target.objects.filter(pk=world.target.pk).update(parent=served, adoption="adapt")
    new = next_year(Plan.objects.get(pk=world.plan.pk))
    assert new.parent == programme
    assert new.targets.get(number="3.2").parent == served


def test_a_programme_of_many_years_is_not_taken_for_next_years_plan(below: Plan) -> None:
    years = {"first_year": 2026, "last_year": 2030}
    create_plan(SYSTEM, agency=agency("H99"), values={"title": "Chương trình"} | years)
    assert next_year(below).parent is None


def test_of_two_plans_above_neither_is_taken(world: World, below: Plan) -> None:
    next_year(world.plan)
    next_year(world.plan)
    assert next_year(below).parent is None


def test_the_issuer_decides_between_two_plans_above(world: World, below: Plan) -> None:
    issued(world.plan, "UBND tỉnh")
    first, second = next_year(world.plan), next_year(world.plan)
    issued(first, "Ban chỉ đạo")
    issued(second, "UBND tỉnh")
    assert next_year(Plan.objects.get(pk=below.pk)).parent == second


def test_a_closed_plan_above_is_not_taken(world: World, below: Plan) -> None:
    above = next_year(world.plan)
    put_in_force(SYSTEM, plan=above)
    close_plan(SYSTEM, plan=above)
    assert next_year(below).parent is None


def test_a_draft_above_is_not_taken_by_who_may_not_see_it(
    cast: Any, world: World, below: Plan
) -> None:
    above = next_year(world.plan)
    officer = cast.actor("focal_officer")
    assert copy_plan(officer, plan=below, first_year=2027, title="2027").parent is None
    put_in_force(SYSTEM, plan=above)
    assert copy_plan(officer, plan=below, first_year=2027, title="2027").parent == above


def test_the_page_says_that_no_plan_above_was_found(cast: Any, below: Plan) -> None:
    client = cast.client("focal_officer")
    sent = {"plan": below.pk, "first_year": 2027, "title": "Kế hoạch năm 2027 của Sở"}
    page = client.post(reverse("plans:copy"), sent, follow=True).content.decode()
    assert "Chưa thấy kế hoạch cấp trên năm 2027" in page
    assert "Kế hoạch chưa gắn với kế hoạch cấp trên." in page
    new = Plan.objects.get(first_year=2027)
    later = client.get(reverse("plans:plan", args=[new.pk])).content.decode()
    assert "Chọn kế hoạch cấp trên" in later
    assert "Chưa thấy kế hoạch cấp trên" not in later


def test_the_page_says_how_many_targets_lost_the_one_they_served(
    cast: Any, world: World, below: Plan
) -> None:
    above = next_year(world.plan)
    above.targets.filter(number="5.2").update(label="Chỉ tiêu khác hẳn")
    put_in_force(SYSTEM, plan=above)
    sent = {"plan": below.pk, "first_year": 2027, "title": "Kế hoạch năm 2027 của Sở"}
    page = cast.client("focal_officer").post(reverse("plans:copy"), sent, follow=True)
    assert "1 chỉ tiêu chưa thấy chỉ tiêu tương ứng" in page.content.decode()
