"""Rounds of the demonstration: one published, one running, a trial, and the founding case."""
