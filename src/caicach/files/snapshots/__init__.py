"""A publication frozen, sealed, bundled and checked again."""

from caicach.files.snapshots.bundle import bundle, publish
from caicach.files.snapshots.keys import SealingKey, make_sealing_key
from caicach.files.snapshots.office_key import load_sealing_key
from caicach.files.snapshots.pdf_seal import sign_pdf
from caicach.files.snapshots.seal import SealState, check_seal, seal
from caicach.files.snapshots.snapshot import Publication, Snapshot, content_digest, freeze
from caicach.files.snapshots.verifying import verify_publication

__all__ = [
    "Publication",
    "SealState",
    "SealingKey",
    "Snapshot",
    "bundle",
    "check_seal",
    "content_digest",
    "freeze",
    "load_sealing_key",
    "make_sealing_key",
    "publish",
    "seal",
    "sign_pdf",
    "verify_publication",
]
