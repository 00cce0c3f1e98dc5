"""Signatures in PDF files: who signed what and when, and whether that can be believed."""

from caicach.files.signatures.anchors import Anchors, read_anchors
from caicach.files.signatures.found import Change, Coverage, Kind, Material, SignatureFound
from caicach.files.signatures.judgement import Judgement, Reason, State
from caicach.files.signatures.judging import judge
from caicach.files.signatures.reading import signatures_of
from caicach.files.signatures.records import from_records, to_records
from caicach.files.signatures.words import after_words, cover_words, reason_words, state_words

__all__ = [
    "Anchors",
    "Change",
    "Coverage",
    "Judgement",
    "Kind",
    "Material",
    "Reason",
    "SignatureFound",
    "State",
    "after_words",
    "cover_words",
    "from_records",
    "judge",
    "read_anchors",
    "reason_words",
    "signatures_of",
    "state_words",
    "to_records",
]
