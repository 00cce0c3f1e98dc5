"""Months go together until their rows are too many."""

from caicach.engine.facts.batches import months_in_batches


def test_no_month_is_no_batch() -> None:
    assert not list(months_in_batches([]))


def test_months_go_together_up_to_the_bound_and_keep_their_order() -> None:
    sizes = [("2025-01", 4), ("2025-02", 6), ("2025-03", 1), ("unknown", 9)]
    assert list(months_in_batches(sizes, most=10)) == [
        ["2025-01", "2025-02"],
        ["2025-03", "unknown"],
    ]


def test_a_month_above_the_bound_stands_alone() -> None:
    assert list(months_in_batches([("2025-01", 1), ("2025-02", 11), ("2025-03", 1)], most=10)) == [
        ["2025-01"],
        ["2025-02"],
        ["2025-03"],
    ]
