"""Appraisal: verdicts on the items of the agencies, by those who lead them."""
