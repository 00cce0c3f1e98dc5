"""Signatures read from PDF files and judged: never better than what can be proven."""

import io
import json
import logging
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from caicach.files.signatures import (
    Anchors,
    Change,
    Coverage,
    Judgement,
    Kind,
    Reason,
    SignatureFound,
    State,
    after_words,
    cover_words,
    from_records,
    judge,
    reason_words,
    signatures_of,
    state_words,
    to_records,
)
from own_authority import (
    BEGIN,
    ON_THE_DAY,
    authority,
    blank_pdf,
    crl_of,
    issued,
    ocsp_of,
    proven_pdf,
    signed_pdf,
    stamped_pdf,
)

NOW = datetime(2027, 3, 1, tzinfo=UTC)
LATER = ON_THE_DAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def _quiet_and_offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nobody go out to ask, and the library keep to itself what it finds wrong."""

    def refuse(*_: Any) -> None:
        raise AssertionError("went out to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def anchors() -> Anchors:
    return Anchors((authority().root.der,))


def judged(pdf: bytes, now: datetime = NOW) -> list[Judgement]:
    return judge(signatures_of(pdf), anchors(), now)


def only(pdf: bytes) -> SignatureFound:
    (found,) = signatures_of(pdf)
    return found


def state(pdf: bytes, now: datetime = NOW) -> tuple[State, Reason | None]:
    (one,) = judged(pdf, now)
    return one.state, one.reason


def changed(pdf: bytes, how: str) -> bytes:
    """Add a revision that does something to the first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    if how == "rotate":
        page[generic.pdf_name("/Rotate")] = generic.NumberObject(180)
    else:
        stream = generic.StreamObject(stream_data=b"BT /F1 12 Tf (100 %) Tj ET")
        page[generic.pdf_name("/Contents")] = writer.add_object(stream)
    writer.update_container(page)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_file_without_signatures_has_none() -> None:
    assert signatures_of(blank_pdf()) == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"not a file", signed_pdf()[:700]])
def test_what_is_no_whole_pdf_has_none_and_breaks_nothing(content: bytes) -> None:
    assert signatures_of(content) == []


def test_who_signed_is_read_in_vietnamese_with_time_and_hash() -> None:
    found = only(signed_pdf())
    assert (found.signer, found.organisation) == ("Nguyễn Thị Hà", "Sở Xây dựng tỉnh Nam Hà")
    assert (found.field_name, found.kind, found.digest) == ("ChuKy1", Kind.SIGNATURE, "sha256")
    assert (found.coverage, found.change, found.is_intact) == (
        Coverage.WHOLE_FILE,
        Change.NONE,
        True,
    )
    assert found.claimed_at is not None
    assert found.claimed_at.tzinfo is UTC


def test_a_file_is_read_the_same_from_its_path(tmp_path: Path) -> None:
    content = signed_pdf()
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    assert signatures_of(path) == signatures_of(content)


def test_a_signature_is_valid_with_integrity_chain_and_revocation_data() -> None:
    assert state(proven_pdf(signed_pdf(), authority().crls())) == (State.VALID, None)


def test_an_answer_about_the_signer_alone_proves_as_much_as_a_list() -> None:
    pdf = proven_pdf(signed_pdf(), [crl_of(authority().root)], [ocsp_of(authority().signer)])
    assert state(pdf) == (State.VALID, None)


def test_without_revocation_data_it_is_never_valid() -> None:
    assert state(signed_pdf()) == (State.NOT_YET_VERIFIABLE, Reason.NO_REVOCATION)
    assert state(signed_pdf(stamped_at=ON_THE_DAY)) == (
        State.NOT_YET_VERIFIABLE,
        Reason.NO_REVOCATION,
    )


def test_revocation_data_of_the_signer_alone_is_not_enough() -> None:
    pdf = proven_pdf(signed_pdf(), [crl_of(authority().office)])
    assert state(pdf) == (State.NOT_YET_VERIFIABLE, Reason.NO_REVOCATION)


def test_without_anchors_nothing_is_verifiable_and_the_reason_says_so() -> None:
    found = signatures_of(proven_pdf(signed_pdf(), authority().crls()))
    (one,) = judge(found, Anchors(), NOW)
    assert (one.state, one.reason) == (State.NOT_YET_VERIFIABLE, Reason.NO_ANCHORS)


