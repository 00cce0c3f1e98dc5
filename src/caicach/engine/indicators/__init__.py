"""Indicators computed from facts: parts, cube, roll-up, rows."""
