"""The page of what became of a plan below: numbers first, what is long folded, codes in order."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html
from sample_plan import SYSTEM, World, a_target, agency

from caicach.web.plans.actions.cascade import Handed, cascade
from caicach.web.plans.actions.plans import create_plan, put_in_force
from caicach.web.plans.actions.targets import add_target, change_target
from caicach.web.plans.models import Plan, Target
from caicach.web.plans.queries.coverage import levels_below, serving_targets
from caicach.web.plans.views import coverage
from caicach.web.plans.writing import numbered
from caicach.web.register.queries import tree_on

BELOW = ("H99.02", "H99.101", "H99.102")


@pytest.fixture
def handed(world: World) -> World:
    """The target that is measured, handed down to a department, a commune and a ward."""
    places = [agency(code) for code in BELOW]
    done = cascade(
        SYSTEM, plan=world.plan, handed=Handed([world.target]), agencies=places, names={}
    )
    put_in_force(SYSTEM, plan=done.plans[0])
    return world


def page_of(cast: Any, world: World) -> Any:
    answer = cast.client("standing_body").get(reverse("plans:coverage", args=[world.plan.pk]))
    return html.document_fromstring(answer.content.decode())


def text_of(node: Any) -> str:
    return " ".join(node.text_content().split())


def test_each_kind_of_agency_tells_its_plans_and_the_targets_it_serves(
    cast: Any, handed: World
) -> None:
    levels = levels_below(handed.plan, cast["leader"], tree_on(timezone.localdate()))
    told = {each.label.vi: (each.agencies, each.with_plan, each.drafts) for each in levels}
    assert told == {"sở, ban, ngành": (2, 1, 0), "xã": (1, 1, 1), "phường": (1, 1, 1)}
    assert [each.targets for each in levels] == [1, 1, 1]


def test_a_plan_with_nothing_below_tells_of_agencies_without_plans(cast: Any, world: World) -> None:
    rows = page_of(cast, world).xpath("//table[contains(@class, 'narrow')]//tbody/tr")
    assert [text_of(row) for row in rows] == [
        "Sở, ban, ngành 0 / 2 0 0 / 2",
        "Xã 0 / 1 0 0 / 2",
        "Phường 0 / 1 0 0 / 2",
    ]


def test_numbers_stand_first_and_a_target_in_one_group_only(cast: Any, handed: World) -> None:
    weaker = Target.objects.get(parent=handed.target, plan__agency__code="H99.101")
    change_target(SYSTEM, target=weaker, values={"threshold": 90}, seen=weaker.version)
    page = page_of(cast, handed)
    figures = page.xpath("//dl[contains(@class, 'figures')]/div")
    assert [text_of(each.xpath("dd")[0]) for each in figures] == ["1 / 2", "1 / 2", "0 / 2"]
    groups = {each.get("aria-labelledby"): each for each in page.xpath("//main//section")}
    assert set(groups) == {"unserved", "weaker", "below"}
    assert "Xã Bình An (≥ 90 %)" in text_of(groups["weaker"])


def test_what_is_long_is_folded(cast: Any, handed: World, monkeypatch: pytest.MonkeyPatch) -> None:
    folded = "//main//details[not(@open)]"
    assert page_of(cast, handed).xpath(folded) == []
    monkeypatch.setattr(coverage, "MANY", 0)
    assert len(page_of(cast, handed).xpath(folded)) == 5


def test_many_who_ask_for_less_are_folded_within_their_row(cast: Any, world: World) -> None:
    places = [agency(code) for code in ("H99.01", *BELOW)]
    cascade(SYSTEM, plan=world.plan, handed=Handed([world.target]), agencies=places, names={})
    Target.objects.filter(parent=world.target).update(threshold=1)
    summaries = page_of(cast, world).xpath("//td/details/summary")
    assert [text_of(each) for each in summaries] == ["4 cơ quan đặt mức thấp hơn"]


def test_agencies_stand_by_the_numbers_in_their_codes(cast: Any, handed: World) -> None:
    as_if = {"H99.102": "H99.9", "H99.02": "H99.11", "H99.101": "H99.101"}
    for code, other in as_if.items():
        Plan.objects.filter(agency__code=code).update(place=numbered(other))
    codes = list(as_if)
    serving = serving_targets(handed.plan, cast["standing_body"])
    assert list(serving.values_list("plan__agency__code", flat=True)) == codes
    for sort in ("", "agency"):
        page = cast.client("standing_body").get(reverse("plans:list"), {"sort": sort})
        assert [plan.agency.code for plan in page.context["listing"].page] == ["H99", *codes]


def test_every_way_a_plan_begins_sorts_it_by_its_agency(handed: World) -> None:
    values = {"title": "Khác", "first_year": 2026, "last_year": 2026}
    create_plan(SYSTEM, agency=agency("H99.01"), values=values)
    assert set(Plan.objects.values_list("agency__code", "place")) == {
        ("H99", "H00099"),
        ("H99.01", "H00099.00001"),
        ("H99.02", "H00099.00002"),
        ("H99.101", "H00099.00101"),
        ("H99.102", "H00099.00102"),
    }


@pytest.mark.parametrize(
    ("first", "then"), [("3.9", "3.10"), ("3.2a", "3.10a"), ("H9.101", "H21.2"), ("I", "I.1")]
)
def test_numbers_in_numbers_are_numbers(first: str, then: str) -> None:
    assert numbered(first) < numbered(then)


def test_a_target_sorts_by_its_number(world: World) -> None:
    for number in ("3.10", "3.2a"):
        add_target(SYSTEM, plan=world.plan, values=a_target(number=number))
    numbers = [each.number for each in world.plan.targets.all()]
    assert numbers == ["3.2", "3.2a", "3.10", "5.2"]
