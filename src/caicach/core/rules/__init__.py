"""Scoring rules: one shape and one pure function for each way offices give points."""

from typing import Annotated, get_args

from pydantic import Field

from caicach.core.rules.combined import BestOfRule, Part, SumRule
from caicach.core.rules.compared import RankBasedRule, RelativeToBestRule, YearOnYearRule
from caicach.core.rules.counted import (
    BonusRule,
    CountRule,
    DeductionRule,
    PenaltyRule,
    ZeroToleranceRule,
)
from caicach.core.rules.given import (
    ALONE,
    NOT_APPLICABLE,
    NOT_REPORTED,
    NOTHING,
    Context,
    Given,
    InputRefused,
    Score,
    State,
)
from caicach.core.rules.judged import JudgedRule, ManualRule
from caicach.core.rules.levels import LevelsRule
from caicach.core.rules.linear import (
    BetweenGoalpostsRule,
    FloorThenLinearRule,
    ImportedIndexRule,
    LinearRule,
    LinearToTargetRule,
    SurveyRule,
)
from caicach.core.rules.rule import Rule, RuleFault
from caicach.core.rules.steps import StepsRule
from caicach.core.rules.yes_no import YesNoRule

_Union = (
    LevelsRule
    | YesNoRule
    | JudgedRule
    | ManualRule
    | StepsRule
    | LinearRule
    | FloorThenLinearRule
    | LinearToTargetRule
    | BetweenGoalpostsRule
    | CountRule
    | DeductionRule
    | ZeroToleranceRule
    | SumRule
    | BestOfRule
    | RelativeToBestRule
    | RankBasedRule
    | YearOnYearRule
    | SurveyRule
    | ImportedIndexRule
    | BonusRule
    | PenaltyRule
)
AnyRule = Annotated[_Union, Field(discriminator="kind")]

for _combined in (Part, SumRule, BestOfRule):
    _combined.model_rebuild(_types_namespace={"AnyRule": AnyRule})

RULES: dict[str, type[Rule]] = {
    rule.model_fields["kind"].default: rule for rule in get_args(_Union)
}

__all__ = [
    "ALONE",
    "NOTHING",
    "NOT_APPLICABLE",
    "NOT_REPORTED",
    "RULES",
    "AnyRule",
    "Context",
    "Given",
    "InputRefused",
    "Part",
    "RankBasedRule",
    "RelativeToBestRule",
    "Rule",
    "RuleFault",
    "Score",
    "State",
    "YearOnYearRule",
]