def test_a_signer_of_another_root_is_not_trusted() -> None:
    stranger = issued("Nguyễn Thị Hà", issued("Gốc lạ"))
    pdf = proven_pdf(signed_pdf(by=stranger), authority().crls())
    assert state(pdf) == (State.UNTRUSTED, Reason.NO_CHAIN)
    assert state(signed_pdf(by=issued("Tự ký")))[0] is State.UNTRUSTED


def test_a_certificate_that_is_not_for_signing_is_not_trusted() -> None:
    web = issued("Máy chủ", authority().office, uses=("key_encipherment",))
    pdf = proven_pdf(signed_pdf(by=web), authority().crls())
    assert state(pdf) == (State.UNTRUSTED, Reason.NOT_FOR_SIGNING)


def test_changed_bytes_break_the_signature() -> None:
    pdf = signed_pdf().replace(b"/MediaBox", b"/MediaBOX", 1)
    assert not only(pdf).is_intact
    assert state(pdf) == (State.BROKEN, Reason.HASH_DIFFERS)


@pytest.mark.parametrize("how", ["rotate", "write"])
def test_a_page_changed_after_signing_is_told_though_the_hash_holds(how: str) -> None:
    pdf = changed(proven_pdf(signed_pdf(), authority().crls()), how)
    found = only(pdf)
    assert (found.is_intact, found.coverage, found.change) == (
        True,
        Coverage.EARLIER_REVISION,
        Change.OTHER,
    )
    assert state(pdf) == (State.CHANGED, Reason.CHANGED_AFTERWARDS)


def test_a_signed_file_that_cannot_be_read_is_not_taken_for_unsigned() -> None:
    assert state(signed_pdf() + b"\n%%EOF\n% more") == (
        State.NOT_YET_VERIFIABLE,
        Reason.UNREADABLE,
    )


def test_empty_lines_after_the_end_spoil_nothing() -> None:
    assert state(proven_pdf(signed_pdf(), authority().crls()) + b"\r\n\r\n")[0] is State.VALID


def test_a_second_signature_fills_in_a_form_and_spoils_nothing() -> None:
    first = signed_pdf()
    pdf = proven_pdf(signed_pdf(first, field_name="ChuKy2"), authority().crls())
    found = signatures_of(pdf)
    assert [each.field_name for each in found] == ["ChuKy1", "ChuKy2"]
    assert [each.change for each in found] == [Change.FORM_FILLING, Change.PROOFS_ADDED]
    assert [each.state for each in judged(pdf)] == [State.VALID, State.VALID]


def test_sha_1_is_told_as_old_and_judged_like_any_other() -> None:
    pdf = proven_pdf(signed_pdf(digest="sha1"), authority().crls())
    assert only(pdf).is_digest_old
    assert state(pdf) == (State.VALID, None)


def test_an_expired_certificate_needs_a_time_stamp_of_when_it_was_good() -> None:
    expired = issued("Người ký cũ", authority().office, until=LATER)
    proofs = authority().crls()
    assert state(proven_pdf(signed_pdf(by=expired), proofs)) == (
        State.EXPIRED,
        Reason.CERTIFICATE_EXPIRED,
    )
    (one,) = judged(proven_pdf(signed_pdf(by=expired, stamped_at=ON_THE_DAY), proofs))
    assert one == Judgement(State.VALID, None, ON_THE_DAY)


def test_a_stamp_of_after_the_end_does_not_help() -> None:
    expired = issued("Người ký cũ", authority().office, until=ON_THE_DAY - timedelta(days=1))
    pdf = proven_pdf(signed_pdf(by=expired, stamped_at=ON_THE_DAY), authority().crls())
    assert state(pdf)[0] is State.EXPIRED


def test_a_stamp_over_the_whole_file_proves_what_stood_before_it() -> None:
    expired = issued("Người ký cũ", authority().office, until=LATER)
    pdf = stamped_pdf(proven_pdf(signed_pdf(by=expired), authority().crls()), ON_THE_DAY)
    assert [each.kind for each in signatures_of(pdf)] == [Kind.SIGNATURE, Kind.TIMESTAMP]
    assert judged(pdf) == [Judgement(State.VALID, None, ON_THE_DAY)] * 2


def test_a_stamp_that_nobody_vouches_for_proves_nothing() -> None:
    expired = issued("Người ký cũ", authority().office, until=LATER)
    stamped = signed_pdf(by=expired, stamped_at=ON_THE_DAY)
    without = proven_pdf(stamped, [crl_of(authority().root)])
    assert state(without)[0] is State.EXPIRED
    withdrawn = proven_pdf(stamped, authority().crls((authority().stamper, LATER)))
    assert state(withdrawn)[0] is State.EXPIRED


