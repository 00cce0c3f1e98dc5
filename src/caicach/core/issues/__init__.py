"""Faults and notes in what people hand in: what, where, which value, what to do."""

from caicach.core.issues.catalogue import Lang, Severity, known_codes, severity_of, words
from caicach.core.issues.issue import Issue, Said, faults, has_faults, issue
from caicach.core.issues.text_refused import TextRefusedError, shorten

__all__ = [
    "Issue",
    "Lang",
    "Said",
    "Severity",
    "TextRefusedError",
    "faults",
    "has_faults",
    "issue",
    "known_codes",
    "severity_of",
    "shorten",
    "words",
]
