"""A seal proves that nothing changed, and who sealed to those who know the certificate."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from caicach.files.snapshots import SealingKey, check_seal, seal
from caicach.files.waiting import wait_for
from sealed_things import NOW, authority, issued, new_key, own_key

CONTENT = "Điểm của mọi cơ quan".encode()


def test_an_intact_seal_is_of_somebody_unknown_until_the_certificate_is_trusted() -> None:
    key = own_key()
    sealed = seal(CONTENT, key, NOW)
    claimed = check_seal(CONTENT, sealed)
    assert (claimed.trust, claimed.signer) == ("unknown", "Ủy ban nhân dân tỉnh Mẫu")
    assert (claimed.fingerprint, claimed.sealed_at) == (key.fingerprint, NOW)
    assert check_seal(CONTENT, sealed, [key.certificate]).trust == "trusted"


def test_a_notebook_that_runs_a_loop_seals_and_checks_like_anybody() -> None:
    async def cell() -> str:
        return check_seal(CONTENT, seal(CONTENT, own_key(), NOW), [own_key().certificate]).trust

    assert wait_for(cell) == "trusted"


def test_a_certificate_below_a_trusted_one_is_trusted() -> None:
    root, private = authority(), new_key()
    key = SealingKey(private, issued(private, issuer=root), (root.certificate,))
    assert check_seal(CONTENT, seal(CONTENT, key, NOW), [root.certificate]).trust == "trusted"


def test_a_namesake_of_the_authority_is_not_trusted() -> None:
    root, other, private = authority(), authority(), new_key()
    key = SealingKey(private, issued(private, issuer=other), (other.certificate,))
    assert check_seal(CONTENT, seal(CONTENT, key, NOW), [root.certificate]).trust == "unknown"


def test_an_rsa_key_seals_as_well() -> None:
    private = rsa.generate_private_key(65537, 2048)
    key = SealingKey(private, issued(private))
    assert check_seal(CONTENT, seal(CONTENT, key, NOW), [key.certificate]).trust == "trusted"


def test_one_byte_more_or_other_breaks_the_seal() -> None:
    sealed = seal(CONTENT, own_key(), NOW)
    for changed in (CONTENT + b" ", CONTENT[:-1], b"", CONTENT.replace(b"m", b"n")):
        state = check_seal(changed, sealed, [own_key().certificate])
        assert (state.trust, state.reason) == ("broken", "content")


def test_a_seal_that_was_touched_confirms_nothing_but_what_was_sealed() -> None:
    """A few bytes of the envelope carry no meaning; whatever is still confirmed is the truth."""
    sealed, anchors = seal(CONTENT, own_key(), NOW), [own_key().certificate]
    truth = check_seal(CONTENT, sealed, anchors)
    broken = 0
    for at in range(0, len(sealed), 11):
        touched = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        state = check_seal(CONTENT, touched, anchors)
        assert state == truth or state.trust != "trusted"
        broken += state.trust == "broken"
    assert broken > 20


@pytest.mark.parametrize("sealed", [b"", b"0", b"0\x80", b"PK\x03\x04", b"0\x03\x02\x01\x01"])
def test_what_is_no_seal_is_told_as_such(sealed: bytes) -> None:
    state = check_seal(CONTENT, sealed)
    assert (state.trust, state.reason, state.sealed_at) == ("broken", "unreadable", None)


def test_the_certificate_must_hold_when_it_seals_bounds_included() -> None:
    key = own_key()
    begins, ends = key.certificate.not_valid_before_utc, key.certificate.not_valid_after_utc
    second = timedelta(seconds=1)
    for moment, reason in (
        (begins, ""),
        (ends, ""),
        (begins - second, "certificate"),
        (ends + second, "certificate"),
    ):
        state = check_seal(CONTENT, seal(CONTENT, key, moment), [key.certificate])
        assert state.reason == reason


OPENSSL = shutil.which("openssl")


@pytest.mark.skipif(OPENSSL is None, reason="openssl is not on the path")
@pytest.mark.parametrize("has_chain", [False, True])
def test_openssl_confirms_the_seal_without_our_software(tmp_path: Path, has_chain: bool) -> None:
    root, private = authority(), new_key()
    office = SealingKey(private, issued(private, issuer=root), (root.certificate,))
    key = office if has_chain else own_key()
    for name, content in (
        ("content", CONTENT),
        ("changed", CONTENT + b"!"),
        ("seal", seal(CONTENT, key, NOW)),
        ("certificate.pem", key.pem),
    ):
        (tmp_path / name).write_bytes(content)
    words = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "seal"]
    words += ["-CAfile", "certificate.pem"]
    words += ["-partial_chain", "-purpose", "any", "-no_check_time", "-out", "checked", "-content"]
    for name, code in (("content", 0), ("changed", 4)):
        ran = subprocess.run(
            [str(OPENSSL), *words, name], cwd=tmp_path, capture_output=True, check=False
        )
        assert ran.returncode == code, ran.stderr
