"""Scoring: from what was handed in to points, index, bands, ranks and their reasons."""

from caicach.core.scoring.inputs import AgencyInput, Inputs
from caicach.core.scoring.result import AgencyScore, Break, Change, NodeScore, Result
from caicach.core.scoring.score import collector_paused, score_agency, score_inputs, take_choices

__all__ = [
    "AgencyInput",
    "AgencyScore",
    "Break",
    "Change",
    "Inputs",
    "NodeScore",
    "Result",
    "collector_paused",
    "score_agency",
    "score_inputs",
    "take_choices",
]
