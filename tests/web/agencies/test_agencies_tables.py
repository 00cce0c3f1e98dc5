"""Tables of agencies taken in: every fault at its cell, nothing saved until chosen, all or none."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caicach.core.agencies import department_template, national_tree, read_agencies
from caicach.files.excel import new_workbook
from caicach.web.agencies.exporting import export_register, write_register
from caicach.web.agencies.jobs import load_nation
from caicach.web.agencies.maps import load_map, map_parts, province_named
from caicach.web.agencies.models import Operation, PendingImport
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.jobs.models import Job
from caicach.web.register.models import Agency, Entry
from caicach.web.register.queries import tree_on, whole_register

SYSTEM = Actor.system("test")
HEADS = ("Mã", "Tên", "Loại", "Khối", "Cơ quan cấp trên", "Hiệu lực từ", "Đến hết ngày")
Row = Sequence[str]
UPLOAD = reverse("agencies:upload")


def workbook(rows: Sequence[Row], heads: Row = HEADS) -> bytes:
    content = io.BytesIO()
    with new_workbook(content) as book:
        sheet = book.add_worksheet("Cơ quan")
        for number, row in enumerate((heads, *rows)):
            for place, value in enumerate(row):
                sheet.write_string(number, place, value)
    return content.getvalue()


def commune(number: int, **other: str) -> list[str]:
    row = {
        "code": f"X{number:05}",
        "name": f"Xã {number}",
        "kind": "xã",
        "block": "communes",
        "parent": "H99",
        "first": "01/07/2025",
        "last": "",
    }
    return list({**row, **other}.values())


def send(client: Client, content: bytes, name: str = "co-quan.xlsx") -> PendingImport:
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return PendingImport.objects.latest("pk")


def page_of(client: Client, kept: PendingImport) -> Any:
    answer = client.get(reverse("agencies:pending", args=[kept.pk]))
    assert answer.status_code == 200
    return answer


def choose(client: Client, kept: PendingImport, step: str) -> Any:
    seen = str(page_of(client, kept).context["seen"])
    address = reverse("agencies:pending", args=[kept.pk])
    return client.post(address, {"step": step, "seen": seen})


def spoiled(rows: list[list[str]]) -> list[list[str]]:
    """Spoil thirty rows: ten kinds that nobody knows, ten parents, ten days."""
    for number in range(10):
        rows[100 + number][2] = "xxã"
        rows[200 + number][4] = "H98"
        rows[300 + number][5] = "31/02/2025"
    return rows


def test_five_thousand_agencies_with_thirty_faults(cast: Any) -> None:
    client, before = cast.client("administrator"), Entry.objects.count()
    kept = send(client, workbook(spoiled([commune(number) for number in range(5_000)])))
    page = page_of(client, kept)
    faults = [each for each in page.context["issues"] if each.severity == "fault"]
    assert len(faults) == 30
    places = [f"{column}{row + 2}" for column, row in (("C", 100), ("E", 205), ("F", 309))]
    for place in places:
        assert any(f"[Cơ quan] {place}" in each.where for each in faults), place
        assert place in page.content.decode()
    assert Entry.objects.count() == before
    assert choose(client, kept, "confirm").status_code == 200
    assert Entry.objects.count() == before
    assert choose(client, kept, "sound").status_code == 302
    assert Entry.objects.count() == before + 4_970
    assert not PendingImport.objects.exists()
    assert [each for each in whole_register().check() if each.severity == "fault"] == []


def test_an_import_leaves_one_event_and_one_for_each_agency_that_changed(cast: Any) -> None:
    client = cast.client("administrator")
    rows = [
        commune(1),
        ["H99.101", "Xã Bình An Mới", "xã", "", "H99", "01/07/2025", ""],
        ["H99.102", "Phường Đông Hải", "phường", "", "", "01/07/2025", "30/06/2026"],
    ]
    kept = send(client, workbook(rows))
    found = page_of(client, kept).context["found"]
    assert (len(found.added), len(found.corrected), len(found.ended)) == (1, 2, 1)
    assert choose(client, kept, "confirm").status_code == 302
    events = list(Event.objects.filter(verb="agencies.import").order_by("number"))
    assert [each.subject_kind for each in events] == [
        "agencies.operation",
        *["register.agency"] * 2,
    ]
    assert kept.sha256 in events[0].after["source"]
    assert events[0].after["agencies"] == 1
    assert events[1].before == {"valid_from": "2025-07-01", "name": "Xã Bình An"}
    assert events[1].after == {"valid_from": "2025-07-01", "name": "Xã Bình An Mới"}
    assert Entry.objects.get(agency__code="H99.101").block == "communes"


def test_the_same_table_twice_changes_nothing(cast: Any) -> None:
    client = cast.client("administrator")
    content = workbook([commune(1), commune(2)])
    choose(client, send(client, content), "confirm")
    again = send(client, content)
    assert "Sổ cơ quan đã có đủ" in page_of(client, again).content.decode()
    operations = Operation.objects.count()
    choose(client, again, "confirm")
    assert Operation.objects.count() == operations


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("co-quan.xlsx", b"", "không có nội dung"),
        ("co-quan.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "tệp ảnh"),
        ("co-quan.csv", "Mục;Giá trị\n1;2\n".encode(), "cột"),
        ("co-quan.xlsx", workbook([], ("Mã", "Tên", "Loại")), "chỉ có dòng tiêu đề"),
    ],
)
def test_a_file_that_is_no_table_of_agencies_is_told_in_words(
    cast: Any, name: str, content: bytes, said: str
) -> None:
    client = cast.client("administrator")
    page = page_of(client, send(client, content, name))
    faults = [each for each in page.context["issues"] if each.severity == "fault"]
    assert faults
    assert any(said in f"{each.problem} {each.remedy}" for each in faults), faults
    assert "Chỉ ghi các dòng không lỗi" not in page.content.decode()


def test_a_formula_that_came_to_nothing_is_told_at_its_cell(cast: Any) -> None:
    content = io.BytesIO()
    with new_workbook(content) as book:
        sheet = book.add_worksheet("Cơ quan")
        for place, head in enumerate(HEADS):
            sheet.write_string(0, place, head)
        for place, value in enumerate(commune(1)):
            sheet.write_string(1, place, value)
        sheet.write_formula(1, 1, "=Khác!B2", None, "#REF!")
    client = cast.client("administrator")
    issues = page_of(client, send(client, content.getvalue())).context["issues"]
    assert any("B2" in each.where for each in issues), issues


def test_a_kept_table_is_seen_by_who_sent_it_and_until_it_expires(cast: Any) -> None:
    kept = send(cast.client("administrator"), workbook([commune(1)]))
    address = reverse("agencies:pending", args=[kept.pk])
    assert cast.client(None).get(address).status_code == 302
    for role in ("leader", "standing_body", "commune", "stranger"):
        assert cast.client(role).get(address).status_code == 403
        assert cast.client(role).post(UPLOAD).status_code == 403
    kept.expires_at = timezone.now() - timedelta(seconds=1)
    kept.save()
    send(cast.client("administrator"), workbook([commune(2)]))
    assert not PendingImport.objects.filter(pk=kept.pk).exists()


def test_an_administrator_below_imports_below(cast: Any) -> None:
    person = cast["administrator"]
    person.posts.update(agency=Agency.objects.get(code="H99.02"))
    client = cast.client("administrator")
    own = send(client, workbook([commune(1, parent="H99.02")]))
    assert choose(client, own, "confirm").status_code == 302
    other = send(client, workbook([commune(2)]))
    address = reverse("agencies:pending", args=[other.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, {"step": "confirm"}).status_code == 403
    assert client.get(reverse("agencies:map")).status_code == 403


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Đồng Tháp", "82"),
        ("tỉnh đồng tháp", "82"),
        ("TP. Hồ Chí Minh", "79"),
        ("82", "82"),
        ("Hà Nam", None),
    ],
)
def test_a_province_is_named_as_people_do(text: str, code: str | None) -> None:
    assert province_named(text) == code


def test_a_province_is_loaded_once(cast: Any) -> None:
    client = cast.client("administrator")
    assert client.post(reverse("agencies:map"), {"province": "82"}).status_code == 302
    assert len(tree_on(date(2026, 1, 1)).children("82")) == 102
    count = Entry.objects.count()
    assert load_map(by=SYSTEM, province="82", departments=False) is None
    load_map(by=SYSTEM, province="82", departments=True)
    assert tree_on(date(2026, 1, 1)).agency("82.SNV").name.vi == "Sở Nội vụ"
    assert Entry.objects.count() == count + 21


class Quiet:
    """A run that nobody watches."""

    def progress(self, done: int, total: int) -> None:
        del done, total


def test_the_nation_is_loaded_in_the_background_by_who_may(cast: Any) -> None:
    client = cast.client("administrator")
    for _ in range(2):
        assert client.post(reverse("agencies:map"), {"departments": "on"}).status_code == 302
    waiting = Job.objects.get(kind="agencies.map")
    assert waiting.arguments == {"person": cast["administrator"].pk, "departments": True}
    with pytest.raises(NotAllowedError):
        load_nation(Quiet(), person=cast["leader"].pk, departments=False)


def test_the_nation_is_that_of_the_map_with_departments_for_each_province() -> None:
    nation = map_parts(None, departments=True)
    usual = sum(each.usual for each in department_template().agencies)
    assert len(nation.agencies) == len(national_tree().agencies) + 34 * usual
    assert len(nation.links) == len(national_tree().links) + 34 * usual
    assert len(nation.events) == len(national_tree().events)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "yaml"])
def test_what_is_exported_reads_back_to_the_same_register(
    cast: Any, ending: str, tmp_path: Path
) -> None:
    load_map(by=SYSTEM, province="82", departments=True)
    path = tmp_path / f"so.{ending}"
    write_register(path)
    if ending == "yaml":
        tree, issues = read_agencies(path.read_text("utf-8"), "so.yaml")
        assert (tree, issues) == (export_register(), [])
        return
    client = cast.client("administrator")
    page = page_of(client, send(client, path.read_bytes(), path.name))
    assert [each for each in page.context["issues"] if each.severity == "fault"] == []
    assert page.context["found"].does_nothing
