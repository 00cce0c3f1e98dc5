"""Signatures in PDF files: who signed what and when, and whether that can be believed."""

from caicach.files.signatures.found import Change, Coverage, Kind, Material, SignatureFound
from caicach.files.signatures.judgement import Judgement, Reason, State

__all__ = [
    "Change",
    "Coverage",
    "Judgement",
    "Kind",
    "Material",
    "Reason",
    "SignatureFound",
    "State",
]
