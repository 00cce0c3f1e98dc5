"""The indicators that ship: sound, in two languages, with cases, fit for their edition."""

import pytest

from caicach.core.criteria import load_shipped, outline
from caicach.core.criteria.measures import read_measures
from caicach.core.indicators import (
    Indicator,
    indicator_set,
    load_indicators,
    read_cases,
    read_indicators,
    shipped_cases,
    shipped_files,
    shipped_sets,
)
from caicach.engine.indicators.columns import fact_columns

INDICATORS = list(load_indicators().values())
CASES = {name: read_cases(text, path) for name, path, text in shipped_cases()}
EVERY = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.id)


@pytest.mark.parametrize(("path", "text"), list(shipped_files()), ids=lambda each: each[:40])
def test_definitions_fit_the_fact_tables(path: str, text: str) -> None:
    assert [str(each) for each in read_indicators(text, path, fact_columns())[1]] == []


def test_at_least_forty_ship() -> None:
    assert len(INDICATORS) >= 40


@EVERY
def test_words_are_there_in_two_languages(indicator: Indicator) -> None:
    assert indicator.label.en
    assert indicator.note is None or indicator.note.en


def test_no_two_share_a_name_or_a_definition() -> None:
    assert len({each.label.vi for each in INDICATORS}) == len(INDICATORS)
    computed = [(each.kind, each.percentile, each.parts()) for each in INDICATORS]
    assert len(set(computed)) == len(INDICATORS)


@EVERY
def test_what_criteria_know_by_that_name_has_the_same_unit(indicator: Indicator) -> None:
    known = read_measures().get(indicator.id)
    assert known is None or known.unit == indicator.unit


@EVERY
def test_each_has_cases_that_reach_a_value_and_an_empty_period(indicator: Indicator) -> None:
    cases, issues = CASES[indicator.id]
    assert [str(each) for each in issues] == []
    states = {case.expect.state for case in cases}
    assert states == ({"value"} if indicator.kind == "count" else {"value", "empty"})
    assert len({case.name for case in cases}) == len(cases)


@EVERY
def test_the_value_a_case_expects_follows_from_its_parts(indicator: Indicator) -> None:
    for case in CASES[indicator.id][0]:
        expect = case.expect
        numerator, denominator = (
            None if each is None else float(each) for each in (expect.numerator, expect.denominator)
        )
        figure = indicator.value(numerator, denominator)
        assert figure.state == expect.state, case.name
        shown = None if figure.number is None else f"{figure.number:.{indicator.decimals}f}"
        assert shown == (None if expect.value is None else str(expect.value)), case.name


def test_every_file_of_cases_is_about_an_indicator() -> None:
    assert CASES.keys() == load_indicators().keys()


@pytest.mark.parametrize("edition", list(shipped_sets()))
def test_a_set_answers_every_criterion_of_its_edition(edition: str) -> None:
    loaded = indicator_set(edition)
    answered = {*loaded.feeds(), *(each.code for each in loaded.not_computed)}
    assert answered == set(measured_by(edition))


@pytest.mark.parametrize("edition", list(shipped_sets()))
def test_a_set_feeds_what_the_edition_itself_names(edition: str) -> None:
    feeds = indicator_set(edition).feeds()
    named = {code: name for code, name in measured_by(edition).items() if name is not None}
    assert {code: feeds[code] for code in named} == named
    assert named


def measured_by(edition: str) -> dict[str, str | None]:
    """Return the indicator each criterion names, under any of the edition's choices."""
    loaded = load_shipped(edition)
    ways = [loaded.defaults()]
    ways += [{**ways[0], c.id: option.id} for c in loaded.choices for option in c.options]
    areas = (area for way in ways for area in outline(loaded, way, None))
    nodes = (item.node for area in areas for item in area.items())
    return {node.code: node.measured_by.indicator if node.measured_by else None for node in nodes}
