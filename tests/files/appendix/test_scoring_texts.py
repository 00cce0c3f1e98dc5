"""Scoring texts of many offices against the rule a careful person reads in them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from caicach.core.documents import read_document
from caicach.files.appendix.scoring import Reading, read_scoring

TEXTS = Path(__file__).parent / "texts"
LEFT_OUT = ("counted", "may_exceed")


def cases() -> list[Any]:
    found = []
    for path in sorted(TEXTS.glob("*.yaml")):
        document, issues = read_document(path.read_text("utf-8"), path.name)
        assert document is not None
        assert not issues
        assert isinstance(document.content, list)
        found += [
            pytest.param(case, id=f"{path.stem}: {case['text'][:60]}") for case in document.content
        ]
    return found


def read(case: dict[str, Any]) -> Reading:
    maximum = Decimal(case["max"])
    return read_scoring(
        case["text"], maximum, name=case.get("name", ""), outside=case.get("outside")
    )


def outline(rule: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """Return `rule` in the short form the tables use: kinds of parts, points of levels."""
    short = {key: value for key, value in rule.items() if key not in LEFT_OUT or key in expected}
    if "levels" in short and "points" in expected:
        short["points"] = [level["points"] for level in short.pop("levels")]
    if "events" in short and "amounts" in expected:
        short["amounts"] = [event["amount"] for event in short.pop("events")]
    for key in ("parts", "cases"):
        if key in short and all(isinstance(part, str) for part in expected.get(key, [])):
            short[key] = [part["rule"]["kind"] for part in short[key]]
    return short


@pytest.mark.parametrize("case", cases())
def test_the_text_is_read_as_a_careful_person_reads_it(case: dict[str, Any]) -> None:
    reading = read(case)
    assert outline(reading.rule, case["rule"]) == case["rule"]


@pytest.mark.parametrize("case", [c for c in cases() if c.values[0]["rule"] == {"kind": "judged"}])
def test_an_unclear_text_is_put_before_a_person(case: dict[str, Any]) -> None:
    assert read(case).doubts


def test_the_tables_hold_enough_texts_clear_and_unclear() -> None:
    kinds = [case.values[0]["rule"]["kind"] for case in cases()]
    assert len(kinds) >= 150
    assert kinds.count("judged") >= 30
