"""What feeds the criteria of an edition."""

import pytest

from caicach.core.indicators import SetNotFoundError, indicator_set, read_indicator_set

KNOWN = ("a_share", "b_share")


def told(text: str) -> list[tuple[str, int]]:
    loaded, issues = read_indicator_set(text, "a.yaml", KNOWN)
    assert loaded is None
    return [(each.code, int(each.where.rpartition(":")[2])) for each in issues]


def test_codes_stay_text_and_keep_their_order() -> None:
    text = (
        "edition: x/1\ncriteria:\n"
        "  - {code: 2.10, indicator: b_share}\n  - {code: 1.1, indicator: a_share}\n"
    )
    loaded, issues = read_indicator_set(text, "a.yaml", KNOWN)
    assert issues == []
    assert loaded is not None
    assert list(loaded.feeds().items()) == [("2.10", "b_share"), ("1.1", "a_share")]


def test_codes_told_twice_and_unknown_indicators_are_faults() -> None:
    text = (
        "edition: x/1\ncriteria:\n"
        "  - {code: 1.1, indicator: a_share}\n"
        "  - {code: 1.1, indicator: c_share}\n"
        "not_computed:\n"
        "  - {code: 1.1, why: không có số liệu}\n"
    )
    assert told(text) == [
        ("set-code-twice", 4),
        ("set-indicator-unknown", 4),
        ("set-code-twice", 6),
    ]


def test_a_set_that_feeds_nothing_is_refused() -> None:
    assert told("edition: x/1\ncriteria: []\n") == [("list-too-short", 2)]


def test_an_edition_without_a_set_is_answered_with_those_that_have_one() -> None:
    with pytest.raises(SetNotFoundError) as refusal:
        indicator_set("service-index/1999")
    assert refusal.value.known == ("service-index/2026",)


def test_several_criteria_may_share_an_indicator() -> None:
    feeds = indicator_set("service-index/2026")
    assert len(feeds.indicators()) == len(set(feeds.feeds().values()))
