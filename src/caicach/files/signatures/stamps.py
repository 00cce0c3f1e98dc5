"""Time stamps: whether one is whole, and fits what it was set on."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity


def stamp_holds(stamp: Any, hashed: Callable[[str], bytes]) -> bool:
    """Say whether the stamp itself is whole and was set on what `hashed` gives the hash of.

    stamp: signed data around a time. hashed: returns the hash by a named algorithm.
    """
    content = stamp["encap_content_info"]["content"]
    mark = content.parsed["message_imprint"]
    if mark["hashed_message"].native != hashed(mark["hash_algorithm"]["algorithm"].native):
        return False
    signer = extract_signer_info(stamp)
    digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native, bytes(content)).digest()
    try:
        intact, valid = validate_sig_integrity(
            signer,
            extract_certificate_info(stamp).signer_cert,
            expected_content_type="tst_info",
            actual_digest=digest,
        )
    except (InvalidSignature, SignatureValidationError):
        return False
    return bool(intact and valid)


def stamp_time(stamp: Any) -> datetime:
    """Return the time the stamp tells."""
    at: datetime = stamp["encap_content_info"]["content"].parsed["gen_time"].native
    return at
