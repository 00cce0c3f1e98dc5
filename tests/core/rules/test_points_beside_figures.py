"""Points handed in together with figures: the figures must lead to the same points."""

from decimal import Decimal

import pytest
from handed import given, outcome, refusal, rule

from caicach.core.rules import InputRefused

LINEAR = rule("linear")
LEVELS = rule("levels", levels=[{"label": "Tốt", "points": "2"}, {"label": "Kém", "points": "0"}])


def test_points_alone_are_taken() -> None:
    assert outcome(LINEAR, "2", points="1.5") == ("1.5", "given")


def test_figures_that_lead_to_the_points_say_how() -> None:
    assert outcome(LINEAR, "2", points="1.5", numerator="3", denominator="4") == ("1.5", "formula")
    assert outcome(LEVELS, "2", points="2", choice="Tốt") == ("2", "level:0")


@pytest.mark.parametrize(
    ("points", "agrees"),
    # two thirds of 2 are 1.333…
    [("1.33", True), ("1.3", True), ("1.34", False), ("1", False), ("1.3333333333", True)],
)
def test_points_agree_as_far_as_they_are_printed(points: str, agrees: bool) -> None:
    figures = {"points": points, "numerator": "2", "denominator": "3"}
    if agrees:
        assert outcome(LINEAR, "2", **figures)[1] == "formula"
    else:
        assert refusal(LINEAR, "2", **figures) == "points-and-figures-differ"


def test_a_refusal_names_both() -> None:
    with pytest.raises(InputRefused) as refused:
        LEVELS.score(given(points="0", choice="Tốt"), Decimal(2))
    assert refused.value.code == "points-and-figures-differ"
    assert refused.value.values == {"points": Decimal(0), "computed": Decimal(2)}


def test_figures_the_rule_cannot_read_are_refused_beside_points_too() -> None:
    assert refusal(LEVELS, "2", points="2", choice="x") == "choice-unknown"
    assert refusal(LINEAR, "2", points="2", numerator="3") == "ratio-half-given"


def test_figures_that_decide_nothing_leave_the_points_as_given() -> None:
    assert outcome(rule("judged"), "2", points="1.5", value="80") == ("1.5", "given")
    assert outcome(LINEAR, "2", points="1", numerator="0", denominator="0") == ("1", "given")
    peers = rule("relative_to_best")
    assert outcome(peers, "2", points="1", value="80") == ("1", "given")


def test_a_numerator_without_a_denominator_is_told_as_such() -> None:
    figures = {"numerator": "4", "denominator": "0"}
    assert refusal(LINEAR, "2", **figures) == "numerator-without-denominator"
