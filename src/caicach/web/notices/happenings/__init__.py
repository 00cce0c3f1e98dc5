"""What happened, told to those it concerns."""
