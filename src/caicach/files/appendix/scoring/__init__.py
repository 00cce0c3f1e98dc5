"""Scoring text read into rules; what is not clear stays for a person to judge."""

from caicach.files.appendix.scoring.reader import Reading, exempted, read_scoring

__all__ = ["Reading", "exempted", "read_scoring"]
