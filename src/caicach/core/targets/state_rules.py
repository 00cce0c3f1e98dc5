"""The states of targets and the rules that give them, as data."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Literal, TypeAlias

from pydantic import Field

from caicach.core.documents import Number, Shape, Text, Words
from caicach.core.issues import Lang
from caicach.core.targets.shelf import read_shipped

State: TypeAlias = Literal["met", "on_track", "at_risk", "missed", "no_data"]


class StateRule(Shape):
    """A reason for a state, in words that may name {chance}, {from}, {to} and {period}."""

    state: State
    words: Words


class ChanceStep(Shape):
    """From which chance on a rule applies, the bound included."""

    at_least: Number = Field(alias="from")
    rule: Text


class StateRules(Shape):
    """What `standards/targets/states.yaml` holds."""

    states: Mapping[State, Words]
    summary: Mapping[State, Words]
    by_chance: tuple[ChanceStep, ...]
    rules: Mapping[str, StateRule]
    periods: Mapping[str, Words]
    chances: Mapping[str, Words]
    outlook: Mapping[str, Words]

    def step_of(self, chance: Decimal) -> int:
        """Return the index of the step that `chance` stands on, the highest being 0."""
        return next(i for i, step in enumerate(self.by_chance) if chance >= step.at_least)


@cache
def state_rules() -> StateRules:
    """Return the rules that ship."""
    return read_shipped("states", StateRules)


def state_words(state: State, lang: Lang = "vi") -> str:
    """Return what people call the state: "Đúng tiến độ"."""
    return state_rules().states[state].text(lang)


def state_summary(state: State, lang: Lang = "vi") -> str:
    """Return in one line when a target has that state, for the legend of a page."""
    return state_rules().summary[state].text(lang)
