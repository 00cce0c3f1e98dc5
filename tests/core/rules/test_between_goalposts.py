"""Between two goalposts fixed by the edition."""

from handed import faults, outcome, refusal, rule

RISING = rule("between_goalposts", of="number", low="20", high="60")
FALLING = rule("between_goalposts", of="number", low="60", high="20")


def test_the_goalposts_themselves_and_beyond() -> None:
    assert outcome(RISING, "4", value="20") == ("0", "zero")
    assert outcome(RISING, "4", value="19") == ("0", "zero")
    assert outcome(RISING, "4", value="60") == ("4", "full")
    assert outcome(RISING, "4", value="61") == ("4", "full")
    assert outcome(RISING, "4", value="50") == ("3", "formula")


def test_low_above_high_means_less_is_better() -> None:
    assert outcome(FALLING, "4", value="30") == ("3", "formula")
    assert outcome(FALLING, "4", value="60") == ("0", "zero")
    assert outcome(FALLING, "4", value="20") == ("4", "full")


def test_missing_is_neither_post() -> None:
    assert outcome(RISING, "4") == (None, "not_reported")


def test_a_number_may_be_a_ratio_above_one() -> None:
    assert outcome(RISING, "4", numerator="80", denominator="2") == ("2", "formula")
    assert refusal(RISING, "4", choice="cao") == "input-wrong-form"


def test_goalposts_that_coincide_are_a_fault() -> None:
    assert faults(RISING, "4") == faults(FALLING, "4") == []
    assert faults(rule("between_goalposts", low="5", high="5"), "4") == [("bounds-order", ("low",))]


def test_words() -> None:
    assert RISING.words(4, "vi") == "(Giá trị − 20) ÷ (60 − 20) × 4, trong khoảng 0 đến 4"
    assert RISING.words(4, "en") == "(value − 20) ÷ (60 − 20) × 4, between 0 and 4"
