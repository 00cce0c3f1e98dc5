"""However a sender frames records, each comes out once, with its number and its line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profile_feeds import dossier, envelope, ndjson, read_bytes

from caicach.engine.profiles import envelope_frames
from caicach.engine.profiles.envelope_frames import EnvelopeFrames
from caicach.engine.profiles.feed import Envelope
from caicach.engine.profiles.framed import Counter

CODES = [f"H21.217-250701-{number:04d}" for number in (1, 2, 3)]
THREE = [dossier(number) for number in (1, 2, 3)]

FRAMES = {
    "a record in each line": ndjson(*THREE),
    "lines without the last break": ndjson(*THREE).rstrip(b"\n"),
    "lines with breaks of Windows": ndjson(*THREE).replace(b"\n", b"\r\n"),
    "blank lines between": ndjson(*THREE).replace(b"\n", b"\n \n"),
    "a bare array": json.dumps(THREE).encode(),
    "an array over many lines": json.dumps(THREE, indent=2).encode(),
    "an envelope": json.dumps(envelope(*THREE)).encode(),
    "an envelope over many lines": json.dumps(envelope(*THREE), indent=1).encode(),
    "an envelope in each line": ndjson(*(envelope(each) for each in THREE)),
    "values one after another": "".join(map(json.dumps, THREE)).encode(),
    "values over many lines": "\n".join(json.dumps(each, indent=2) for each in THREE).encode(),
    "a mark of UTF-8 in front": b"\xef\xbb\xbf" + ndjson(*THREE),
    "UTF-16 with its mark": json.dumps(THREE).encode("utf-16"),
    "UTF-16 without its mark": ndjson(*THREE).decode().encode("utf-16-le"),
    "an array inside lines": b"[\n" + b",\n".join(json.dumps(e).encode() for e in THREE) + b"\n]",
}


@pytest.mark.parametrize("frame", FRAMES)
def test_records_are_found_in_every_frame(frame: str, tmp_path: Path) -> None:
    found = read_bytes(tmp_path, FRAMES[frame])
    assert found.column("code") == CODES
    assert found.column("record") == [1, 2, 3]
    assert found.unreadable == []
    assert set(found.codes) <= {"encoding-utf16-read"}


def test_the_sender_of_an_envelope_is_known_to_its_rows(tmp_path: Path) -> None:
    content = ndjson(envelope(dossier(1), sender="H21"), envelope(dossier(2), sender="H22"))
    assert read_bytes(tmp_path, content).column("link") == [
        "H21|H21.217-250701-0001",
        "H22|H21.217-250701-0002",
    ]


def test_a_sender_named_after_the_records_is_found(tmp_path: Path) -> None:
    late = {"data": THREE, "madonvi": "000.00.00.H21", "service": "DongBoHoSoMC"}
    found = read_bytes(tmp_path, json.dumps(late).encode(), block_bytes=100)
    assert found.column("sender") == ["H21"] * 3


def test_a_file_without_sender_takes_the_one_it_is_told(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, ndjson(dossier()), sender="000.00.00.H21")
    assert found.column("sender") == ["H21"]
    assert read_bytes(tmp_path, ndjson(dossier())).column("sender") == [""]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    spread = b"[\n" + b",\n\n".join(json.dumps(each).encode() for each in THREE) + b"\n]\n"
    assert read_bytes(tmp_path, spread).column("line") == [2, 4, 6]
    assert read_bytes(tmp_path, b"\n" + ndjson(*THREE)).column("line") == [2, 3, 4]


def test_dossiers_and_steps_in_one_file_go_to_their_tables(tmp_path: Path) -> None:
    step = {"MaHoSo": CODES[0], "ThoiDiemXuLy": "20250701093000", "TrangThai": "2"}
    content = ndjson(envelope(dossier()), envelope(step, service="CapNhatTienDoHoSoMC"))
    found = read_bytes(tmp_path, content, profile="national")
    assert [each.feed.table for each in found.mapped if len(each.table)] == ["dossiers", "steps"]
    assert len(set(found.column("link"))) == 1


def test_without_a_service_records_go_by_what_they_hold(tmp_path: Path) -> None:
    step = {"MaHoSo": CODES[0], "ThoiDiemXuLy": "20250701093000", "TrangThai": "2"}
    found = read_bytes(tmp_path, ndjson(step), profile="national")
    assert [each.feed.table for each in found.mapped if len(each.table)] == ["steps"]


def test_another_service_is_told_and_left(tmp_path: Path) -> None:
    content = ndjson(envelope(dossier(1)), envelope({"x": "1"}, service="TraCuuHoSo"))
    found = read_bytes(tmp_path, content)
    assert found.column("code") == [CODES[0]]
    assert found.codes == ["feed-other-service"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 10**6) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text('ab"\\{}[]', max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)
records = st.dictionaries(st.text(max_size=6), json_values, max_size=4)


def in_chunks(content: bytes, size: int) -> Iterator[bytes]:
    return (content[at : at + size] for at in range(0, len(content), size))


@given(
    found=st.lists(records, max_size=6),
    wrapped=st.booleans(),
    indent=st.sampled_from([None, 1]),
    window=st.integers(1, 64),
    ascii_only=st.booleans(),
)
def test_cutting_does_not_depend_on_where_windows_end(
    found: list[Any], wrapped: bool, indent: int | None, window: int, ascii_only: bool
) -> None:
    whole = {"madonvi": "H21", "data": found} if wrapped else found
    content = json.dumps(whole, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "replace")
    frames = EnvelopeFrames(Envelope(sender="madonvi"), Counter(), 1 << 20)
    frames._size = window
    texts = [
        text
        for framed in frames.frames(in_chunks(content, 7))
        for text in framed.table.column("text").to_pylist()
    ]
    expected = json.loads(content)
    assert [json.loads(text) for text in texts] == (expected["data"] if wrapped else expected)
    assert not frames.is_cut_short


def test_a_record_longer_than_a_window_is_one_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(envelope_frames, "WINDOW", 4096)
    monkeypatch.setattr(envelope_frames, "PATIENCE", 8192)
    long = dossier(2, TrichYeuHoSo="dài " * 30_000)
    found = read_bytes(tmp_path, json.dumps([dossier(1), long, dossier(3)]).encode())
    assert found.column("code") == CODES
