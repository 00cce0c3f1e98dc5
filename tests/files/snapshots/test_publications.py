"""A package: what is in it, that it holds, and that every change to it is told."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from caicach.core.issues import has_faults
from caicach.files.official import Correction
from caicach.files.snapshots import (
    Publication,
    bundle,
    content_digest,
    freeze,
    seal,
    verify_publication,
)
from caicach.files.snapshots.canonical import canonical
from made_up_round import made_up_result, particulars
from sealed_things import NOW, authority, own_key, published, written

PARTS = {
    "README.txt",
    "annex.pdf",
    "annex.xlsx",
    "certificate.pem",
    "snapshot.json",
    "snapshot.json.p7s",
}


def codes(path: Path) -> list[str]:
    """The codes of what is wrong, the installation's certificate being trusted."""
    return [each.code for each in verify_publication(path, [own_key().certificate])]


def test_an_untouched_package_holds_packed_or_not(tmp_path: Path) -> None:
    files = published()
    packed = tmp_path / "p.zip"
    packed.write_bytes(bundle(files, NOW))
    assert codes(packed) == []
    assert codes(written(tmp_path / "p", files)) == []


def test_without_a_trusted_certificate_the_signer_is_a_warning(tmp_path: Path) -> None:
    folder = written(tmp_path / "p", published())
    for anchors in ([], [authority().certificate]):
        issues = verify_publication(folder, anchors)
        assert [each.code for each in issues] == ["publication-signer-unknown"]
        assert own_key().fingerprint in issues[0].problem("en") + issues[0].remedy("en")
        assert not has_faults(issues)


def test_the_zip_is_the_same_for_the_same_parts() -> None:
    files = published()
    assert bundle(files, NOW) == bundle(dict(reversed(files.items())), NOW)


def test_the_snapshot_names_its_schema_and_the_digests_of_its_annexes() -> None:
    files = published()
    frozen = json.loads(files["snapshot.json"])
    assert set(files) == PARTS
    assert frozen["schema"] == "caicach-publication/1"
    assert frozen["annexes"] == {
        name: hashlib.sha256(files[name]).hexdigest() for name in ("annex.pdf", "annex.xlsx")
    }
    assert frozen["evidence"] == {"1": "ab" * 32}


def test_the_digest_in_the_annex_is_that_of_everything_but_the_annexes() -> None:
    publication = Publication(particulars(), made_up_result(2))
    digest = content_digest(publication)
    one, other = (freeze(publication, {"annex.pdf": each}) for each in (b"1", b"2"))
    assert one.sha256 != other.sha256
    for snapshot in (one, other):
        assert json.loads(snapshot.content)["digest"] == digest
        assert hashlib.sha256(snapshot.content).hexdigest() == snapshot.sha256


def test_a_correction_names_the_earlier_snapshot_and_does_not_repeat_it() -> None:
    before, after = made_up_result(3), made_up_result(3)
    after["agencies"][0] |= {"points": "60", "index": "60"}
    earlier = Correction(1, "1/QĐ", date(2027, 1, 5), "Sai số liệu", before, snapshot="cd" * 32)
    frozen = json.loads(freeze(Publication(particulars(correction=earlier), after), {}).content)
    told = frozen["particulars"]["correction"]
    assert told["snapshot"] == "cd" * 32
    assert [each["agency"] for each in told["agencies"]] == ["A0001"]
    assert "before" not in told


def test_the_readme_tells_both_languages_how_to_check() -> None:
    files = published()
    text = files["README.txt"].decode()
    for words in ("CÁCH KIỂM TRA", "HOW TO CHECK IT", "openssl cms -verify", own_key().fingerprint):
        assert words in text
    assert hashlib.sha256(files["snapshot.json"]).hexdigest() in text


@pytest.mark.parametrize("name", sorted(PARTS - {"README.txt"}))
def test_each_missing_file_is_told(tmp_path: Path, name: str) -> None:
    files = published()
    del files[name]
    assert codes(written(tmp_path / "p", files)) == ["publication-part-missing"]


@pytest.mark.parametrize("name", ["annex.pdf", "annex.xlsx"])
def test_a_changed_annex_is_told(tmp_path: Path, name: str) -> None:
    files = published()
    files[name] += b" "
    assert codes(written(tmp_path / "p", files)) == ["publication-part-differs"]


def test_a_file_that_was_put_in_is_told(tmp_path: Path) -> None:
    files = {**published(), "annex-new.pdf": b"%PDF"}
    assert codes(written(tmp_path / "p", files)) == ["publication-part-unsealed"]


def test_another_certificate_beside_the_seal_is_told(tmp_path: Path) -> None:
    for pem in (authority().pem, b"", b"-----BEGIN CERTIFICATE-----"):
        files = {**published(), "certificate.pem": pem}
        assert codes(written(tmp_path / "p", files)) == ["publication-certificate-differs"]


