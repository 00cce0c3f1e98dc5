"""Template filters of the index watch."""
