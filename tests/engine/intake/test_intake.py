"""Files taken in: once, again, later, earlier, out of order."""

import json
from datetime import datetime
from typing import Any

import pytest
from office import KEY, Office, dossier, envelope, steps_of

from caicach.engine.facts import traces
from caicach.engine.intake.key_mark import key_mark

CODE = "H21.217-260302-0001"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    file = office.file("hs.json", envelope("DongBoHoSoMC", [dossier()]))
    first, second = office.take(file), office.take(file)
    assert (first.version, second.version) == (1, None)
    assert second.files[0].known
    assert office.store.latest == 1


def test_the_same_dossiers_in_another_file_are_logged_and_change_no_dossier(office: Office) -> None:
    office.send(dossier(), name="a.json")
    taken = office.send(dossier(), dossier(MaHoSo="H21.217-260302-0002"), name="b.json")
    told = taken.files[0]
    assert (told.added, told.changed, told.unchanged) == (1, 0, 1)
    assert office.dossiers()[CODE]["taken_in"] == 1
    assert office.rows("earlier") == []


def test_a_later_version_replaces_the_earlier_and_both_stay_known(office: Office) -> None:
    office.send(dossier(TrangThaiHoSo="4", NgayKetThucXuLy="", NgayTra=""), name="a.json")
    taken = office.send(dossier(), name="b.json")
    assert taken.files[0].changed == 1
    assert office.dossiers()[CODE]["status"] == "returned"
    assert [row["status"] for row in office.rows("earlier")] == ["in_progress"]
    assert office.dossiers(version=1)[CODE]["status"] == "in_progress"


def test_a_file_exported_earlier_does_not_replace_a_later_one(office: Office) -> None:
    office.send(dossier(), name="new.json", exported_at=at("2026-04-02T00:00"))
    old = dossier(TrangThaiHoSo="4", NgayKetThucXuLy="", NgayTra="")
    taken = office.send(old, name="old.json", exported_at=at("2026-03-03T00:00"))
    assert taken.files[0].changed == 0
    assert office.dossiers()[CODE]["status"] == "returned"
    assert [row["status"] for row in office.rows("earlier")] == ["in_progress"]


OPEN = {"TrangThaiHoSo": "4", "NgayKetThucXuLy": "", "NgayTra": ""}
ENDED = at("2026-03-05T09:00")
"""When the dossier of these tests was returned."""


@pytest.mark.parametrize(
    ("exported_at", "status"),
    [("2026-03-05T08:59", "returned"), ("2026-03-05T09:00", "in_progress")],
)
def test_what_is_known_without_a_time_gives_way_unless_it_saw_more(
    office: Office, exported_at: str, status: str
) -> None:
    office.send(dossier(), name="undated.json")
    office.send(dossier(**OPEN), name="dated.json", exported_at=at(exported_at))
    assert office.dossiers()[CODE]["status"] == status
    assert len(office.rows("earlier")) == 1


def test_a_mended_time_replaces_a_wrong_one_that_lies_in_the_future(office: Office) -> None:
    office.send(dossier(NgayTra="20620305090000"), name="undated.json")
    office.send(dossier(), name="dated.json", exported_at=at("2026-04-01T00:00"))
    assert office.dossiers()[CODE]["returned_at"] == ENDED


def test_what_comes_without_a_time_replaces_what_is_known(office: Office) -> None:
    office.send(dossier(), name="dated.json", exported_at=at("2026-04-01T00:00"))
    office.send(dossier(TrangThaiHoSo="9", NgayTra=""), name="undated.json")
    assert office.dossiers()[CODE]["status"] == "finished"


def test_of_two_versions_in_one_file_the_last_counts(office: Office) -> None:
    office.send(dossier(TrangThaiHoSo="4", NgayTra=""), dossier())
    assert len(office.dossiers()) == 1
    assert office.dossiers()[CODE]["status"] == "returned"
    assert [row["status"] for row in office.rows("earlier")] == ["in_progress"]
    office.send(dossier(GhiChu="x"), dossier(**OPEN), name="mended.json")
    assert office.dossiers()[CODE]["status"] == "in_progress"


def test_one_printed_code_of_two_senders_is_two_dossiers(office: Office) -> None:
    office.take(office.file("a.json", envelope("DongBoHoSoMC", [dossier()], "H21")))
    office.take(office.file("b.json", envelope("DongBoHoSoMC", [dossier()], "H22")))
    assert [row["code"] for row in office.rows("dossiers")] == [CODE, CODE]


