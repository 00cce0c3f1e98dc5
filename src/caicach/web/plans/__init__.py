"""Registered documents, plans with their targets and tasks, and what agencies report on them."""
