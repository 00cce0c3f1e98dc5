"""The key: made once, or handed in by the office, with every fault told."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from caicach.files.snapshots import load_sealing_key, make_sealing_key
from caicach.files.snapshots.keys import FILE, KeyFileBrokenError
from sealed_things import NOW, PASSWORD, authority, issued, new_key, p12


def test_the_key_is_made_once_and_read_afterwards(tmp_path: Path) -> None:
    first = make_sealing_key(tmp_path, "Tỉnh Mẫu", NOW)
    again = make_sealing_key(tmp_path, "Tên khác", NOW + timedelta(days=900))
    assert again.certificate == first.certificate
    assert first.certificate.not_valid_after_utc == datetime(2037, 1, 5, 1, 30, tzinfo=UTC)


def test_only_its_account_may_read_the_key_and_nothing_else_is_left(tmp_path: Path) -> None:
    make_sealing_key(tmp_path, "Tỉnh Mẫu", NOW)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_of_many_that_make_a_key_at_once_all_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: make_sealing_key(tmp_path, "Tỉnh Mẫu", NOW), range(16)))
    assert len({key.fingerprint for key in keys}) == 1


def test_a_key_that_ended_is_set_aside_for_a_new_one(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    first = make_sealing_key(folder, "Tỉnh Mẫu", NOW)
    ends = first.certificate.not_valid_after_utc
    assert make_sealing_key(folder, "Tỉnh Mẫu", ends).fingerprint == first.fingerprint
    later = make_sealing_key(folder, "Tỉnh Mẫu", ends + timedelta(seconds=1))
    assert later.fingerprint != first.fingerprint
    assert len(list(folder.iterdir())) == 2


def test_a_key_made_on_the_last_of_february_ends_on_a_day_there_is(tmp_path: Path) -> None:
    key = make_sealing_key(tmp_path, "Tỉnh Mẫu", datetime(2028, 2, 29, tzinfo=UTC))
    assert key.certificate.not_valid_after_utc == datetime(2038, 2, 28, tzinfo=UTC)


def test_a_long_name_is_cut_to_what_a_certificate_holds(tmp_path: Path) -> None:
    key = make_sealing_key(tmp_path, "Ủy ban nhân dân " * 9, NOW)
    name = str(next(iter(key.certificate.subject)).value)
    assert name == "Ủy ban nhân dân Ủy ban nhân dân Ủy ban nhân dân Ủy"


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\n", b"x" * 99])
def test_a_broken_key_file_is_told_and_never_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(KeyFileBrokenError):
        make_sealing_key(tmp_path, "Tỉnh Mẫu", NOW)
    assert (tmp_path / FILE).read_bytes() == content


def loaded(path: Path, content: bytes, password: str = PASSWORD) -> list[str]:
    """The codes that a file comes to; `key` where it is taken."""
    path.write_bytes(content)
    key, issues = load_sealing_key(path, password, NOW)
    return [*(["key"] if key else []), *(each.code for each in issues)]


def test_the_office_s_key_comes_with_the_certificates_above_it(tmp_path: Path) -> None:
    root, private = authority(), new_key()
    own = issued(private, issuer=root)
    (tmp_path / "a.p12").write_bytes(p12(private, own, [root.certificate]))
    key, issues = load_sealing_key(tmp_path / "a.p12", PASSWORD, NOW)
    assert key is not None
    assert (key.certificate, key.chain, issues) == (own, (root.certificate,), [])


def test_every_fault_of_a_key_file_has_a_word_of_its_own(tmp_path: Path) -> None:
    path, private = tmp_path / "a.p12", new_key()
    good = p12(private, issued(private))
    assert load_sealing_key(path, "", NOW)[1][0].code == "seal-file-missing"
    assert load_sealing_key(tmp_path, "", NOW)[1][0].code == "seal-file-unreadable"
    assert loaded(path, b"") == ["seal-file-no-pkcs12"]
    assert loaded(path, b"-----BEGIN CERTIFICATE-----") == ["seal-file-no-pkcs12"]
    assert loaded(path, good[:200]) == ["seal-file-no-pkcs12"]
    assert loaded(path, good, "khác") == ["seal-password-wrong"]
    assert loaded(path, good, "") == ["seal-password-wrong"]
    assert loaded(path, p12(None, issued(private))) == ["seal-no-private-key"]
    assert loaded(path, p12(private, None)) == ["seal-no-certificate"]
    assert loaded(path, p12(private, None, [issued(new_key())])) == ["seal-no-certificate"]


def test_a_certificate_must_hold_at_the_time(tmp_path: Path) -> None:
    path, private = tmp_path / "a.p12", new_key()
    day = timedelta(days=1)

    def of(begins: datetime, days: int) -> list[str]:
        return loaded(path, p12(private, issued(private, begins=begins, days=days)))

    assert of(NOW + day, 9) == ["seal-not-yet-valid"]
    assert of(NOW - 9 * day, 8) == ["seal-expired"]
    assert of(NOW, 30) == ["key"]
    assert of(NOW - day, 30) == ["key", "seal-expires-soon"]
    assert of(NOW - 9 * day, 9) == ["key", "seal-expires-soon"]


def test_keys_too_weak_or_of_another_kind_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.p12"
    weak = rsa.generate_private_key(65537, 1024)  # noqa: S505 - too weak is what is meant
    assert loaded(path, p12(weak, issued(weak))) == ["seal-key-unfit"]
    odd = ed25519.Ed25519PrivateKey.generate()
    assert loaded(path, p12(odd, issued(odd, issuer=authority()))) == ["seal-key-unfit"]


def test_the_private_key_is_never_shown(tmp_path: Path) -> None:
    assert "private" not in repr(make_sealing_key(tmp_path, "Tỉnh Mẫu", NOW))
