"""Appraisal: queries."""
