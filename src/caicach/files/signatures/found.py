"""What a PDF says about those who signed it, before anybody asks whom to trust."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """A person's or an office's signature, or a time stamp over the whole document."""

    SIGNATURE = "signature"
    TIMESTAMP = "timestamp"


class Coverage(StrEnum):
    """What the signed bytes are: all of the file, all of it as it was then, or less."""

    WHOLE_FILE = "whole_file"
    EARLIER_REVISION = "earlier_revision"
    PART = "part"


class Change(StrEnum):
    """The most that was done to the document after it was signed."""

    NONE = "none"
    PROOFS_ADDED = "proofs_added"
    FORM_FILLING = "form_filling"
    ANNOTATIONS = "annotations"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Material:
    """Certificates, and answers about revoked ones, that the file carries; each as DER."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class SignatureFound:
    """One signature as it was read.

    signer, organisation: as the certificate names them, empty where it does not.
    claimed_at: when the signer, or the stamp, says it was signed; nobody vouches for it yet.
    is_allowed: whether what was changed afterwards is what the signer had allowed.
    is_intact: the signed bytes and the signature fit each other.
    digest: algorithm of the hash, such as `sha256`; empty where the signature cannot be read.
    cms, signed_hash: the signature itself (DER), and the hash of the signed bytes.
    """

    field_name: str
    kind: Kind
    signer: str
    organisation: str
    claimed_at: datetime | None
    coverage: Coverage
    change: Change
    is_allowed: bool
    is_intact: bool
    digest: str
    cms: bytes = b""
    signed_hash: bytes = b""
    material: Material = field(default_factory=Material)

    @property
    def is_digest_old(self) -> bool:
        """Say whether the hash is one that is no longer thought safe."""
        return self.digest in OLD_DIGESTS


OLD_DIGESTS = ("md2", "md5", "sha1")
