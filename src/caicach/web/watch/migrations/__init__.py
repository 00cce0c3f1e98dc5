"""Changes of the tables of index watch."""
