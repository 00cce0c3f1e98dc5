"""Targets in every shape, their faults at the fields, and the agencies they are measured at."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from sample_plan import SYSTEM, World, a_target, agency

from caicach.core.targets import says
from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.plans.actions.plans import close_plan
from caicach.web.plans.actions.targets import add_target, assign_target, remove_target
from caicach.web.plans.models import Plan, Target
from caicach.web.plans.writing import PlanClosedError, PlanRefusedError, WrongStateError


def plain(text: str) -> str:
    """Return the text with common blanks where lines may not break."""
    return text.replace("\xa0", " ")


COMMON = {
    "number": "9.1",
    "label": "Chỉ tiêu thử",
    "area": "procedure_reform",
    "due_on": "31/12/2026",
    "adoption": "own",
    "source_kind": "reported",
    "frequency": "quarterly",
}
SHAPES: dict[str, tuple[dict[str, str], str]] = {
    "level": ({"comparator": ">=", "threshold": "98,5", "unit": "percent"}, "≥ 98,5 %"),
    "rank": ({"comparator": "<=", "threshold": "5"}, "hạng ≤ 5"),
    "band": ({"comparator": ">=", "bands_text": "yếu\nkhá\ntốt", "band": "khá"}, "khá"),
    "rise": (
        {"comparator": ">=", "threshold": "3", "unit": "places", "base_year": "2025"},
        "3",
    ),
    "reduction": (
        {"comparator": ">=", "threshold": "10", "unit": "percent", "base_year": "2021"},
        "giảm ≥ 10 % so với 2021",
    ),
    "done_by": ({"due_on": "30/06/2026"}, "30/6/2026"),
    "share_of_agencies": (
        {
            "comparator": ">=",
            "threshold": "90",
            "unit": "percent",
            "agencies_at_least": "95",
            "agencies_unit": "percent",
        },
        "95 %",
    ),
}


@pytest.mark.parametrize("kind", SHAPES)
def test_a_target_of_each_form_is_entered_and_said_back(kind: str, cast: Any, world: World) -> None:
    fields, said = SHAPES[kind]
    address = reverse("plans:target-new", args=[world.plan.pk])
    common = {"better": "higher"} | COMMON if kind == "level" else COMMON
    answer = cast.client("standing_body").post(f"{address}?form={kind}", common | fields)
    assert answer.status_code == 302, answer.content.decode()
    made = Target.objects.get(label="Chỉ tiêu thử")
    assert said in plain(says(made.shape, "vi"))
    assert [each.agency.code for each in made.assignments.all()] == ["H99"]


def test_all_faults_stand_at_their_fields(cast: Any, world: World) -> None:
    wrong = {
        "comparator": ">=",
        "threshold": "101",
        "unit": "percent",
        "better": "higher",
        "due_on": "01/02/2026",
        "starts_on": "01/03/2026",
        "milestones_text": "2025; 80",
        "frequency": "quarterly",
    }
    address = reverse("plans:target-new", args=[world.plan.pk])
    answer = cast.client("standing_body").post(f"{address}?form=level", COMMON | wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"threshold", "due_on", "milestones_text"}
    assert not Target.objects.filter(label="Chỉ tiêu thử").exists()


def test_the_check_while_typing_says_what_the_target_asks_and_saves_nothing(
    cast: Any, world: World
) -> None:
    client = cast.client("standing_body")
    address = reverse("plans:target-check", args=[world.plan.pk]) + "?form=level"
    sound = COMMON | {"comparator": ">=", "threshold": "98", "unit": "percent", "better": "higher"}
    assert "≥ 98 %" in plain(client.post(address, sound).content.decode())
    assert "100" in client.post(address, sound | {"threshold": "198"}).content.decode()
    assert not Target.objects.filter(label="Chỉ tiêu thử").exists()


def codes_of(refused: pytest.ExceptionInfo[PlanRefusedError]) -> list[str]:
    return [each.code for each in refused.value.issues]


def test_a_deadline_before_its_start_is_refused(world: World) -> None:
    values = a_target(starts_on=date(2026, 12, 1), due_on=date(2026, 11, 30))
    with pytest.raises(PlanRefusedError) as refused:
        add_target(SYSTEM, plan=world.plan, values=values)
    assert codes_of(refused) == ["target-due-before-start"]


def test_a_deadline_outside_the_years_of_the_plan_is_refused(world: World) -> None:
    with pytest.raises(PlanRefusedError) as refused:
        add_target(SYSTEM, plan=world.plan, values=a_target(due_on=date(2027, 1, 1)))
    assert codes_of(refused) == ["target-outside"]


def test_a_target_on_an_indicator_nobody_knows_is_refused(world: World) -> None:
    with pytest.raises(PlanRefusedError) as refused:
        add_target(SYSTEM, plan=world.plan, values=a_target(indicator="on_tyme_share"))
    assert codes_of(refused) == ["target-indicator-unknown"]
    assert "on_time_share" in refused.value.issues[0].remedy()


def test_an_indicator_of_procedures_is_refused_for_an_agency_without_any(world: World) -> None:
    values = a_target(indicator="tthc_publication_share", number="3.1")
    target = add_target(SYSTEM, plan=world.plan, values=values)
    with pytest.raises(PlanRefusedError) as refused:
        assign_target(SYSTEM, target=target, agencies=[agency("H99.02.01")], thresholds={})
    assert codes_of(refused) == ["target-indicator-not-there"]
    assert "Phòng Quản lý nhà" in refused.value.issues[0].problem()


def test_an_index_nobody_publishes_is_refused(world: World) -> None:
    values = a_target(source_kind="index", indicator="", index_series="pci-2", form="rank")
    values |= {"unit": "rank", "comparator": "<=", "threshold": 5, "index_figure": "rank"}
    with pytest.raises(PlanRefusedError) as refused:
        add_target(SYSTEM, plan=world.plan, values=values)
    assert codes_of(refused) == ["target-index-unknown"]


def test_an_agency_has_a_threshold_of_its_own(world: World) -> None:
    both = [agency("H99.02"), agency("H99.101")]
    assign_target(
        SYSTEM, target=world.target, agencies=both, thresholds={"H99.101": Decimal("95.5")}
    )
    asked = {each.agency.code: plain(says(each.shape)) for each in world.target.assignments.all()}
    assert asked == {"H99": "≥ 98 %", "H99.02": "≥ 98 %", "H99.101": "≥ 95,5 %"}


def test_an_own_threshold_that_cannot_be_is_refused(world: World) -> None:
    with pytest.raises(PlanRefusedError):
        assign_target(
            SYSTEM,
            target=world.target,
            agencies=[agency("H99.02")],
            thresholds={"H99.02": Decimal(130)},
        )


def test_a_closed_plan_takes_no_target(world: World) -> None:
    close_plan(SYSTEM, plan=world.plan)
    with pytest.raises(PlanClosedError):
        add_target(SYSTEM, plan=world.plan, values=a_target(number="9"))


def test_a_target_is_taken_out_of_a_draft_only(world: World) -> None:
    with pytest.raises(WrongStateError):
        remove_target(SYSTEM, target=world.reported)
    Plan.objects.update(state=Plan.State.DRAFT)
    remove_target(SYSTEM, target=Target.objects.get(pk=world.reported.pk))
    assert not Target.objects.filter(pk=world.reported.pk).exists()


@pytest.mark.parametrize("role", ["focal_officer", "leader", "administrator", "stranger"])
def test_nobody_but_the_standing_body_adds_to_the_plan_of_the_province(
    role: str, cast: Any, world: World
) -> None:
    with pytest.raises(NotAllowedError):
        add_target(cast.actor(role), plan=world.plan, values=a_target(number="9"))


def test_what_changed_is_in_the_log_with_before_and_after(cast: Any, world: World) -> None:
    client = cast.client("standing_body")
    address = reverse("plans:target-edit", args=[world.target.pk])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    answer = client.post(address, sent | {"threshold": "99", "due_on": "31/12/2026"})
    assert answer.status_code == 302, answer.content.decode()
    event = Event.objects.get(verb="plans.target_changed")
    assert (event.before, event.after) == ({"threshold": "98.000000"}, {"threshold": "99.000000"})
