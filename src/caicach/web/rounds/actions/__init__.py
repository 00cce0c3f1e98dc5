"""Rounds: actions."""
