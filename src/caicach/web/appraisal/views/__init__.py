"""Appraisal: views."""
