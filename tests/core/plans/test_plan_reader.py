"""A plan file is read with all its faults at once, each at its line."""

import pytest

from caicach.core.plans import Plan, read_plan, read_plans, shipped_plans

HEAD = """plan: own
kind: plan
title: Kế hoạch
issuer: Sở Mẫu
level: department
agency: {name: Sở Mẫu}
years: {first: 2026, last: 2026}
source: {text: Mẫu, status: invented}
"""
TARGET = """  - key: {key}
    number: 1.10
    label: Chỉ tiêu
    area: steering
    shape: {shape}
    bound: {bound}
"""
SHAPE = '{form: level, comparator: ">=", threshold: 90, unit: percent, due_on: 2026-12-31}'
BOUND = "{kind: indicator, indicator: on_time_share}"


def target(key: str = "a", shape: str = SHAPE, bound: str = BOUND) -> str:
    return TARGET.format(key=key, shape=shape, bound=bound)


def task(**keys: str) -> str:
    written = {"number": "1", "label": "Việc", "area": "steering"} | keys
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in written.items()) + "}\n"


def told(text: str, above: dict[str, Plan] | None = None) -> list[str]:
    """Return code and line of every issue; a plan comes back only without them."""
    plan, issues = read_plan(text, "p.yaml", above)
    assert (plan is None) == bool(issues)
    return [f"{each.code} {each.where.rpartition(':')[2]}" for each in issues]


def read(text: str) -> Plan:
    plan, issues = read_plan(text, "p.yaml")
    assert issues == []
    assert plan is not None
    return plan


def test_a_sound_plan_keeps_its_numbers_as_printed() -> None:
    plan = read(HEAD + "targets:\n" + target())
    assert [each.number for each in plan.targets] == ["1.10"]
    assert plan.number is None
    assert plan.targets[0].bound.measures == "on_time_share"


def test_a_plan_may_have_neither_targets_nor_tasks() -> None:
    assert (read(HEAD).targets, read(HEAD).tasks) == ((), ())


def test_the_number_stands_before_the_notation() -> None:
    assert read(HEAD + "notation: 4003/QĐ-UBND\n").number == "4003"
    assert read(HEAD + "notation: 30c/NQ-CP\n").number == "30c"


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        ("{kind: indicator, indicator: on_time_shares}", ["target-indicator-unknown 15"]),
        ("{kind: indicator, indicator: backlog_count}", ["target-measure-unfit 15"]),
        ("{kind: index, series: parindex, figure: percent}", ["target-index-unknown 15"]),
        ("{kind: index, series: pci, figure: rank}", ["target-figure-unfit 15"]),
        ("{kind: reported, figure: x, unit: count, by: A, how_often: daily}",
         ["recurrence-unknown 15", "target-measure-unfit 15"]),
        ("{kind: guessed}", ["not-one-of 15"]),
    ],
)  # fmt: skip
def test_what_a_target_is_bound_to_must_exist_and_fit(bound: str, expected: list[str]) -> None:
    assert told(HEAD + "targets:\n" + target(bound=bound)) == expected


def test_an_unknown_indicator_is_told_with_the_nearest_ones() -> None:
    text = HEAD + "targets:\n" + target(bound="{kind: indicator, indicator: on_time_shar}")
    _, issues = read_plan(text, "p.yaml")
    assert "on_time_share" in issues[0].remedy("vi")


def test_a_target_is_checked_and_must_fall_due_within_the_years_of_the_plan() -> None:
    late = SHAPE.replace("2026-12-31", "2027-01-01")
    assert told(HEAD + "targets:\n" + target(shape=late)) == ["target-outside 14"]
    odd = SHAPE.replace("percent", "rank")
    assert told(HEAD + "targets:\n" + target(shape=odd))[0] == "target-unit 14"


def test_two_targets_or_two_tasks_must_not_bear_one_name() -> None:
    text = HEAD + "targets:\n" + target() + target() + "tasks:\n" + task() + task()
    assert told(text) == ["plan-target-twice 16", "plan-task-twice 24"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"due": "2026-02-30"}, ["task-due-unreadable"]),
        ({"due": "soon"}, ["task-due-unreadable"]),
        ({"due": "2026-Q5"}, ["task-due-unreadable"]),
        ({"due": "2026-03-01", "starts_on": "2026-03-02"}, ["task-due-early"]),
        ({"due": "2027-01-01"}, ["task-outside"]),
        ({"due": "2025"}, ["task-outside"]),
        ({"recurs": "hourly"}, ["recurrence-unknown"]),
        ({"due": "2026", "recurs": "monthly"}, ["task-time-twice"]),
        ({"serves": "nothing"}, ["task-serves-unknown"]),
        ({"serves": "{criterion: 'no-set/2026#1'}"}, ["task-edition-unknown"]),
        ({"serves": "{criterion: 'sample-commune/2026#77'}"}, ["task-criterion-unknown"]),
        ({"area": "gardening"}, ["not-one-of"]),
    ],
)
def test_a_faulty_task_is_told(keys: dict[str, str], expected: list[str]) -> None:
    assert told(HEAD + "tasks:\n" + task(**keys)) == [f"{code} 10" for code in expected]


