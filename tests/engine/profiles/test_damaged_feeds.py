"""What is broken in a file is counted and told; everything beside it is read."""

import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from profile_feeds import dossier, envelope, ndjson, read, read_bytes

from caicach.core.issues import has_faults
from caicach.engine.profiles import unpack

MANY = [dossier(number) for number in range(1, 301)]


def packed(*names: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names:
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert read(tmp_path / "none.json").codes == ["file-missing"]
    assert read(tmp_path).codes == ["file-is-folder"]


@pytest.mark.parametrize("content", [b"", b"  \n ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(content: bytes, tmp_path: Path) -> None:
    found = read_bytes(tmp_path, content)
    assert found.rows == []
    assert found.codes == ["file-empty"]


@pytest.mark.parametrize("content", [b"[]", b'{"madonvi": "H21", "data": []}'])
def test_a_file_without_records_is_no_fault(content: bytes, tmp_path: Path) -> None:
    found = read_bytes(tmp_path, content)
    assert found.codes == ["feed-without-records"]
    assert not has_faults(found.issues)


def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"%PDF-1.7 ...", name="a.json").codes == ["file-pdf"]
    assert read_bytes(tmp_path, b"ma ho so;ngay\n1;2\n", name="b.json").codes == ["feed-not-json"]
    assert len(read_bytes(tmp_path, gzip.compress(ndjson(*MANY)), name="c.csv").rows) == 300
    office = packed(("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"x"))
    assert read_bytes(tmp_path, office, name="d.json").codes == ["feed-not-json"]


def test_gzip_of_several_members_is_read_to_its_end(tmp_path: Path) -> None:
    content = gzip.compress(ndjson(*MANY[:2])) + gzip.compress(ndjson(MANY[2])) + b"\0" * 512
    found = read_bytes(tmp_path, content)
    assert found.column("record") == [1, 2, 3]
    assert found.codes == []


@pytest.mark.parametrize("form", ["lines", "array"])
def test_a_truncated_gzip_is_read_as_far_as_it_goes(form: str, tmp_path: Path) -> None:
    whole = ndjson(*MANY) if form == "lines" else json.dumps(envelope(*MANY)).encode()
    content = gzip.compress(whole, compresslevel=1)
    found = read_bytes(tmp_path, content[: len(content) * 2 // 3])
    assert 100 < len(found.rows) < 300
    assert found.codes == ["file-truncated"]
    assert "record" in dict(found.issues[-1].values)
    assert len(found.unreadable) <= 1


def test_a_damaged_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    content = bytearray(gzip.compress(ndjson(*MANY), compresslevel=0))
    content[-8:] = b"\0" * 8  # the check sum
    found = read_bytes(tmp_path, bytes(content))
    assert len(found.rows) == 300
    assert found.codes == ["file-damaged"]


def test_all_members_of_a_zip_are_read_one_after_another(tmp_path: Path) -> None:
    content = packed(
        ("a.ndjson", ndjson(*MANY[:2])),
        ("empty.json", b""),
        ("__MACOSX/a.ndjson", b"x"),
        ("inner.json.gz", gzip.compress(json.dumps(envelope(MANY[2])).encode())),
    )
    found = read_bytes(tmp_path, content, name="two.zip")
    assert found.column("record") == [1, 2, 3]
    assert found.column("sender") == ["", "", "H21"]


NOTE = b"ghi chu cua can bo\nxem thang 3\n"


def test_a_member_that_is_no_json_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    content = packed(("ghi-chu.txt", NOTE), ("a.ndjson", ndjson(*MANY[:2])))
    found = read_bytes(tmp_path, content, name="two.zip")
    assert len(found.rows) == 2
    assert found.codes == ["feed-not-json"]
    assert found.issues[0].where.endswith("two.zip [ghi-chu.txt]")


def test_every_member_that_is_no_json_is_named(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, packed(("a.txt", NOTE), ("b.pdf", b"%PDF-1.7\n")), name="two.zip")
    assert [each.where.rpartition(" ")[2] for each in found.issues] == ["[a.txt]", "[b.pdf]"]
    assert read_bytes(tmp_path, gzip.compress(NOTE)).codes == ["feed-not-json"]


def test_a_zip_cut_short_is_told(tmp_path: Path) -> None:
    content = packed(("a.ndjson", ndjson(*MANY)))
    assert read_bytes(tmp_path, content[:-40], name="a.zip").codes == ["file-damaged"]


def test_a_bomb_is_refused_and_size_alone_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "RATIO_COUNTS_FROM", 1 << 20)
    zeros = gzip.compress(b"[" + b" " * (64 << 20))
    assert "feed-bomb" in read_bytes(tmp_path, zeros).codes
    assert "feed-bomb" in read_bytes(tmp_path, packed(("a", b"[" + b" " * (64 << 20)))).codes
    real = gzip.compress(ndjson(*(dossier(n, GhiChu=str(n * 7919)) for n in range(4000))))
    assert read_bytes(tmp_path, real).codes == []


BROKEN_LINES = {
    "a quotation mark left open": b'{"MaHoSo": "x, "NgayNop": ""}\n',
    "a brace missing": b'{"MaHoSo": "x", "TaiLieuNop": [{"DuocSoHoa": "1"}\n',
    "cut off": b'{"MaHoSo": "x", "Ngay\n',
    "no value": b'{"MaHoSo": }\n',
}


@pytest.mark.parametrize("kind", BROKEN_LINES)
def test_a_broken_line_costs_only_itself(kind: str, tmp_path: Path) -> None:
    content = ndjson(*MANY[:2]) + BROKEN_LINES[kind] + ndjson(*MANY[2:4])
    found = read_bytes(tmp_path, content)
    assert found.column("record") == [1, 2, 4, 5]
    (lost,) = found.unreadable
    assert (lost.record, lost.line, lost.code) == (3, 3, "record-broken")
    assert lost.digest == hashlib.sha256(BROKEN_LINES[kind].strip()).hexdigest()


@pytest.mark.parametrize("kind", BROKEN_LINES)
@pytest.mark.parametrize("at", [0, 1, 3])
def test_a_broken_record_of_an_array_costs_only_itself(kind: str, at: int, tmp_path: Path) -> None:
    parts = [json.dumps(each).encode() for each in MANY[:4]]
    parts.insert(at, BROKEN_LINES[kind].strip())
    found = read_bytes(tmp_path, b'{"madonvi":"H21","data":[' + b",".join(parts) + b"]}")
    codes = [each["MaHoSo"] for each in MANY[:4]]
    assert found.column("code") == codes
    assert len(found.unreadable) == 1
    assert found.column("sender") == ["H21"] * 4


def test_a_broken_record_after_an_envelope_is_on_its_own_line(tmp_path: Path) -> None:
    content = ndjson(envelope(MANY[0])) + b'\n  {"MaHoSo": "x", \n'
    (lost,) = read_bytes(tmp_path, content).unreadable
    assert (lost.record, lost.line) == (2, 3)


def test_a_brace_too_many_costs_no_record(tmp_path: Path) -> None:
    parts = [json.dumps(each) for each in MANY[:3]]
    found = read_bytes(tmp_path, f"[{parts[0]}}},{parts[1]},{parts[2]}]".encode())
    assert found.column("code") == [each["MaHoSo"] for each in MANY[:3]]
    assert found.unreadable == []


def test_values_that_are_no_records_are_counted(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, json.dumps([MANY[0], 7, "x", MANY[1], None, [1]]).encode())
    assert found.column("code") == [MANY[0]["MaHoSo"], MANY[1]["MaHoSo"]]
    assert {each.code for each in found.unreadable} == {"record-not-object"}
    by_line = read_bytes(tmp_path, ndjson(MANY[0], 7, MANY[1]) + b"null\n")
    assert by_line.column("record") == [1, 3]
    assert [each.record for each in by_line.unreadable] == [2, 4]


def test_a_record_spread_over_lines_is_put_together(tmp_path: Path) -> None:
    spread = json.dumps(MANY[1], indent=2, ensure_ascii=False).encode() + b"\n"
    found = read_bytes(tmp_path, ndjson(MANY[0]) + spread + ndjson(MANY[2]))
    assert found.column("code") == [each["MaHoSo"] for each in MANY[:3]]
    assert found.unreadable == []


def test_broken_lines_in_a_row_have_numbers_of_their_own(tmp_path: Path) -> None:
    broken = BROKEN_LINES["no value"]
    found = read_bytes(tmp_path, ndjson(MANY[0]) + broken * 3 + ndjson(MANY[1]))
    assert found.column("record") == [1, 5]
    assert [(each.record, each.line) for each in found.unreadable] == [(2, 2), (3, 3), (4, 4)]


@pytest.mark.parametrize("form", ["lines", "array"])
def test_zero_bytes_inside_texts_are_left_out(form: str, tmp_path: Path) -> None:
    row = dossier(1, DonViXuLy="UBND\0\0 xã", NgayTiepNhan="20250701093000\0", MaLinhVuc=r"\u0000")
    content = ndjson(row, dossier(2)) if form == "lines" else json.dumps([row, dossier(2)]).encode()
    found = read_bytes(tmp_path, content)
    assert found.column("agency_name") == ["UBND xã", "UBND xã Mẫu"]
    assert found.rows[0]["received_printed_at"] == found.rows[1]["received_printed_at"] is not None
    assert found.rows[0]["field"] == r"\u0000"
    assert [row["faults"] for row in found.rows] == [["text-encoding"], []]


def test_two_records_in_one_line_are_two(tmp_path: Path) -> None:
    first, second, third = (json.dumps(each) for each in MANY[:3])
    found = read_bytes(tmp_path, f"{first}\n{second}{third}\n".encode())
    assert found.column("code") == [each["MaHoSo"] for each in MANY[:3]]
    assert found.column("faults") == [[], [], []]


STRANGE = {
    "letters of another encoding": "Hà Tây".encode("cp1258"),
    "a zero byte": b"H\0 N",
    "a line break inside a text": b"dong 1\r\n\tdong 2",
    "half a character": b"\\ud83d",
}


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("form", ["lines", "array"])
def test_strange_letters_never_cost_a_row(kind: str, form: str, tmp_path: Path) -> None:
    odd = ndjson(dossier(2, DonViXuLy="@")).strip().replace(b"@", STRANGE[kind])
    parts = [ndjson(dossier(1)).strip(), odd, ndjson(dossier(3)).strip()]
    content = b"\n".join(parts) if form == "lines" else b"[" + b",".join(parts) + b"]"
    found = read_bytes(tmp_path, content)
    assert [code[-1] for code in found.column("code")] == ["1", "2", "3"]
    assert found.column("faults") == [[], ["text-encoding"], []]
    assert found.unreadable == []


def test_an_array_without_its_end_is_told(tmp_path: Path) -> None:
    content = json.dumps(envelope(*MANY[:3])).encode()[:-2]
    found = read_bytes(tmp_path, content)
    assert len(found.rows) == 3
    assert found.codes == ["file-truncated"]


def test_deep_nesting_does_not_stop_the_reading(tmp_path: Path) -> None:
    deep = b'{"MaHoSo": ' + b"[" * 20_000 + b"]" * 20_000 + b"}\n"
    found = read_bytes(tmp_path, ndjson(MANY[0]) + deep + ndjson(MANY[1]))
    assert {MANY[0]["MaHoSo"], MANY[1]["MaHoSo"]} <= set(found.column("code"))


def test_a_file_read_twice_gives_the_same_rows(tmp_path: Path) -> None:
    content = ndjson(*MANY[:5]) + b"broken\n{\n"
    first, again = read_bytes(tmp_path, content), read_bytes(tmp_path, content, block_bytes=900)
    assert first.rows == again.rows
    assert first.unreadable == again.unreadable
