"""Judged: a person gives the points."""

from handed import faults, outcome, refusal, rule

FREE = rule("judged")
STEPPED = rule("judged", step="0.25", levels=[{"label": "Tốt", "points": "2"}])


def test_both_ends_are_allowed_and_nothing_given_is_missing() -> None:
    assert outcome(FREE, "2", points="0") == ("0", "given")
    assert outcome(FREE, "2", points="2") == ("2", "given")
    assert outcome(FREE, "2") == (None, "not_reported")


def test_points_outside_the_bounds_are_refused() -> None:
    assert refusal(FREE, "2", points="2.01") == "points-above-maximum"
    assert refusal(FREE, "2", points="-0.01") == "points-below-minimum"


def test_points_must_be_on_the_step() -> None:
    assert outcome(STEPPED, "2", points="1.75") == ("1.75", "given")
    assert refusal(STEPPED, "2", points="1.7") == "points-off-step"
    assert outcome(FREE, "2", points="1.7") == ("1.7", "given")


def test_a_named_level_stands_for_its_points() -> None:
    assert outcome(STEPPED, "2", choice="tốt") == ("2", "level:0")
    assert refusal(STEPPED, "2", choice="khá") == "judgement-needs-points"


def test_a_figure_is_no_judgement() -> None:
    assert refusal(FREE, "2", value="1") == "judgement-needs-points"


def test_a_step_that_does_not_lead_to_the_maximum_is_a_fault() -> None:
    for step in ("0.3", "0", "-1"):
        assert faults(rule("judged", step=step), "2") == [("step-does-not-fit", ("step",))]
    assert faults(STEPPED, "2") == []


def test_words_name_bounds_step_and_levels() -> None:
    assert STEPPED.words(2, "vi") == (
        "Người thẩm định cho điểm từ 0 đến 2, mỗi mức cách nhau 0,25 (Tốt: 2)"
    )
    assert FREE.words(2, "en") == "The appraiser gives 0 to 2 points"
