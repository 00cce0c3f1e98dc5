"""The page on targets: its example is true, and it names every form, rule and bound."""

import doctest
from pathlib import Path
from typing import get_args

from caicach.core.targets import Form
from caicach.core.targets.check import ALLOWED
from caicach.core.targets.state_rules import state_rules

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "targets.md"
TEXT = PAGE.read_text("utf-8")


def test_every_example_of_the_page_gives_what_it_shows() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0


def test_every_form_is_on_the_page_with_its_units() -> None:
    for form in get_args(Form):
        row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{form}` |"))
        _, units = ALLOWED[form]
        assert f"| {', '.join(units)} |" in row


def test_every_rule_of_the_states_is_on_the_page() -> None:
    rules = state_rules()
    assert all(f"`{rule}`" in TEXT for rule in rules.rules)
    assert {step.rule for step in rules.by_chance} <= set(rules.rules)
