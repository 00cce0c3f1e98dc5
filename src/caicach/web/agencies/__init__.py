"""Agencies over time: pages of the register, and what is decided about agencies."""