def test_known_codes_under_another_sender_are_counted_and_told(office: Office) -> None:
    rows = [dossier(MaHoSo=f"H21.217-260302-{number}") for number in range(4)]
    bare = office.file("bang.json", json.dumps(rows[:3]))
    office.take(bare, sender="H21")
    assert office.issues == []
    again = office.file("lai.json", json.dumps(rows))
    office.take(again)
    (told,) = office.issues
    assert (told.code, told.where) == ("intake-other-sender", "lai.json")
    assert dict(told.values) == {"count": "3", "known": "H21", "sender": "–", "before": "1"}


OTHER_KEY = b"another secret of sixteen or more"


def test_another_key_than_before_is_told_and_no_key_is_kept(office: Office) -> None:
    told = []
    for number, key in enumerate((KEY, KEY, OTHER_KEY, OTHER_KEY, None, KEY)):
        office.send(dossier(MaHoSo=f"H21.217-260302-{number}"), name=f"{number}.json", key=key)
        told.append([each.code for each in office.issues])
    other, none = ["intake-other-key"], ["pseudonym-key-missing"]
    assert told == [[], [], other, [], none, other]
    (kept,) = office.rows("registers")
    assert kept == {"name": "pseudonym-key", "content": key_mark(KEY)}
    assert key_mark(KEY) != key_mark(OTHER_KEY)


def test_a_list_of_steps_needs_no_key(office: Office) -> None:
    steps = office.file("buoc.json", json.dumps(steps_of(CODE)))
    office.take(steps, profile="national-steps")
    assert office.rows("registers") == []


def test_the_sender_of_before_is_no_news(office: Office) -> None:
    office.take(office.file("a.json", json.dumps([dossier()])), sender="H21")
    office.take(office.file("b.json", json.dumps([dossier(TrangThaiHoSo="9")])), sender="H21")
    office.take(office.file("c.json", json.dumps([dossier(MaHoSo="X-1")])), sender="H22")
    assert office.issues == []


def test_a_version_that_moves_to_another_month_leaves_the_old_one(office: Office) -> None:
    office.send(dossier(), name="a.json")
    moved = dossier(NgayTiepNhan="20260402093000", NgayNopHoSo="20260402080000")
    taken = office.send(moved, name="b.json")
    assert taken.months == ("2026-03", "2026-04")
    assert office.store.facts().months("dossiers") == ["2026-04"]


def test_steps_are_kept_once_and_in_the_order_of_time(office: Office) -> None:
    office.send(dossier())
    rows = steps_of(CODE)
    office.send_steps(rows[2], rows[0], name="a.json")
    office.send_steps(rows[1], rows[0], name="b.json")
    assert [step["status"] for step in office.dossiers()[CODE]["steps"]] == [2, 4, 9]
    assert len(office.rows("steps")) == 3


def test_steps_that_come_before_their_dossier_are_found_again(office: Office) -> None:
    office.send_steps(*steps_of(CODE))
    assert [row["code"] for row in office.rows("orphans")] == [CODE]
    office.send(dossier())
    assert len(office.dossiers()[CODE]["steps"]) == 3
    assert office.rows("orphans") == []


def test_steps_and_apologies_that_name_no_sender_find_their_dossier(office: Office) -> None:
    office.send(dossier())
    lines = "\n".join(json.dumps(step) for step in steps_of(CODE))
    office.take(office.file("bare.ndjson", lines), profile="national-steps")
    sorry = f"code,apologised_at\n{CODE},2026-03-06T08:00:00\n"
    office.take(office.file("sorry.csv", sorry), profile="apologies-table")
    held = office.dossiers()[CODE]
    assert len(held["steps"]) == 3
    assert held["apologised_at"] == at("2026-03-06T08:00")


def test_new_steps_judge_their_dossier_again_and_leave_the_others(office: Office) -> None:
    other = "H21.217-260302-0002"
    open_ones = {"TrangThaiHoSo": "4", "NgayKetThucXuLy": "", "NgayTra": ""}
    office.send(dossier(**open_ones), dossier(MaHoSo=other, **open_ones))
    office.send_steps(*steps_of(CODE))
    held = office.dossiers()
    assert held[CODE]["end_at"] == at("2026-03-04T15:00")
    assert held[other]["end_at"] is None
    assert held[CODE]["taken_in"] == 1


def test_a_dossier_without_receipt_takes_that_of_step_two(office: Office) -> None:
    office.send(dossier(NgayTiepNhan=""))
    assert office.store.facts().months("dossiers") == ["unknown"]
    office.send_steps(*steps_of(CODE))
    assert office.store.facts().months("dossiers") == ["2026-03"]
    assert office.dossiers()[CODE]["received_at"] == at("2026-03-02T09:30")


