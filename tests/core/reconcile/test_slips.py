"""Slips inside a published table, and none where there are none."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import codes, figure

from caicach.core.ranking import rank_values
from caicach.core.reconcile import PublishedFigure, check_published


def found(*figures: PublishedFigure) -> list[str]:
    return codes(check_published(figures))


@pytest.mark.parametrize(
    ("points", "maximum", "percent", "expected"),
    [
        ("8", "13", "61.54", []),
        ("8", "13", "61.5", []),
        ("8", "13", "62", []),
        ("8", "13", "61.58", ["percent-slip"]),
        ("8", "13", "61.53", ["percent-cut-off"]),
        ("5", "5.5", "90.90", ["percent-cut-off"]),
        ("5", "5.5", "90.9", []),
        ("10.59", "11", "96.27", []),
        # 10.585 to 10.595 of 11 is 96.23 to 96.32
        ("10.59", "11", "96.31", ["percent-of-unrounded"]),
        ("10.59", "11", "96.35", ["percent-slip"]),
        ("0", "5", "0", []),
        ("3", "0", "50", ["published-points-above-maximum"]),
        ("0", "0", "50", ["published-percent-of-zero"]),
        # 35/30 is 116.666…
        ("35", "30", "116.66", ["published-points-above-maximum"]),
        ("-1", "30", "-3.33", ["published-points-negative"]),
        ("-1", "-3", "33.33", []),
        ("30", "30", "100", []),
    ],
)
def test_a_percent_is_points_of_the_maximum(
    points: str, maximum: str, percent: str, expected: list[str]
) -> None:
    assert found(figure("x", "1", points=points, maximum=maximum, percent=percent)) == expected


def test_a_row_that_stands_twice_is_told_and_so_is_one_that_differs() -> None:
    one = figure("x", "1", points="5")
    assert found(one, figure("x", "1", points="5", place="dòng 9")) == ["published-duplicate"]
    assert found(one, figure("x", "1", points="6", place="dòng 9")) == ["published-conflict"]
    assert found(one, figure("x", "2", points="5"), figure("y", "1", points="5")) == []


def table(*totals: str, parts: dict[str, str]) -> list[PublishedFigure]:
    """Return agencies that all have these parts, with these printed totals."""
    rows: list[PublishedFigure] = []
    for agency, total in zip("abcdefgh", totals, strict=False):
        rows += [figure(agency, code, points=points) for code, points in parts.items()]
        rows.append(figure(agency, points=total))
    return rows


PARTS = {"1": "30.10", "2": "20.25", "3": "9.99"}


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("60.34", []),
        # (3 + 1) × 0.005 = 0.02
        ("60.36", ["parts-add-within-rounding"]),
        ("60.32", ["parts-add-within-rounding"]),
        ("60.37", ["parts-do-not-add-up"]),
        ("59.34", ["parts-do-not-add-up"]),
    ],
)
def test_parts_add_to_the_total(total: str, expected: list[str]) -> None:
    assert found(*table("60.34", "60.34", total, parts=PARTS)) == expected


def test_a_table_that_shows_only_some_parts_is_not_held_to_its_totals() -> None:
    assert found(*table("80", "81", "82", parts=PARTS)) == []


def test_a_code_below_another_counts_in_that_one() -> None:
    parts = {"1": "30", "1.1": "10", "1.2": "20", "2": "9"}
    assert found(*table("39", "39", parts=parts)) == []


def ranked(*rows: tuple[str, int]) -> list[PublishedFigure]:
    return [figure(f"s{n}", points=points, rank=rank) for n, (points, rank) in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("92", 1), ("91", 2), ("90", 3)], []),
        ([("92", 1), ("91", 2), ("91", 2), ("90", 4)], []),
        ([("92", 1), ("91", 3), ("91.5", 2)], []),
        ([("92", 1), ("90", 2), ("91", 3)], ["rank-does-not-follow"]),
        ([("92", 1), ("91", 2), ("90.5", 2)], ["rank-shared-by-unequal"]),
        ([("92", 1), ("90.59", 6), ("90.59", 7)], ["rank-parts-equal-values"]),
    ],
)
def test_ranks_follow_from_the_values(rows: list[tuple[str, int]], expected: list[str]) -> None:
    assert found(*ranked(*rows)) == expected


def test_ranks_are_held_to_the_values_of_one_block() -> None:
    east = [figure("a", points="92", rank=1, block="east"), figure("b", points="91", rank=2)]
    assert found(*east, figure("c", points="50", rank=1, block="west")) == []
    assert found(east[0], figure("c", points="50", rank=1, block="east")) == [
        "rank-shared-by-unequal"
    ]


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        # fewer points of a lower maximum: the percent bears the rank out
        (("45", "90.00", 1), ("48", "80.00", 2), []),
        (("48", "80.00", 1), ("45", "90.00", 2), []),
        (("45", "80.00", 1), ("48", "90.00", 2), ["rank-does-not-follow"]),
        (("45", "90.00", 1), ("48", "90.00", 1), []),
        (("45", "80.00", 1), ("48", "90.00", 1), ["rank-shared-by-unequal"]),
        (("45", "90.00", 1), ("48", "90.00", 2), ["rank-parts-equal-values"]),
    ],
)
def test_a_rank_is_doubted_only_when_points_and_percent_both_speak_against_it(
    upper: tuple[str, str, int], lower: tuple[str, str, int], expected: list[str]
) -> None:
    rows = [
        figure(name, points=points, percent=percent, rank=rank)
        for name, (points, percent, rank) in zip("ab", (upper, lower), strict=True)
    ]
    assert found(*rows) == expected


def test_equal_prints_with_two_ranks_are_a_note_and_not_a_slip() -> None:
    """Printed 90.59 twice with ranks 6 and 7: unrounded they may well differ."""
    (note,) = check_published(ranked(("90.59", 6), ("90.59", 7)))
    assert note.severity == "note"
    assert note.problem("vi") == "s0 (hạng 6) và s1 (hạng 7) cùng in 90,59."


def test_a_rank_beyond_the_field_is_told() -> None:
    assert found(figure("x", points="5", rank=21, rank_of=20)) == ["rank-beyond-field"]
    assert found(figure("x", points="5", rank=20, rank_of=20)) == []


def years(**now: Any) -> list[PublishedFigure]:
    return [
        figure("x", edition="s/2020", points="84.25", rank=10),
        figure("x", edition="s/2021", points="88.52", rank=7, **now),
    ]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({"change_of_rank": 3}, []),
        ({"change_of_rank": -3}, ["rank-change-slip"]),
        ({"change_of_rank": 4}, ["rank-change-slip"]),
        ({"change": "4.27"}, []),
        # 2 × 0.005 + 0.005 = 0.015
        ({"change": "4.28"}, []),
        ({"change": "4.280"}, []),
        ({"change": "4.281"}, ["change-slip"]),
        ({"change": "4.29"}, ["change-slip"]),
        ({"change": "4.3"}, []),
        ({"change": "4"}, []),
        ({"change": "-4.27"}, ["change-slip"]),
    ],
)
def test_a_change_is_the_difference_of_two_years(now: dict[str, Any], expected: list[str]) -> None:
    assert found(*years(**now)) == expected


def test_years_that_do_not_follow_one_another_are_not_compared() -> None:
    apart = [
        figure("x", edition="s/2018", points="1", rank=1),
        figure("x", edition="s/2021", points="9", rank=5, change="3", change_of_rank=1),
    ]
    assert found(*apart) == []
    odd = [
        figure("x", edition="s/²", points="1", change="3"),
        figure("y", edition=None, points="2"),
    ]
    assert found(*odd) == []


@pytest.mark.parametrize(
    "rows",
    [
        years(change_of_rank=4),
        years(change="9"),
        ranked(("92", 1), ("90", 2), ("91", 3)),
        ranked(("92", 1), ("91", 2), ("90.5", 2)),
        ranked(("90.59", 6), ("90.59", 7)),
        table("60.34", "60.34", "59", parts=PARTS),
        table("60.34", "60.34", "60.36", parts=PARTS),
        [figure("x", "1", points="8", maximum="13", percent="61.58")],
        [figure("x", "1", points="8", maximum="13", percent="61.53")],
        [figure("x", "1", points="10.59", maximum="11", percent="96.31")],
        [figure("x", points="5", rank=21, rank_of=20)],
        [figure("x", "1", points="5"), figure("x", "1", points="6")],
        [figure("x", points="-1", maximum="5")],
        [figure("x", points="6", maximum="5")],
        [figure("x", maximum="0", percent="5")],
    ],
)
def test_every_slip_is_told_in_both_languages_with_its_place(rows: list[PublishedFigure]) -> None:
    (slip,) = check_published(rows)
    assert slip.where.startswith("bảng:")
    assert slip.text("vi") != slip.text("en")


def as_printed(value: Decimal, places: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


exact = st.decimals(0, 30, places=5)


@given(
    st.lists(st.tuples(exact, exact, exact), min_size=1, max_size=6),
    st.lists(st.tuples(exact, exact, exact), min_size=6, max_size=6),
    st.integers(1, 3),
)
def test_a_consistent_table_draws_no_warning(
    now: list[tuple[Decimal, ...]], before: list[tuple[Decimal, ...]], places: int
) -> None:
    """Parts, totals, percents, ranks and changes worked out unrounded, each then rounded once."""
    rows: list[PublishedFigure] = []
    totals = [
        {str(n): sum(parts) for n, parts in enumerate(each)} for each in (before[: len(now)], now)
    ]
    places_of = [rank_values({k: Decimal(v) for k, v in each.items()}) for each in totals]
    for year, listed in enumerate((before[: len(now)], now)):
        for agency, parts in ((str(n), parts) for n, parts in enumerate(listed)):
            total = Decimal(totals[year][agency])
            keys: dict[str, Any] = {"edition": f"s/{2020 + year}"}
            for code, points in zip("123", parts, strict=True):
                percent = as_printed(points * 100 / 30, places)
                shown = as_printed(points, places)
                rows.append(
                    figure(agency, code, points=shown, maximum="30", percent=percent, **keys)
                )
            if year:
                keys["change"] = as_printed(total - Decimal(totals[0][agency]), places)
                keys["change_of_rank"] = places_of[0][agency] - places_of[1][agency]
            keys["rank"] = places_of[year][agency]
            rows.append(figure(agency, points=as_printed(total, places), **keys))
    told = [str(each) for each in check_published(rows) if each.severity != "note"]
    assert told == []
