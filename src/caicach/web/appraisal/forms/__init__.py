"""Appraisal: forms."""
