"""Between two years: a change where they compare, a stated break where not."""

from decimal import Decimal
from typing import Any

import pytest

from caicach.core.scoring import Change, Result, score_inputs
from caicach.core.scoring.change import carry_previous, compare_with
from caicach.core.scoring.document import agency_entries
from caicach.core.scoring.kept import ResultDocument
from rounds import edition, inputs, judged, kept, score

OLD = "edition: my-set/2025\nlabel: x\n"
NEW = "edition: my-set/2026\nlabel: x\ncontinues: my-set/2025\n"
AREAS = judged(A="60", B="40")
BEFORE = {"x": {"A": 50, "B": 30}, "y": {"A": 40, "B": 30}, "z": {"A": 10, "B": 30}}


def changes(now: Result, before: ResultDocument) -> dict[str, Change]:
    compare_with(now, before)
    return {each.code: each.change for each in now.agencies if each.change is not None}


def broken(now: Result, before: ResultDocument) -> dict[str, str | None]:
    found = changes(now, before)
    return {code: each.broken.code if each.broken else None for code, each in found.items()}


def test_index_and_places_won_or_lost() -> None:
    rows = {"x": {"A": 45, "B": 30}, "y": {"A": 50, "B": "30.5"}, "z": {"A": 10, "B": 30}}
    found = changes(score(NEW + AREAS, rows), kept(score(OLD + AREAS, BEFORE)))
    assert {code: (each.index, each.rank) for code, each in found.items()} == {
        "x": (Decimal(-5), -1),
        "y": (Decimal("10.5"), 1),
        "z": (Decimal(0), 0),
    }
    assert {each.edition for each in found.values()} == {"my-set/2025"}


def test_the_same_edition_compares_with_itself() -> None:
    assert set(broken(score(OLD + AREAS, BEFORE), kept(score(OLD + AREAS, BEFORE))).values()) == {
        None
    }


def test_an_edition_that_does_not_continue_the_other_breaks() -> None:
    stranger = NEW.replace("continues: my-set/2025\n", "")
    now = score(stranger + AREAS, BEFORE)
    assert set(broken(now, kept(score(OLD + AREAS, BEFORE))).values()) == {"break-edition"}
    assert next(agency_entries(now))["change"] == {
        "edition": "my-set/2025",
        "index": None,
        "rank": None,
        "break": {
            "code": "break-edition",
            "text": "Không so được với my-set/2025: my-set/2026 không kế tiếp bộ đó.",
        },
    }


@pytest.mark.parametrize(
    ("areas", "items"),
    [
        (judged(A="50", B="50"), "A, B"),
        (AREAS.replace("kind: judged", "kind: judged, step: 0.5"), "A, B"),
        (judged(A="60", B="30", C="10"), "B, C"),
        (judged(A="100"), "A, B"),
    ],
)
def test_another_maximum_rule_or_item_breaks_and_is_named(areas: str, items: str) -> None:
    rows = {code: {"A": 1} for code in BEFORE}
    found = changes(score(NEW + areas, rows), kept(score(OLD + AREAS, BEFORE)))
    breaks = {each.broken for each in found.values()}
    assert [dict(each.values)["items"] for each in breaks if each] == [items]


def test_the_same_rule_written_otherwise_is_the_same_rule() -> None:
    plain = AREAS.replace("kind: judged", "kind: count, per_item: 0.5")
    long = AREAS.replace("kind: judged", "kind: count, per_item: 0.50").replace(": 60,", ": 60.0,")
    now = score(NEW + long, BEFORE)
    assert set(broken(now, kept(score(OLD + plain, BEFORE))).values()) == {None}


def test_an_item_may_go_by_another_code() -> None:
    moved = judged(A="60", B2="40").replace("label: mục B2", "label: B, continues: my-set/2025#B")
    rows = {code: {"A": row["A"], "B2": row["B"]} for code, row in BEFORE.items()}
    before = kept(score(OLD + AREAS, BEFORE))
    assert set(broken(score(NEW + moved, rows), before).values()) == {None}
    silent = judged(A="60", B2="40")
    assert set(broken(score(NEW + silent, rows), before).values()) == {"break-method"}


def test_a_new_agency_breaks_and_one_that_is_gone_is_told() -> None:
    now = score(NEW + AREAS, {"x": BEFORE["x"], "w": BEFORE["y"]})
    assert broken(now, kept(score(OLD + AREAS, BEFORE))) == {"x": None, "w": "break-agency"}
    gone = [dict(each.values)["agency"] for each in now.issues if each.code == "agency-gone"]
    assert gone == ["y", "z"]


def test_another_block_keeps_the_index_and_breaks_the_rank() -> None:
    blocks = "blocks: [{id: a, label: A}, {id: b, label: B}]\n"
    before = score(OLD + blocks + AREAS, BEFORE, dict.fromkeys("xyz", "a"))
    now = score(NEW + blocks + AREAS, BEFORE, {"x": "b", "y": "a", "z": "a"})
    found = changes(now, kept(before))
    assert found["x"].broken is not None
    assert (found["x"].broken.code, found["x"].index, found["x"].rank) == ("break-block", 0, None)
    assert (found["y"].broken, found["y"].rank) == (None, 1)


def test_other_gaps_than_last_year_break() -> None:
    full, a, b = {"A": 50, "B": 30}, {"A": 50}, {"B": 30}
    before = {"s": full, "t": a, "u": a, "v": full}
    now = {"s": a, "t": full, "u": b, "v": full}
    assert broken(score(NEW + AREAS, now), kept(score(OLD + AREAS, before))) == {
        "s": "break-incomplete",
        "t": "break-incomplete",
        "u": "break-incomplete",
        "v": None,
    }


def test_the_same_gap_in_both_years_compares() -> None:
    a = {"A": 50}
    found = changes(score(NEW + AREAS, {"x": a}), kept(score(OLD + AREAS, {"x": {"A": 40}})))
    assert (found["x"].broken, found["x"].index) == (None, 10)


def test_a_bonus_in_one_year_only_is_no_gap() -> None:
    bonus = (
        "  - {code: T, label: x, kind: bonus, max_points: 2, rule: {kind: bonus},"
        " source: {place: x}}\n"
    )
    before = kept(score(OLD + AREAS + bonus, {"x": {"A": 50, "B": 30}}))
    found = changes(score(NEW + AREAS + bonus, {"x": {"A": 50, "B": 30, "T": 1}}), before)
    assert (found["x"].broken, found["x"].index) == (None, 1)


YEARLY = """\
maximum: 10
areas:
  - {code: 1, label: x, max_points: 10, rule: {kind: year_on_year, same: 5}, source: {place: x}}
"""


def test_last_years_figure_is_carried_over_where_none_was_handed_in() -> None:
    before = kept(score(OLD + YEARLY, {c: {"1": {"value": 80, "previous": 70}} for c in "xyz"}))
    now: dict[str, dict[str, Any]] = {
        "x": {"1": {"numerator": 9, "denominator": 10}},
        "y": {"1": {"value": 80, "previous": 81}},
        "z": {},
        "w": {"1": {"value": 80}},
    }
    handed = inputs(now)
    carry_previous(handed, before, edition(NEW + YEARLY))
    result = score_inputs(edition(NEW + YEARLY), handed)
    assert [each.scores["1"].step for each in result.agencies] == [
        "better",
        "worse",
        "not_reported",
        "previous_missing",
    ]
    assert [each.code for each in result.issues] == ["previous-missing"]
