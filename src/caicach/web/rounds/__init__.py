"""Rounds of scoring: an edition, its phases, the cards of the agencies and what stands on them."""
