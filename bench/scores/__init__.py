"""Scoring and ranking against plain pandas, and how long a shell waits for the command line."""
