"""Rounds: views."""