def test_a_late_file_of_an_earlier_month_lands_in_its_month(office: Office) -> None:
    office.send(dossier(), name="march.json")
    late = dossier(MaHoSo="H21.217-260101-0009", NgayTiepNhan="20260105080000")
    taken = office.send(late, name="late.json")
    assert taken.months == ("2026-01",)


def test_identities_become_pseudonyms_that_recognise_a_person(office: Office) -> None:
    office.send(dossier(), dossier(MaHoSo="H21.217-260302-0002", TrichYeuHoSo="khác"))
    first, second = office.dossiers().values()
    assert first["applicant"] == second["applicant"] is not None
    assert "099200000017" not in str(office.rows("dossiers"))
    assert "Người Mẫu" not in str(office.rows("dossiers"))


def test_a_row_leads_back_to_its_file_record_and_line(office: Office) -> None:
    lines = "\n".join(
        envelope("DongBoHoSoMC", [dossier(MaHoSo=f"H21.217-260302-{n}")]) for n in (1, 2)
    )
    taken = office.take(office.file("two.ndjson", lines))
    row = office.dossiers()["H21.217-260302-2"]
    assert (row["file"], row["line"]) == (taken.files[0].file, 2)
    logged = {each["file"]: each["name"] for each in office.rows("files")}
    assert logged[row["file"]] == "two.ndjson"


def test_a_broken_record_is_counted_and_the_others_are_taken(office: Office) -> None:
    good = envelope("DongBoHoSoMC", [dossier()])
    taken = office.take(office.file("bad.ndjson", f'{good}\n{{"MaHoSo": "x", \n'))
    assert (taken.files[0].records, taken.files[0].unreadable) == (1, 1)
    assert [row["line"] for row in office.rows("unreadable")] == [2]


@pytest.mark.parametrize("rows", [[], [dossier(MaHoSo="")]])
def test_a_file_with_nothing_or_without_codes_is_taken_all_the_same(
    office: Office, rows: list[dict[str, Any]]
) -> None:
    office.send(*rows)
    assert len(office.rows("dossiers")) == len(rows)


def test_an_intake_in_many_parts_comes_to_the_same(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    codes = [f"H21.217-260302-{number:04d}" for number in range(9)]
    whole = Office(tmp_path_factory.mktemp("whole"))
    for each, rows in ((whole, 400_000), (office, 1)):
        monkeypatch.setattr("caicach.engine.intake.dossiers.BUCKET_ROWS", rows)
        each.send(*(dossier(MaHoSo=code, HinhThuc="1") for code in codes[:5]), name="a.json")
        steps = [step for code in codes for step in steps_of(code)]
        each.send_steps(*steps)
        each.send(*(dossier(MaHoSo=code) for code in codes), name="b.json")
    assert office.dossiers() == whole.dossiers()
    assert len(office.rows("earlier")) == len(whole.rows("earlier")) == 5


def test_a_file_read_again_brings_what_the_mended_profile_makes_of_it(office: Office) -> None:
    text = envelope("DongBoHoSoMC", [dossier()]) + '\n{"MaHoSo": broken}\n'
    file = office.file("hs.json", text)
    office.take(file, key=None)
    assert office.dossiers()[CODE]["applicant"] is None
    assert office.take(file).version is None
    taken = office.take(file, again=True)
    assert (taken.version, taken.files[0].changed) == (2, 1)
    assert office.dossiers()[CODE]["applicant"] is not None
    assert sorted(row["taken_in"] for row in office.rows("files")) == [1, 2]
    assert len(office.rows("unreadable")) == 1


def test_a_file_without_a_record_to_read_is_told_and_not_taken_in(office: Office) -> None:
    file = office.file("bang.csv", "Mã hồ sơ;Ngày\nA;B\n")
    taken = office.take(file)
    assert taken.version is None
    assert taken.files[0].is_refused
    assert "feed-not-json" in [each.code for each in office.issues]
    both = office.take(file, office.file("hs.json", envelope("DongBoHoSoMC", [dossier()])))
    assert (both.version, [each.is_taken for each in both.files]) == (1, [False, True])
    assert [row["name"] for row in office.rows("files")] == ["hs.json"]


def test_steps_of_a_list_without_a_sender_are_traced_to_their_line(office: Office) -> None:
    office.send(dossier())
    bare = office.file("buoc.json", json.dumps(steps_of(CODE)))
    other = envelope("CapNhatTienDoHoSoMC", steps_of(CODE, (("20260303080000", "4"),)), "H22")
    office.take(bare, office.file("khac.json", other))
    told = traces(office.store.facts(), CODE)
    assert len(office.dossiers()[CODE]["steps"]) == 3
    assert [(row.name, row.record) for row in told if row.table == "steps"] == [
        ("buoc.json", 1),
        ("buoc.json", 2),
        ("buoc.json", 3),
    ]
