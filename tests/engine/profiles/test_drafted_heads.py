"""A draft knows the heads that one-stop systems print, however they are written."""

import csv
from pathlib import Path

import pytest
import yaml

from caicach.engine.profiles import load_profile
from caicach.engine.profiles.draft import draft_profile, guess

HEADS = {
    "Số biên nhận": "code",
    "Mã biên nhận": "code",
    "Ngày nhận": "received_printed_at",
    "Ngày tiếp nhận hồ sơ": "received_printed_at",
    "CCCD": "applicant",
    "Số CCCD": "applicant",
    "Số CMND/CCCD": "applicant",
    "Đơn vị": "agency_name",
    "Đơn vị tiếp nhận": "agency_name",
    "Cơ quan thực hiện": "agency_name",
    "Ngày hẹn trả": "due_at",
    "Ngày hẹn trả kết quả": "due_at",
    "Ngày có kết quả": "ended_at",
    "Ngày trả kết quả": "returned_at",
    "Trạng thái": "status",
    "Tình trạng hồ sơ": "status",
    "Hình thức nộp": "channel",
    "Hình thức nhận kết quả": "return_by",
    "Mã TTHC": "procedure_printed",
    "Lĩnh vực": "field",
    "NGÀY TIẾP NHẬN": "received_printed_at",
    "Ngay hen tra": "due_at",
    "SO BIEN NHAN": "code",
    "Ngày hẹn\ntrả": "due_at",
}


@pytest.mark.parametrize("head", HEADS)
def test_a_usual_head_is_known(head: str) -> None:
    profile, _ = load_profile("dossiers-table")
    assert profile is not None
    assert guess(profile.feeds[0], [head]) == {HEADS[head]: " ".join(head.split())}


@pytest.mark.parametrize("head", ["Tên TTHC", "Thủ tục", "Thời hạn giải quyết", "Phí, lệ phí"])
def test_names_amounts_and_lengths_are_taken_for_no_column(head: str) -> None:
    profile, _ = load_profile("dossiers-table")
    assert profile is not None
    assert guess(profile.feeds[0], [head]) == {}


def test_of_two_heads_for_a_column_the_better_one_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "xuat.csv"
    with path.open("w", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["STT", "Số biên nhận", "Mã hồ sơ", "Ngày\ntiếp nhận", "Tên TTHC"])
        rows.writerow(["1", "BN1", "H21.217-260302-0001", "02/03/2026", "Khai sinh"])
    draft = draft_profile(path, "thu", None, "vi")
    assert (draft.table, draft.guessed["code"]) == ("dossiers", "Mã hồ sơ")
    assert draft.unknown == ["STT", "Số biên nhận", "Tên TTHC"]
    assert draft.text is not None
    fields = yaml.safe_load(draft.text)["fields"]
    assert fields == {"code": "Mã hồ sơ", "received_printed_at": "Ngày tiếp nhận"}
