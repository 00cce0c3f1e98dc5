"""Levels: one of several described levels."""

import unicodedata

from handed import faults, outcome, refusal, rule

LEVELS = [
    {"id": "full", "label": {"vi": "Kịp thời", "en": "On time"}, "points": "2"},
    {"id": "late", "label": "Chậm", "share": "25"},
    {"id": "none", "label": "Không ban hành", "points": "0"},
]
RULE = rule("levels", levels=LEVELS)


def test_a_level_worth_nothing_is_zero_and_an_empty_row_is_missing() -> None:
    assert outcome(RULE, "2", choice="none") == ("0", "level:2")
    assert outcome(RULE, "2") == (None, "not_reported")


def test_a_level_is_known_by_id_label_english_label_and_place() -> None:
    for name in ("full", "KỊP  THỜI.", "on time", "1"):
        assert outcome(RULE, "2", choice=name) == ("2", "level:0")
    assert outcome(RULE, "2", value="2") == ("0.5", "level:1")


def test_letters_stored_in_pieces_are_the_same_letters() -> None:
    assert outcome(RULE, "2", choice=unicodedata.normalize("NFD", "Chậm"))[1] == "level:1"


def test_a_share_is_a_percent_of_the_maximum() -> None:
    assert outcome(RULE, "6", choice="late") == ("1.5", "level:1")


def test_an_id_that_is_a_number_wins_over_the_place() -> None:
    numbered = [{"id": str(n), "label": f"mức {n}", "points": str(n)} for n in range(3)]
    one = rule("levels", levels=numbered)
    assert outcome(one, "2", choice="1") == ("1", "level:1")
    assert outcome(one, "2", value="0") == ("0", "level:0")
    assert outcome(one, "2", choice="3") == ("2", "level:2")


def test_what_is_no_level_is_refused_with_the_known_ones() -> None:
    assert refusal(RULE, "2", choice="tốt") == "choice-unknown"
    assert refusal(RULE, "2", value="7") == "choice-unknown"
    assert refusal(RULE, "2", value="1.5") == "input-wrong-form"
    assert refusal(RULE, "2", numerator="1", denominator="2") == "input-wrong-form"


def test_points_given_must_be_those_of_a_level() -> None:
    assert outcome(RULE, "2", points="0.50") == ("0.5", "level:1")
    assert refusal(RULE, "2", points="1") == "points-off-step"
    assert refusal(RULE, "2", points="3") == "points-off-step"


def test_blank_is_what_the_rule_says_of_it() -> None:
    assert outcome(rule("levels", levels=LEVELS, blank="zero"), "2") == ("0", "blank:zero")
    assert outcome(rule("levels", levels=LEVELS, blank="full"), "2") == ("2", "blank:full")


def test_faults_of_the_list_are_all_told() -> None:
    broken = rule(
        "levels",
        levels=[
            {"label": "A", "points": "3"},
            {"label": "B"},
            {"label": "C", "points": "1", "share": "10"},
            {"id": "a", "label": "D", "points": "-1"},
        ],
    )
    assert faults(broken, "2") == [
        ("rule-above-maximum", ("levels", 0)),
        ("level-amount", ("levels", 1)),
        ("level-amount", ("levels", 2)),
        ("rule-below-zero", ("levels", 3)),
        ("level-duplicate", ("levels", 3)),
    ]
    assert faults(RULE, "2") == []


def test_words_list_the_levels_in_each_language() -> None:
    assert RULE.words(2, "vi").startswith("Kịp thời: 2; Chậm: 0,5;")
    assert RULE.words(2, "en").startswith("On time: 2; Chậm: 0.5;")
