"""Indicators that criteria and targets may name."""

from caicach.core.criteria import load_shipped, shipped_names
from caicach.core.criteria.measures import read_measures

UNITS = {"percent", "count", "points", "minutes", "rank", "places", "band"}


def test_every_indicator_has_a_known_unit_and_names_in_two_languages() -> None:
    for measure in read_measures().values():
        assert measure.unit in UNITS
        assert measure.label.en


def test_names_of_indicators_are_told_apart() -> None:
    labels = [measure.label.vi for measure in read_measures().values()]
    assert len(labels) == len(set(labels))


def test_shipped_editions_need_no_indicators_of_their_own() -> None:
    assert [name for name in shipped_names() if load_shipped(name).measures] == []
