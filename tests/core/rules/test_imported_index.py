"""An index measured elsewhere."""

from handed import faults, outcome, refusal, rule

SIPAS = rule("imported_index", index="Chỉ số SIPAS")
SIXTY = rule("imported_index", index={"vi": "Chỉ số X", "en": "Index X"}, scale="60")


def test_ends_of_the_scale_and_missing() -> None:
    assert outcome(SIPAS, "10", value="0") == ("0", "zero")
    assert outcome(SIPAS, "10", value="100") == ("10", "full")
    assert outcome(SIPAS, "10") == (None, "not_reported")


def test_the_value_counts_in_proportion() -> None:
    assert outcome(SIPAS, "10", value="83.94") == ("8.394", "formula")
    assert outcome(SIXTY, "10", value="45") == ("7.5", "formula")


def test_a_fraction_is_doubted_only_on_a_scale_of_a_hundred() -> None:
    assert refusal(SIPAS, "10", value="0.84") == "percent-as-fraction"
    assert outcome(SIXTY, "10", value="0.6") == ("0.1", "formula")


def test_off_the_scale_is_refused() -> None:
    assert refusal(SIPAS, "10", value="100.1") == "value-off-scale"
    assert refusal(SIXTY, "10", value="-1") == "value-off-scale"


def test_faults_and_words() -> None:
    assert faults(SIPAS, "10") == []
    assert faults(rule("imported_index", index="x", scale="0"), "10") == [
        ("full-mark-zero", ("scale",))
    ]
    assert SIXTY.words(10, "vi") == "Chỉ số X × 10 ÷ 60"
    assert SIXTY.words(10, "en") == "Index X × 10 ÷ 60"
