"""Deduction: points taken off, down to a floor."""

from handed import faults, outcome, refusal, rule

ONE = rule("deduction", events=[{"event": "Báo cáo chậm", "amount": "0.25"}])
TWO = rule(
    "deduction",
    floor="0.5",
    events=[
        {"id": "late", "event": "Chậm", "amount": "0.25"},
        {"event": "Không báo cáo", "amount": "1"},
    ],
)


def parts(**counts: str) -> dict[str, dict[str, str]]:
    return {key.removeprefix("n"): {"value": count} for key, count in counts.items()}


def test_nothing_happened_is_full_and_nothing_handed_in_is_missing() -> None:
    assert outcome(ONE, "2", value="0") == ("2", "full")
    assert outcome(TWO, "2", value="0") == ("2", "full")
    assert outcome(ONE, "2") == (None, "not_reported")


def test_one_kind_of_event_is_counted_as_the_value() -> None:
    assert outcome(ONE, "2", value="3") == ("1.25", "formula")
    assert outcome(ONE, "2", parts={"1": {"value": "3"}}) == ("1.25", "formula")


def test_the_floor_is_reached_and_never_passed() -> None:
    assert outcome(ONE, "2", value="8") == ("0", "floor")
    assert outcome(ONE, "2", value="9") == ("0", "floor")
    assert outcome(TWO, "2", parts=parts(late="9", n2="9")) == ("0.5", "floor")


def test_points_given_are_what_events_can_leave() -> None:
    assert outcome(ONE, "2", points="1.75") == ("1.75", "given")
    assert outcome(ONE, "2", points="2") == ("2", "given")
    assert outcome(ONE, "2", points="0") == ("0", "given")
    assert refusal(ONE, "2", points="1.8") == "points-off-step"
    assert outcome(TWO, "2.1", points="0.5") == ("0.5", "given")
    assert refusal(TWO, "2", points="0.4") == "points-below-minimum"


def test_points_between_sums_of_events_are_refused_though_their_divisor_fits() -> None:
    odd = rule("deduction", events=[{"event": "x", "amount": "0.3"}, {"event": "y", "amount": "1"}])
    assert outcome(odd, "3", points="1.7") == ("1.7", "given")
    assert refusal(odd, "3", points="2.9") == "points-off-step"
    large = rule("deduction", events=[{"event": "x", "amount": "0.0003"}])
    assert refusal(large, "30", points="0.0001") == "points-off-step"
    assert outcome(large, "30", points="0.0003") == ("0.0003", "given")


def test_several_kinds_are_counted_one_by_one() -> None:
    assert outcome(TWO, "2", parts=parts(late="1", n2="1")) == ("0.75", "formula")
    assert refusal(TWO, "2", value="2") == "events-need-parts"


def test_a_kind_not_counted_is_missing_also_when_its_row_is_blank() -> None:
    assert outcome(TWO, "2", parts=parts(late="0")) == (None, "parts_missing:2")
    assert outcome(TWO, "2", parts={"late": {}, "2": {"value": "0"}}) == (
        None,
        "parts_missing:late",
    )


def test_a_kind_that_does_not_apply_costs_nothing() -> None:
    given = {"late": {"value": "2"}, "2": {"not_applicable": True}}
    assert outcome(TWO, "2", parts=given) == ("1.5", "formula")


def test_an_unknown_kind_is_refused_even_when_others_are_missing() -> None:
    assert refusal(TWO, "2", parts=parts(lost="1")) == "part-unknown"


def test_counts_are_whole() -> None:
    assert refusal(ONE, "2", value="0.5") == "count-not-whole"
    assert refusal(TWO, "2", parts=parts(late="-1", n2="0")) == "count-not-whole"


def test_points_given_stay_between_floor_and_start() -> None:
    assert outcome(TWO, "2", points="0.5") == ("0.5", "given")
    assert refusal(TWO, "2", points="0.4") == "points-below-minimum"
    assert refusal(TWO, "2", points="2.1") == "points-above-maximum"


def test_faults() -> None:
    assert faults(ONE, "2") == faults(TWO, "2") == []
    broken = rule(
        "deduction",
        start="3",
        floor="3",
        events=[
            {"id": "a", "event": "x", "amount": "0"},
            {"id": "a", "event": "y", "amount": "1"},
        ],
    )
    assert faults(broken, "2") == [
        ("rule-above-maximum", ("start",)),
        ("bounds-order", ("floor",)),
        ("rule-above-maximum", ("floor",)),
        ("amount-not-positive", ("events", 0, "amount")),
        ("part-duplicate", ("events", 1)),
    ]


def test_words() -> None:
    assert ONE.words(2, "vi") == "Bắt đầu từ 2; Báo cáo chậm: −0,25; không dưới 0"
    assert ONE.words(2, "en") == "starts at 2; Báo cáo chậm: −0.25; not below 0"
