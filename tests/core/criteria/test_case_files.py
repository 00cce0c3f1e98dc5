"""Cases beside an edition: exact, or refused in the words they expect."""

import pytest

from caicach.core.criteria import Edition, load_edition, run_cases
from caicach.core.criteria.shelf import EditionNotFoundError, load_shipped, read_shipped

TEXT = """\
edition: my-set/2026
label: x
maximum: 8
choices:
  - {id: way, label: w, default: a, options: [{id: a, label: a}, {id: b, label: b}]}
areas:
  - code: 1
    label: x
    source: {place: x}
    criteria:
      - {code: 1.1, label: x, max_points: 5, rule: {kind: linear}}
      - {code: 1.2, label: x, max_points: 3, rule: {kind: relative_to_best}, when: {way: a}}
      - {code: 1.3, label: x, max_points: 3, rule: {kind: judged}, when: {way: b}}
"""


def made() -> Edition:
    loaded = load_edition(TEXT, "my.yaml")
    assert loaded.edition is not None, loaded.issues
    return loaded.edition


def run(text: str, code: str = "1.1") -> list[list[str]]:
    """Return the issues of each case, as `code where problem`."""
    return [
        [f"{each.where} {each.problem('en')}" for each in outcome.issues]
        for outcome in run_cases(made(), code, text, "1.1.yaml")
    ]


def test_cases_that_hold_say_nothing() -> None:
    text = """\
- {name: half, given: {value: 50}, expect: {points: 2.5, state: scored, step: formula}}
- {name: third, given: {numerator: 1, denominator: 3}, expect: {printed: "1.67"}}
- {name: empty, expect: {state: not_reported}}
- {name: exempt, given: {not_applicable: true}, expect: {state: not_applicable}}
- {name: fraction, given: {value: 0.5}, expect: {refused: percent-as-fraction}}
- {name: signed, given: {value: 0.5, percent_sign: true}, expect: {points: 0.025}}
"""
    assert run(text) == [[]] * 6


def test_cases_are_exact_to_the_last_digit() -> None:
    text = "- {name: almost, given: {value: 50}, expect: {points: 2.50000001}}\n"
    assert run(text) == [
        ["1.1.yaml:1 The case “almost” fails on points: expected 2.50000001, got 2.5."]
    ]


def test_every_difference_is_told_with_the_line_of_its_case() -> None:
    text = """\
- {name: a, given: {value: 50}, expect: {points: 2.5}}
- name: b
  expect: {points: 0, state: scored, step: zero, printed: "0.0"}
- {name: c, given: {value: 0.5}, expect: {points: 1}}
- {name: d, given: {value: 50}, expect: {refused: percent-as-fraction}}
"""
    got = run(text)
    assert got[0] == []
    assert [each.partition(" fails ")[2] for each in got[1]] == [
        "on points: expected 0, got not_reported.",
        "on printed: expected 0.0, got not_reported.",
        "on state: expected scored, got not_reported.",
        "on step: expected zero, got not_reported.",
    ]
    assert got[1][0].startswith("1.1.yaml:2 ")
    assert got[2][0].endswith("on refused: expected –, got percent-as-fraction.")
    assert got[3][0].endswith("on refused: expected percent-as-fraction, got –.")


def test_peers_come_from_the_case_and_items_of_every_option_have_cases() -> None:
    peers = "- {name: x, given: {value: 20, best: 40}, expect: {points: 1.5}}\n"
    assert run(peers, "1.2") == [[]]
    assert run("- {name: x, given: {points: 2}, expect: {points: 2}}\n", "1.3") == [[]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- {name: x, given: {valu: 5}, expect: {points: 1}}", "key-unknown"),
        ("- {name: x, expect: {}}", "value-refused"),
        ("- {name: x}", "key-missing"),
        ("name: x", "list-expected"),
        ("- {name: x, given: {value: nhiều}, expect: {points: 1}}", "not-a-number"),
        ("- [", "yaml-unreadable"),
        ("- {name: x, name: y, expect: {points: 1}}", "key-duplicate"),
    ],
)
def test_a_broken_file_is_one_outcome_that_failed(text: str, code: str) -> None:
    (outcome,) = run_cases(made(), "1.1", text, "1.1.yaml")
    assert [each.code for each in outcome.issues] == [code]


def test_a_file_for_an_item_that_is_not_there_fails() -> None:
    (outcome,) = run_cases(made(), "9.9", "- {name: x, expect: {points: 1}}", "9.9.yaml")
    assert [each.code for each in outcome.issues] == ["case-code-unknown"]


def test_an_edition_that_does_not_ship_is_answered_with_those_that_do() -> None:
    with pytest.raises(EditionNotFoundError) as found:
        read_shipped("no-set/2026")
    assert "pci/2019" in found.value.known
    assert load_shipped("pci/2019").edition == "pci/2019"
