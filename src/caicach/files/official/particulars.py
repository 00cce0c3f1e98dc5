"""What a publication says of itself, besides its figures: who decides, when, on what paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs. post: one line or several, as printed: `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`.

    on_behalf: the line above the post, `TM. ỦY BAN NHÂN DÂN`; empty where there is none.
    """

    post: str
    name: str
    on_behalf: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """The earlier publication that this one corrects, and why.

    before: its result document. snapshot: the SHA-256 of its snapshot.
    causes: by code of agency, where the cause is not the one of all.
    """

    number: int
    notation: str
    signed_on: date
    cause: str
    before: Entry = field(repr=False)
    snapshot: str = ""
    causes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Particulars:
    """All that is printed around the tables.

    superior: empty where the issuing agency prints none above itself.
    authority: who the decision is of, `Chủ tịch Ủy ban nhân dân tỉnh`; empty: the issuer.
    notation: `123/QĐ-UBND`; empty while it has no number yet. signed_on: None until signed.
    number: of the publication within its round, from 1; a correction has the next.
    block_labels: by id of block, where they differ from those of the edition.
    sample: says that figures are made up; empty for real ones.
    facts_versions: what was pinned, by name of the store or register.
    check_at: where anybody can compare the digest, an address.
    """

    issuer: str
    notation: str
    place: str
    signed_on: date | None
    title: str
    round_name: str
    year: int
    signer: Signer
    superior: str = ""
    authority: str = ""
    kind: str = "Quyết định"
    recipients: tuple[str, ...] = ()
    number: int = 1
    block_labels: Mapping[str, str] = field(default_factory=dict)
    sample: str = ""
    facts_versions: Mapping[str, str] = field(default_factory=dict)
    check_at: str = ""
    correction: Correction | None = None
