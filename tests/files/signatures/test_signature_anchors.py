"""The office's own root certificates, read from a folder."""

from pathlib import Path

import pytest

from caicach.files.signatures import Anchors, read_anchors
from own_authority import authority


def test_certificates_are_read_as_pem_or_der_and_each_once(tmp_path: Path) -> None:
    root, office = authority().root, authority().office
    (tmp_path / "a.pem").write_bytes(root.pem + office.pem)
    (tmp_path / "b.cer").write_bytes(root.der)
    (tmp_path / "README.txt").write_text("not a certificate")
    anchors, issues = read_anchors(tmp_path)
    assert (anchors, issues) == (Anchors(tuple(sorted([root.der, office.der]))), [])


@pytest.mark.parametrize(
    "content", [b"", b"nothing", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_file_that_is_no_certificate_is_told_and_the_others_count(
    content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "a.crt").write_bytes(content)
    (tmp_path / "b.crt").write_bytes(authority().root.der)
    anchors, issues = read_anchors(tmp_path)
    assert len(anchors.certificates) == 1
    assert [(each.code, each.where) for each in issues] == [("anchors-unreadable", "a.crt")]


def test_a_private_key_beside_the_certificates_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.pem").write_bytes(
        b"-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n"
    )
    assert [each.code for each in read_anchors(tmp_path)[1]] == ["anchors-unreadable"]


def test_an_empty_folder_and_none_at_all_are_told(tmp_path: Path) -> None:
    assert [each.code for each in read_anchors(tmp_path)[1]] == ["anchors-empty"]
    assert [each.code for each in read_anchors(tmp_path / "x")[1]] == ["anchors-no-folder"]


def test_other_anchors_have_another_fingerprint() -> None:
    assert Anchors().fingerprint != Anchors((b"a",)).fingerprint
