"""Rounds: forms."""
