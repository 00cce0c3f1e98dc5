"""Appraisal: actions."""
