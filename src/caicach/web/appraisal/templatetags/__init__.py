"""Appraisal: templatetags."""
