"""What is true of an invented province, reckoned from what was planned and not by the engine."""

from caicach.engine.generator.truth.answers import Answers
from caicach.engine.generator.truth.keeper import Keeper

__all__ = ["Answers", "Keeper"]