def test_a_stamp_from_the_future_proves_nothing() -> None:
    pdf = proven_pdf(signed_pdf(stamped_at=NOW + timedelta(days=1)), authority().crls())
    (one,) = judged(pdf)
    assert (one.state, one.proven_at) == (State.VALID, None)


def test_a_revoked_signer_is_revoked_whatever_else_holds() -> None:
    revoked = (authority().signer, ON_THE_DAY)
    assert state(proven_pdf(signed_pdf(), authority().crls(revoked))) == (
        State.REVOKED,
        Reason.CERTIFICATE_REVOKED,
    )


def test_an_old_list_still_proves_that_somebody_was_revoked() -> None:
    old = crl_of(authority().office, (authority().signer, BEGIN), until=ON_THE_DAY)
    assert state(proven_pdf(signed_pdf(), [crl_of(authority().root), old]))[0] is State.REVOKED
    assert state(proven_pdf(signed_pdf(), [old]))[0] is State.REVOKED


def test_a_revoked_authority_revokes_who_signed_by_it() -> None:
    above = crl_of(authority().root, (authority().office, ON_THE_DAY))
    pdf = proven_pdf(signed_pdf(), [above, crl_of(authority().office)])
    assert state(pdf)[0] is State.REVOKED


def test_a_signer_revoked_after_the_stamp_had_signed_before() -> None:
    proofs = authority().crls((authority().signer, LATER))
    stamped = proven_pdf(signed_pdf(stamped_at=ON_THE_DAY), proofs)
    assert state(stamped) == (State.VALID, None)
    assert state(proven_pdf(signed_pdf(), proofs))[0] is State.REVOKED


def test_an_old_list_proves_nothing_today_but_does_for_the_day_of_the_stamp() -> None:
    old = [crl_of(each, until=LATER) for each in (authority().root, authority().office)]
    assert state(proven_pdf(signed_pdf(), old)) == (
        State.NOT_YET_VERIFIABLE,
        Reason.STALE_REVOCATION,
    )
    assert state(proven_pdf(signed_pdf(stamped_at=ON_THE_DAY), old)) == (State.VALID, None)


def test_the_same_file_is_judged_by_the_moment_and_by_nothing_else() -> None:
    pdf = proven_pdf(
        signed_pdf(by=issued("A", authority().office, until=LATER)), authority().crls()
    )
    before, after = LATER - timedelta(days=1), LATER + timedelta(days=1)
    assert [state(pdf, at)[0] for at in (before, after, before)] == [
        State.VALID,
        State.EXPIRED,
        State.VALID,
    ]


def test_a_signature_in_an_unknown_form_is_not_taken_for_none() -> None:
    pdf = signed_pdf().replace(b"/ETSI.CAdES.detached", b"/Some.Other.wayofit1")
    found = only(pdf)
    assert (found.field_name, found.digest) == ("ChuKy1", "")
    assert state(pdf) == (State.NOT_YET_VERIFIABLE, Reason.UNREADABLE)


def test_a_hidden_direction_mark_in_a_name_is_left_out() -> None:
    holder = issued("Nguyễn\u202e Thị\u200b Hà", authority().office)
    assert only(signed_pdf(by=holder)).signer == "Nguyễn Thị Hà"


def test_what_was_read_can_be_kept_as_plain_values_and_judged_again() -> None:
    found = signatures_of(stamped_pdf(proven_pdf(signed_pdf(), authority().crls()), ON_THE_DAY))
    kept = json.loads(json.dumps(to_records(found)))
    assert from_records(*kept) == found
    assert from_records(*to_records([])) == []


def test_every_state_and_reason_is_said_in_both_languages() -> None:
    said = [
        *map(state_words, State),
        *map(reason_words, Reason),
        *map(cover_words, Coverage),
        *map(after_words, Change),
    ]
    assert all(each.vi and each.en and each.vi != each.en for each in said)


def test_damage_anywhere_is_told_and_never_raised() -> None:
    whole = proven_pdf(signed_pdf(stamped_at=ON_THE_DAY), authority().crls())
    room_for_signature = whole.index(b"/Contents")
    for at in range(0, len(whole), len(whole) // 25):
        other = bytes([whole[at] ^ 1])
        for damaged in (whole[:at] + other + whole[at + 1 :], whole[:at] + whole[at + 40 :]):
            states = [each.state for each in judged(damaged)]
            assert at > room_for_signature or State.VALID not in states, at
