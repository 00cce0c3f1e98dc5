"""Caicach: plan, measure, score, explain and publish public administration reform."""

__version__ = "0.1.0"