@pytest.mark.parametrize(
    "keys",
    [
        {"due": "2026-01-01", "starts_on": "2026-01-01"},
        {"due": "2026-12-31"},
        {"due": "2026", "recurs": "once"},
        {"serves": "a"},
        {"serves": "{criterion: 'sample-commune/2026#1.3'}"},
    ],
)
def test_the_bounds_of_a_task_are_sound(keys: dict[str, str]) -> None:
    assert told(HEAD + "targets:\n" + target() + "tasks:\n" + task(**keys)) == []


def test_a_task_serves_a_target_that_has_a_fault_of_its_own() -> None:
    text = HEAD + "targets:\n" + target(bound="{kind: x}") + "tasks:\n" + task(serves="a")
    assert told(text) == ["not-one-of 15"]


def test_faults_of_shape_do_not_hide_the_others() -> None:
    text = HEAD.replace("level: department", "level: galaxy") + "targets:\n"
    text += target(bound="{kind: indicator, indicator: nobody}") + target().replace("area", "aera")
    text += "tasks:\n" + task(due="2027") + task(number="2", recurs="hourly")
    assert told(text) == [
        "not-one-of 5",
        "target-indicator-unknown 15",
        "key-missing 16",
        "key-unknown 19",
        "recurrence-unknown 24",
    ]


def test_years_that_end_before_they_begin_are_told() -> None:
    text = HEAD.replace("first: 2026", "first: 2027")
    assert told(text) == ["plan-years-reversed 7"]


def test_a_parent_must_exist_and_have_what_is_served() -> None:
    above = dict(shipped_plans())
    served = HEAD + "targets:\n" + target() + "    serves: SERVED\n"
    assert told(served.replace("SERVED", "on_time_share"), above) == ["target-serves-nothing 16"]
    under = "parent: nam-ha-2026\n" + served
    assert told(under.replace("SERVED", "on_time_share"), above) == []
    assert told(under.replace("SERVED", "nobody"), above) == ["target-serves-unknown 17"]
    assert told(under.replace("nam-ha-2026", "nowhere"), above) == ["plan-parent-unknown 1"]


def test_without_the_plans_above_a_parent_is_taken_as_written() -> None:
    text = "parent: nowhere\n" + HEAD + "targets:\n" + target() + "    serves: anything\n"
    assert told(text) == []


def test_plans_read_together_find_their_parents_in_any_order() -> None:
    child = HEAD.replace("plan: own", "plan: child") + "parent: own\n"
    plans, issues = read_plans([("c.yaml", child), ("o.yaml", HEAD)])
    assert (list(plans), issues) == (["child", "own"], [])


def test_plans_that_stand_under_one_another_are_told() -> None:
    one = HEAD + "parent: other\n"
    other = HEAD.replace("plan: own", "plan: other") + "parent: own\n"
    plans, issues = read_plans([("one.yaml", one), ("other.yaml", other)])
    assert plans == {}
    assert [each.code for each in issues] == ["plan-parent-circle"] * 2
    assert told(HEAD + "parent: own\n", {"own": read(HEAD)}) == ["plan-parent-circle 9"]


def test_what_is_no_document_is_told_and_nothing_else() -> None:
    assert told("") == ["yaml-empty 1"]
    assert told("- a\n- b") == ["mapping-expected 1"]


def test_messages_name_forms_and_units_in_the_language_of_the_reader() -> None:
    odd = "{kind: index, series: pci, figure: rank}"
    counted = "{kind: indicator, indicator: backlog_count}"
    text = HEAD + "targets:\n" + target(bound=odd) + target("b", bound=counted)
    _, (form, unit) = read_plan(text, "p.yaml")
    assert "dạng mức, không so được với thứ hạng" in form.problem("vi")
    assert "form level" in form.problem("en")
    assert "tính bằng phần trăm, còn số liệu đo tính bằng số lượng" in unit.problem("vi")
    assert "in percent" in unit.problem("en")
