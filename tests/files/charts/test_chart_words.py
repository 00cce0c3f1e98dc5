"""Tables and words beside charts, and the laws of their lettering."""

from decimal import Decimal
from itertools import pairwise

import pytest
from chart_samples import LONG, SAMPLES, line
from hypothesis import given
from hypothesis import strategies as st

from caicach.files.charts import Bar, BarChart, Cut, Goal, alt_text, table_of
from caicach.files.charts.frame import roomy_steps
from caicach.files.charts.lettering import folded, round_steps, spread, width_of


@pytest.mark.parametrize("name", SAMPLES)
def test_every_row_of_a_table_has_a_cell_for_each_column(name: str) -> None:
    table = table_of(SAMPLES[name])
    assert {len(row) for row in table.rows} <= {len(table.header)}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_chart_can_be_told(name: str) -> None:
    assert alt_text(SAMPLES[name]).startswith(SAMPLES[name].title)


def test_a_table_keeps_numbers_unrounded_and_missing_ones_missing() -> None:
    chart = BarChart(title="t", rows=(Bar("A", Decimal("1.2345")), Bar("B", None)))
    assert table_of(chart).rows == (("A", Decimal("1.2345")), ("B", None))


def test_the_reason_of_a_cut_stands_in_the_row_it_comes_before() -> None:
    table = table_of(line((1, 2), goal=Goal(3, "Chỉ tiêu 3"), cuts=(Cut(1, "đổi"),)))
    assert table.header[2:] == ("Chỉ tiêu", "Ghi chú")
    assert [row[-1] for row in table.rows] == ["", "đổi"]


def test_words_given_are_told_as_they_are() -> None:
    assert alt_text(line((1,), alt="Đã tăng.")) == "Đã tăng."


def test_numbers_are_told_in_the_language_asked_for() -> None:
    assert "1,50" in alt_text(line((1.5,)))
    assert "1.50" in alt_text(line((1.5,)), "en")


def test_long_tables_are_told_in_part() -> None:
    told = alt_text(SAMPLES["bars"])
    assert "và 51 dòng nữa trong bảng" in told


@given(
    st.lists(st.floats(0, 300), max_size=25).map(sorted),
    st.floats(1, 40),
)
def test_words_moved_apart_keep_their_order_and_stay_within(
    places: list[float], gap: float
) -> None:
    moved = spread(places, gap, 0, 300)
    room = min(gap, 300 / max(1, len(places) - 1))
    assert len(moved) == len(places)
    assert all(after - before >= room - 1e-6 for before, after in pairwise(moved))
    assert all(-1e-6 <= each <= 300 + 1e-6 for each in moved)


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.integers(2, 8))
def test_a_grid_holds_its_values_between_its_first_and_last_step(
    low: float, span: float, count: int
) -> None:
    steps = round_steps(low, low + span, count)
    slack = max(abs(low), span, 1) * 1e-6
    assert steps[0] <= low + slack
    assert steps[-1] >= low + span - slack
    assert 2 <= len(steps) <= 2 * count + 3
    assert all(before < after for before, after in pairwise(steps))


@given(st.text(st.sampled_from("ab cÔừỹ Wi"), max_size=80), st.floats(20, 300))
def test_folded_words_fit_and_lose_nothing_but_what_is_marked(text: str, width: float) -> None:
    found = folded(text, width)
    assert found.count("\n") <= 1
    assert all(width_of(each) <= width or len(each) <= 2 for each in found.split("\n"))
    if "…" not in found:
        assert found.split() == text.split()


def test_a_long_name_ends_in_a_mark_that_more_follows() -> None:
    assert folded(LONG, 120, most_lines=1).endswith("…")


@given(st.lists(st.floats(0, 100), min_size=1, max_size=9))
def test_a_grid_of_percents_stays_between_0_and_100_and_holds_its_values(
    values: list[float],
) -> None:
    steps = roomy_steps(values, unit="%")
    assert 0 <= steps[0] <= min(values) + 1e-6
    assert max(values) - 1e-6 <= steps[-1] <= 100
    assert len(steps) > 1
