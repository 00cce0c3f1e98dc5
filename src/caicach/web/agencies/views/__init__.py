"""Pages of agencies."""