def test_a_snapshot_written_anew_is_told_though_it_says_the_same(tmp_path: Path) -> None:
    files = published()
    files["snapshot.json"] = json.dumps(json.loads(files["snapshot.json"])).encode()
    found = codes(written(tmp_path / "p", files))
    assert found == ["publication-seal-content", "publication-not-canonical"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "publication-unreadable"),
        (b"{", "publication-unreadable"),
        (b"[]", "publication-schema"),
        (b'{"schema": "caicach-result/1"}', "publication-schema"),
        (b'{"schema": "caicach-publication/1", "annexes": []}', "publication-unreadable"),
    ],
)
def test_a_snapshot_of_another_kind_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    files = {**published(), "snapshot.json": content}
    assert codes(written(tmp_path / "p", files))[-1] == code


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7 x"])
def test_what_is_no_package_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.zip").write_bytes(content)
    assert codes(tmp_path / "p.zip") == ["publication-no-bundle"]


def test_a_zip_with_two_files_of_one_name_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("snapshot.json", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("snapshot.json", "2")
    assert codes(tmp_path / "p.zip") == ["publication-part-twice"]


Change = Callable[[dict[str, Any]], None]


def resealed(change: Change) -> dict[str, bytes]:
    """Return a package whose result was changed before it was hashed and sealed, as by a cheat."""
    result = deepcopy(made_up_result(4, without={"A0003": "1.2"}))
    change(result)
    publication = Publication(particulars(), result)
    files = published()
    annexes = {name: files[name] for name in ("annex.pdf", "annex.xlsx")}
    content = freeze(publication, annexes).content
    return {
        **files,
        "snapshot.json": content,
        "snapshot.json.p7s": seal(content, own_key(), NOW),
    }


def of(result: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in result["agencies"] if each["code"] == code)
    return found


def raise_item(result: dict[str, Any]) -> None:
    item = next(each for each in of(result, "A0001")["items"] if each["code"] == "1.2")
    item["points"] = "2.5"


def raise_area(result: dict[str, Any]) -> None:
    of(result, "A0001")["areas"][0]["points"] = "12"


def raise_total(result: dict[str, Any]) -> None:
    of(result, "A0001")["points"] = "99"


def raise_bonus(result: dict[str, Any]) -> None:
    """With a total that fits, so that only the items behind the bonus tell."""
    agency = of(result, "A0001")
    more = Decimal(agency["points"]) + 1
    agency |= {"bonus": str(Decimal(agency["bonus"]) + 1), "points": str(more), "index": str(more)}


def forgive_too_much(result: dict[str, Any]) -> None:
    agency = of(result, "A0001")
    agency["penalty"] = "0.5"


def lower_maximum(result: dict[str, Any]) -> None:
    of(result, "A0001")["maximum"] = "90"


def raise_index(result: dict[str, Any]) -> None:
    of(result, "A0001")["index"] = "99"


def swap_ranks(result: dict[str, Any]) -> None:
    first, second = of(result, "A0001"), of(result, "A0002")
    first["rank"], second["rank"] = second["rank"], first["rank"]


def count_more(result: dict[str, Any]) -> None:
    of(result, "A0001")["rank_of"] = 9


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (raise_item, {"publication-item-differs", "publication-sum-differs"}),
        (raise_area, {"publication-sum-differs", "publication-total-differs"}),
        (raise_total, {"publication-total-differs", "publication-index-differs"}),
        (raise_bonus, {"publication-extra-differs"}),
        (forgive_too_much, {"publication-extra-differs", "publication-total-differs"}),
        (lower_maximum, {"publication-maximum-differs", "publication-index-differs"}),
        (raise_index, {"publication-index-differs"}),
        (swap_ranks, {"publication-rank-differs"}),
        (count_more, {"publication-rank-of-differs"}),
    ],
)
def test_figures_that_do_not_follow_are_told_even_under_a_true_seal(
    tmp_path: Path, change: Change, expected: set[str]
) -> None:
    found = set(codes(written(tmp_path / "p", resealed(change))))
    assert expected <= found
    assert found <= expected | {"publication-rank-differs"}


def test_a_digest_that_is_not_that_of_the_content_is_told(tmp_path: Path) -> None:
    files = published()
    frozen = json.loads(files["snapshot.json"])
    content = canonical({**frozen, "digest": "0" * 64})
    files |= {"snapshot.json": content, "snapshot.json.p7s": seal(content, own_key(), NOW)}
    assert codes(written(tmp_path / "p", files)) == ["publication-digest-differs"]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    files = {**published(), "annex.pdf": b"", "x.txt": b""}
    del files["certificate.pem"]
    assert set(codes(written(tmp_path / "p", files))) == {
        "publication-part-missing",
        "publication-part-differs",
        "publication-part-unsealed",
    }
