"""Plausible provinces with the true answer of every indicator."""
