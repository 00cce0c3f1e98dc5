"""Surveys: points as they come, or a mean on a scale."""

from handed import faults, outcome, refusal, rule

POINTS = rule("survey")
SCALED = rule("survey", scale_low="1", scale_high="5", multiplier="8")


def test_points_come_as_they_are() -> None:
    assert outcome(POINTS, "10", points="8.32") == ("8.32", "given")
    assert outcome(POINTS, "10", points="0") == ("0", "given")
    assert outcome(POINTS, "10") == (None, "not_reported")
    assert refusal(POINTS, "10", points="10.01") == "points-above-maximum"


def test_a_mean_without_a_scale_is_refused() -> None:
    assert refusal(POINTS, "10", value="4.1") == "survey-needs-points"


def test_a_mean_becomes_points_on_its_scale() -> None:
    assert outcome(SCALED, "10", value="1") == ("0", "zero")
    assert outcome(SCALED, "10", value="4") == ("6", "formula")
    assert outcome(SCALED, "10", value="5") == ("8", "full")


def test_a_mean_off_the_scale_is_refused() -> None:
    assert refusal(SCALED, "10", value="0.9") == "value-off-scale"
    assert refusal(SCALED, "10", value="80") == "value-off-scale"


def test_faults() -> None:
    assert faults(POINTS, "10") == faults(SCALED, "10") == []
    assert faults(rule("survey", scale_low="1"), "10") == [("scale-half-given", ())]
    upside = rule("survey", scale_low="5", scale_high="1", multiplier="11")
    assert faults(upside, "10") == [
        ("rule-above-maximum", ("multiplier",)),
        ("bounds-order", ("scale_low",)),
    ]


def test_words() -> None:
    assert POINTS.words(10, "vi") == "Điểm điều tra xã hội học, tối đa 10"
    assert SCALED.words(10, "vi") == "(Điểm trung bình khảo sát − 1) ÷ (5 − 1) × 8"
    assert SCALED.words(10, "en") == "(survey mean − 1) ÷ (5 − 1) × 8"
