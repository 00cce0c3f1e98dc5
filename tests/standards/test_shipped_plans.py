"""Shipped plans are sound, keep what their sources say, and stand under one another."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from caicach.core.indices import index_series
from caicach.core.plans import (
    Plan,
    ReformArea,
    Target,
    coverage,
    find_plan,
    known_indices,
    read_plans,
    shipped_plans,
    shipped_texts,
)
from caicach.core.plans.shelf import PlanNotFoundError

SEEDS = Path(__file__).parents[3] / "shared" / "corpus" / "seeds"
GOLD = {
    "quang-nam-ethnic-2023": "000_9b36722483492ed6",
    "quang-nam-ethnic-2022": "001_36d12530c7a851ce",
    "province-4003-2021": "002_a55e86e18369f327",
    "dak-nong-20-nq-tu": "003_5fc38e49d16a28b0",
    "nam-giang-2023": "004_a3bfac5131d77884",
}
COUNTS = {
    "quang-nam-ethnic-2023": (11, 1),
    "quang-nam-ethnic-2022": (3, 10),
    "province-4003-2021": (4, 2),
    "dak-nong-20-nq-tu": (22, 0),
    "nam-giang-2023": (12, 1),
    "nq-76-2021": (21, 0),
    "qd-942-2021": (8, 0),
    "nam-ha-2026": (39, 61),
    "nam-ha-construction-2026": (16, 12),
    "nam-ha-tan-hoa-2026": (12, 9),
}


def asked(plan: Plan) -> Iterator[tuple[str, object, str, int]]:
    """Yield comparator, amount, unit and year of each target, each milestone for itself."""
    for target in plan.targets:
        shape = target.shape
        for milestone in shape.milestones:
            yield shape.comparator, milestone.threshold, shape.unit, milestone.year
        amount: object = shape.band if shape.form == "band" else shape.threshold
        yield shape.comparator, amount, shape.unit, shape.due_on.year


def gold(plan: str) -> dict[str, Any]:
    if not SEEDS.is_dir():
        pytest.skip("the founding documents do not stand beside this checkout")
    return dict(json.loads((SEEDS / f"{GOLD[plan]}.gold.json").read_text("utf-8")))


def test_shipped_plans_have_no_fault() -> None:
    _, issues = read_plans(shipped_texts())
    assert issues == []


def test_every_plan_ships_whole() -> None:
    shipped = shipped_plans()
    assert {key: (len(p.targets), len(p.tasks)) for key, p in shipped.items()} == COUNTS


def test_the_founding_documents_ask_for_59_things() -> None:
    assert sum(len(list(asked(find_plan(key)))) for key in GOLD) == 59


@pytest.mark.parametrize("key", GOLD)
def test_each_target_of_the_founding_documents_is_there(key: str) -> None:
    wanted = Counter(
        (each["comparator"], _amount(each["value"]), each["unit"], each["year"])
        for each in gold(key)["targets"]
    )
    assert Counter(asked(find_plan(key))) == wanted


@pytest.mark.parametrize("key", GOLD)
def test_each_task_of_the_founding_documents_is_there(key: str) -> None:
    wanted = [each["deadline"] for each in gold(key)["tasks"]]
    assert [each.due for each in find_plan(key).tasks] == wanted


@pytest.mark.parametrize("key", GOLD)
def test_reductions_keep_their_base_year(key: str) -> None:
    wanted = sorted(each["baseline_year"] for each in gold(key)["targets"] if each["baseline_year"])
    kept = sorted(
        each.shape.base_year or 0 for each in find_plan(key).targets if each.shape.base_year
    )
    assert kept == wanted


def test_known_registrations_are_as_printed() -> None:
    plans = [find_plan(key) for key in ("quang-nam-ethnic-2023", "province-4003-2021")]
    assert [(each.notation, str(each.issued_on)) for each in plans] == [
        ("19/KH-BDT", "2023-01-05"),
        ("4003/QĐ-UBND", "2020-12-31"),
    ]
    assert plans[0].carries_out == ("7781/KH-UBND", "131/NQ-CP")


def test_what_is_only_recalled_says_so() -> None:
    national = find_plan("nq-76-2021")
    recalled = [each for each in national.targets if national.source_of(each).status == "recalled"]
    assert len(recalled) == 13
    assert find_plan("qd-942-2021").source.status == "reported"
    invented = [key for key, plan in shipped_plans().items() if plan.source.status == "invented"]
    assert invented == ["nam-ha-2026", "nam-ha-construction-2026", "nam-ha-tan-hoa-2026"]


def test_the_plan_of_the_model_province_touches_every_area_and_every_kind_of_measure() -> None:
    plan = find_plan("nam-ha-2026")
    assert {each.area for each in plan.targets} == set(ReformArea)
    assert {each.area for each in plan.tasks} == set(ReformArea)
    kinds = Counter(each.bound.kind for each in plan.targets)
    assert kinds == {"indicator": 15, "reported": 17, "index": 7}


def test_the_model_cascade_leaves_something_to_tell() -> None:
    below = [find_plan("nam-ha-construction-2026"), find_plan("nam-ha-tan-hoa-2026")]
    found = coverage(find_plan("nam-ha-2026"), below)
    assert len(found.unserved) == 21
    assert [(each.plan, each.serves) for each in found.weaker] == [
        ("nam-ha-construction-2026", "overdue_open_share"),
        ("nam-ha-construction-2026", "digitised_on_receipt_share"),
        ("nam-ha-tan-hoa-2026", "online_dossier_share"),
    ]
    assert found.astray == ()


def test_indices_of_offices_and_watched_ones_have_different_names() -> None:
    watched = {each.id for each in index_series()}
    assert set(known_indices()) > watched


def test_every_target_and_task_has_words_in_both_languages() -> None:
    entries: list[Target | Any] = [
        e for p in shipped_plans().values() for e in (*p.targets, *p.tasks)
    ]
    assert [each.label.vi for each in entries if not each.label.en] == []


def test_an_unknown_plan_is_told_with_those_that_ship() -> None:
    with pytest.raises(PlanNotFoundError, match="nam-ha-2026"):
        find_plan("nowhere")


def _amount(value: object) -> object:
    return value if isinstance(value, str) else Decimal(str(value))
