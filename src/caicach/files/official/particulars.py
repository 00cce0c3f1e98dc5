"""What a publication says of itself, besides its figures: who decides, when, on what paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
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
    is_bare: the pages follow their decision and repeat neither its head nor its signature.
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
    is_bare: bool = False
    correction: Correction | None = None


def particulars_entry(particulars: Particulars, corrected: Sequence[Entry] = ()) -> Entry:
    """Return the particulars as JSON. corrected: what a correction changes, agency by agency."""
    told = {
        each.name: getattr(particulars, each.name)
        for each in fields(particulars)
        if each.name not in ("signer", "correction")
    }
    correction = particulars.correction
    return {
        **told,
        "recipients": list(particulars.recipients),
        "signer": {each.name: getattr(particulars.signer, each.name) for each in fields(Signer)},
        "correction": None if correction is None else _correction(correction, corrected),
    }


def _correction(correction: Correction, corrected: Sequence[Entry]) -> Entry:
    """The earlier result is named by its digest and not repeated."""
    return {
        "number": correction.number,
        "notation": correction.notation,
        "signed_on": correction.signed_on,
        "cause": correction.cause,
        "snapshot": correction.snapshot,
        "agencies": list(corrected),
    }
