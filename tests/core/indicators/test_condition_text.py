"""Conditions in words, and the page that lists them."""

from decimal import Decimal
from pathlib import Path

import pytest

from caicach.core.indicators import (
    EVERY_ROW,
    Compare,
    CompareColumns,
    Condition,
    Equal,
    Has,
    Having,
    Missing,
    Not,
    OneOf,
    all_of,
    any_of,
    load_indicators,
)
from caicach.core.indicators.condition_text import condition_text
from caicach.core.indicators.reference import reference_page

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "indicators.md"
ONLINE = Equal("channel", "online")
SYNCED = Equal("is_synced", "yes")


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (EVERY_ROW, ""),
        (ONLINE, "channel = online"),
        (Not(ONLINE), "channel ≠ online"),
        (OneOf("channel", ("online", "post")), "channel in online, post"),
        (Missing("due_at"), "due_at missing"),
        (Not(Missing("due_at")), "due_at known"),
        (Has("faults", "x"), "faults has x"),
        (Compare("supplement_count", "at_least", Decimal(1)), "supplement_count ≥ 1"),
        (CompareColumns("end_at", "day_before", "due_at"), "end_at day before due_at"),
        (CompareColumns("dislikes", "above", "likes"), "dislikes > likes"),
        (all_of([ONLINE, SYNCED]), "channel = online and is_synced = yes"),
        (Not(all_of([ONLINE, SYNCED])), "not (channel = online and is_synced = yes)"),
        (
            any_of([all_of([ONLINE, SYNCED]), Missing("channel")]),
            "((channel = online and is_synced = yes) or channel missing)",
        ),
        (
            Having("dossiers", "received_at", ONLINE),
            "a dossier in the period by received_at with channel = online",
        ),
        (
            Having("decisions", "decided_on", EVERY_ROW),
            "a decision in the period by decided_on",
        ),
    ],
)
def test_a_condition_reads_on_one_line(condition: Condition, text: str) -> None:
    assert condition_text(condition) == text


def test_the_page_of_indicators_is_up_to_date() -> None:
    command = "python -m caicach.core.indicators.reference > that page"
    assert PAGE.read_text("utf-8") == reference_page(), command


def test_every_indicator_has_its_place_on_the_page() -> None:
    page = reference_page()
    assert [name for name in load_indicators() if page.count(f"#### `{name}`\n") != 1] == []
