"""Ranks on unrounded values; true ties share a rank."""

from caicach.core.ranking.rank import TIE_UNIT, rank_values, settle, ties

__all__ = ["TIE_UNIT", "rank_values", "settle", "ties"]
