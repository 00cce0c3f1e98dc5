"""Work behind results."""
