"""Rounds: queries."""
