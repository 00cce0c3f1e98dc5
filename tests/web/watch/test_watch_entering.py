"""A new year: faults shown and nothing kept, warnings judged, accepted, corrected, withdrawn."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from index_table import (
    PCI_YEAR,
    SERVICE_DAY,
    HandedIn,
    accept,
    accepted,
    propose,
    table_of,
)

from caicach.core.indices import province_of, shipped_book
from caicach.web.attachments.models import Attachment
from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.jobs.models import Job
from caicach.web.watch import actions
from caicach.web.watch.models import IndexEntry, IndexYearEntry
from caicach.web.watch.queries import book_of

NEW = "/watch/new-year/"
DONG_THAP = province_of("87")


def sent(table: HandedIn, **more: Any) -> dict[str, Any]:
    return {
        "series": "pci",
        "year": PCI_YEAR,
        "source": "Báo cáo PCI 2020, VCCI",
        "file": table.upload(),
        **more,
    }


def value_of(series: str, year: int) -> Decimal | None:
    book = book_of(series)
    assert book is not None
    assert DONG_THAP is not None
    found = book.find(DONG_THAP, year)
    return None if found is None else found.value


def drop_province(table: HandedIn) -> None:
    table.rows.remove(table.row("Đồng Tháp"))


def misspell(table: HandedIn) -> None:
    table.row("Đồng Tháp")[1] = "Đồng Thap Mười"


def go_out_of_range(table: HandedIn) -> None:
    table.row("Đồng Tháp")[-1] = "720,10"


def repeat(table: HandedIn) -> None:
    table.rows.append(list(table.row("Đồng Tháp")))


def write_words(table: HandedIn) -> None:
    table.row("Đồng Tháp")[-1] = "bảy mươi hai"


PLANTED = [
    (drop_province, "Thiếu 1 trong 63 tỉnh, thành phố của năm 2020: Đồng Tháp"),
    (misspell, "Đồng Thap Mười"),
    (go_out_of_range, "720,1"),
    (repeat, "Đồng Tháp có hai dòng"),
    (write_words, "bảy mươi hai"),
]


@pytest.mark.parametrize(("plant", "words"), PLANTED)
def test_a_planted_fault_is_shown_with_its_place_and_nothing_is_kept(
    cast: Any, pci: HandedIn, plant: Callable[[HandedIn], None], words: str
) -> None:
    plant(pci)
    answer = cast.client("standing_body").post(NEW, sent(pci))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "bang-cong-bo.csv" in answer.content.decode()
    assert not IndexYearEntry.objects.exists()
    assert not Attachment.objects.exists()


def test_all_faults_of_a_table_are_shown_at_once(cast: Any, pci: HandedIn) -> None:
    misspell(pci)
    pci.rows[0][-1], pci.rows[5][-1] = "900", "chưa rõ"
    page = cast.client("standing_body").post(NEW, sent(pci)).content.decode()
    assert page.count("<strong>bang-cong-bo.csv") >= 3


@pytest.mark.parametrize(
    ("name", "content"),
    [("bang.csv", b""), ("bang.xlsx", b"khong phai excel"), ("bang.pdf", b"%PDF-1.7 x")],
)
def test_a_file_that_is_no_table_is_refused_in_words(
    cast: Any, pci: HandedIn, name: str, content: bytes
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile(name, content)
    answer = cast.client("standing_body").post(NEW, sent(pci, file=upload))
    assert answer.status_code == 422
    assert not IndexYearEntry.objects.exists()


def test_a_sound_table_is_looked_at_before_it_counts(cast: Any, pci: HandedIn) -> None:
    client = cast.client("standing_body")
    answer = client.post(NEW, sent(pci), follow=True)
    entry = IndexYearEntry.objects.get()
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("watch:entry", args=[entry.pk])
    assert "Tiếp nhận năm số liệu này" in page
    assert entry.attachment is not None
    assert entry.attachment.stored is not None
    assert entry.attachment.stored.sha256 in page
    assert value_of("pci", PCI_YEAR) is None
    assert not IndexEntry.objects.exists()


def test_a_total_its_parts_do_not_give_is_shown_beside_the_recomputed_one(
    cast: Any, pci: HandedIn
) -> None:
    pci.row("Đồng Tháp")[-1] = "62,10"
    entry = propose(cast.actor("standing_body"), pci)
    page = (
        cast.client("standing_body").get(reverse("watch:entry", args=[entry.pk])).content.decode()
    )
    assert ">62,1</td>" in page
    assert ">72,11</td>" in page  # the parts were handed in to two decimals
    assert "In ra khác với tính lại" in page


def test_warnings_must_be_ticked_and_given_a_reason(cast: Any, pci: HandedIn) -> None:
    pci.row("Đồng Tháp")[-1] = "62,10"
    by = cast.actor("standing_body")
    entry = propose(by, pci)
    codes = set(actions.warnings_of(actions.read_again(entry).issues))
    assert "index-total-differs" in codes
    with pytest.raises(actions.NotJudgedError) as refused:
        actions.accept_year(by=by, entry=entry, judged=[], reason="x", now=timezone.now())
    assert set(refused.value.codes) == codes
    with pytest.raises(actions.WatchReasonMissingError):
        actions.accept_year(by=by, entry=entry, judged=codes, reason="  ", now=timezone.now())
    assert value_of("pci", PCI_YEAR) is None


def test_the_page_keeps_ticks_and_reason_when_it_refuses(cast: Any, pci: HandedIn) -> None:
    pci.row("Đồng Tháp")[-1] = "62,10"
    entry = propose(cast.actor("standing_body"), pci)
    client = cast.client("standing_body")
    address = reverse("watch:accept", args=[entry.pk])
    answer = client.post(address, {"judged": ["index-total-differs"], "reason": "Bản in ghi vậy"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="index-total-differs" checked' in page
    assert "Bản in ghi vậy" in page


def test_an_accepted_year_is_shown_everywhere_and_measured_anew(cast: Any, pci: HandedIn) -> None:
    entry = propose(cast.actor("standing_body"), pci)
    codes = list(actions.warnings_of(actions.read_again(entry).issues))
    client = cast.client("standing_body")
    address = reverse("watch:accept", args=[entry.pk])
    answer = client.post(address, {"judged": codes, "reason": "Đã đối chiếu"}, follow=True)
    assert "Đã tiếp nhận" in answer.content.decode()
    assert value_of("pci", PCI_YEAR) == Decimal("72.10")
    assert "72,10" in client.get("/watch/pci/2020/").content.decode()
    assert "cơ quan nhập" in client.get("/watch/pci/2020/87/").content.decode()
    assert Job.objects.filter(kind="monitoring.measure", state="waiting").count() == 1
    event = Event.objects.filter(verb="watch.accepted").get()
    assert (event.subject_key, event.after["year"]) == (str(entry.pk), 2020)
    assert event.after["sha256"] == entry.sha256 != ""


def test_entered_figures_stand_before_those_that_ship_and_parts_come_with_them(
    cast: Any, pci: HandedIn
) -> None:
    pci.row("Đồng Tháp")[-1] = "99,99"
    accepted(cast.actor("standing_body"), pci, year=2019)
    assert value_of("pci", 2019) == Decimal("99.99")
    assert value_of("pci", 2018) == shipped_book("pci").find(DONG_THAP, 2018).value  # type: ignore[arg-type,union-attr] # known to ship
    book = book_of("pci")
    assert book is not None
    part = book.find(DONG_THAP, 2019, "land")  # type: ignore[arg-type] # as above
    assert part is not None
    assert part.status == "entered"


def test_a_correction_stands_beside_what_it_replaces(cast: Any, pci: HandedIn) -> None:
    by = cast.actor("standing_body")
    first = accepted(by, pci)
    pci.row("Đồng Tháp")[-1] = "72,11"
    second = propose(by, pci)
    client = cast.client("standing_body")
    page = client.get(reverse("watch:entry", args=[second.pk])).content.decode()
    assert "sẽ được thay" in page
    assert "Khác số đang dùng ở 1 ô" in page
    accept(by, second)
    first.refresh_from_db()
    assert (first.state, first.replaced_by) == ("replaced", second)
    assert value_of("pci", PCI_YEAR) == Decimal("72.11")
    assert first.figures.count() == second.figures.count() > 63
    assert Event.objects.filter(verb="watch.replaced").count() == 1


def test_a_withdrawn_year_stays_with_its_reason_and_counts_no_more(
    cast: Any, pci: HandedIn
) -> None:
    entry = accepted(cast.actor("standing_body"), pci)
    client = cast.client("standing_body")
    address = reverse("watch:end", args=[entry.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    page = client.post(address, {"reason": "Nhầm năm"}, follow=True).content.decode()
    assert "Nhầm năm" in page
    assert value_of("pci", PCI_YEAR) is None
    assert IndexEntry.objects.filter(entry=entry).exists()
    assert Event.objects.get(verb="watch.withdrawn").reason == "Nhầm năm"
    assert client.get(address).status_code == 404


def test_a_proposed_year_can_be_dropped_and_then_not_accepted(cast: Any, pci: HandedIn) -> None:
    by = cast.actor("standing_body")
    entry = propose(by, pci)
    actions.drop_year(by=by, entry=entry, reason="Sai tệp", now=timezone.now())
    assert entry.attachment is not None
    entry.attachment.refresh_from_db()
    assert entry.attachment.state == "withdrawn"
    with pytest.raises(actions.EntryMovedOnError):
        accept(by, entry)
    assert value_of("pci", PCI_YEAR) is None


def test_two_who_accept_at_once_do_it_once(cast: Any, pci: HandedIn) -> None:
    by = cast.actor("standing_body")
    entry = propose(by, pci)
    stale = IndexYearEntry.objects.get(pk=entry.pk)
    accept(by, entry)
    with pytest.raises(actions.EntryMovedOnError), transaction.atomic():
        accept(by, stale)
    entry.refresh_from_db()
    assert entry.state == "accepted"


def test_the_database_holds_one_accepted_entry_for_each_time(cast: Any, pci: HandedIn) -> None:
    by = cast.actor("standing_body")
    accepted(by, pci)
    other = propose(by, pci)
    rows = IndexYearEntry.objects.filter(pk=other.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="accepted", accepted_at=timezone.now())


def test_the_service_index_needs_its_day(cast: Any) -> None:
    table = table_of("service-index", 2026)
    client = cast.client("standing_body")
    answer = client.post(NEW, sent(table, series="service-index", year=2026))
    assert answer.status_code == 422
    assert "cần ghi ngày của số liệu" in answer.content.decode()
    day = SERVICE_DAY.strftime("%d/%m/%Y")
    answer = client.post(NEW, sent(table, series="service-index", year=2026, day=day))
    assert answer.status_code == 302
    entry = accept(cast.actor("standing_body"), IndexYearEntry.objects.get())
    book = book_of("service-index")
    assert book is not None
    assert SERVICE_DAY in book.days(2026)
    assert len(book.table(2026, day=SERVICE_DAY)) == 34
    assert entry.day == SERVICE_DAY


@pytest.mark.parametrize(
    "more",
    [
        {"year": 1999},
        {"year": 2999},
        {"year": "hai nghìn"},
        {"series": "khong-co"},
        {"source": ""},
        {"link": "http://khong-an-toan.example"},
        {"series": "service-index", "year": 2026, "day": "01/01/2025"},
        {"series": "service-index", "year": 2026, "day": "31/02/2026"},
        {"file": ""},
    ],
)
def test_what_cannot_be_meant_is_told_at_its_field(
    cast: Any, pci: HandedIn, more: dict[str, Any]
) -> None:
    answer = cast.client("standing_body").post(NEW, sent(pci, **more))
    assert answer.status_code == 422
    assert "Chưa lưu được" in answer.content.decode()


def typed(table: HandedIn) -> dict[str, str]:
    """Return the fields of the form for typing: total, rank, then parts."""
    from caicach.core.indices import find_province

    fields = {"source": "Gõ từ bản in"}
    for rank, name, *parts, total in table.rows:
        province = find_province(name, PCI_YEAR)
        assert province is not None
        for place, text in enumerate([total, rank, *parts]):
            fields[f"c-{province.code}-{place}"] = text
    return fields


def test_a_year_typed_by_hand_goes_the_same_way(cast: Any, pci: HandedIn) -> None:
    client = cast.client("standing_body")
    lead = client.post(NEW, {**sent(pci, file=""), "step": "hand"})
    assert lead.url.startswith("/watch/new-year/pci/2020/")
    assert "B%C3%A1o" in lead.url
    assert client.get(lead.url).status_code == 200
    answer = client.post("/watch/new-year/pci/2020/", typed(pci))
    assert answer.status_code == 302
    accept(cast.actor("standing_body"), IndexYearEntry.objects.get())
    assert value_of("pci", PCI_YEAR) == Decimal("72.10")


def test_faults_of_what_is_typed_name_province_and_column_and_nothing_typed_is_lost(
    cast: Any, pci: HandedIn
) -> None:
    fields = typed(pci)
    fields["c-87-0"] = "nhiều"
    answer = cast.client("standing_body").post("/watch/new-year/pci/2020/", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Đồng Tháp, Tổng điểm" in page
    assert 'value="nhiều"' in page
    assert 'value="Gõ từ bản in"' in page
    assert not IndexYearEntry.objects.exists()


def test_what_is_being_typed_is_offered_again(cast: Any) -> None:
    client = cast.client("standing_body")
    key = "watch.year:pci.2020"
    kept = client.post(reverse("drafts:keep", args=[key]), {"source": "Nháp", "c-87-0": "71,5"})
    assert kept.status_code == 200
    page = client.get("/watch/new-year/pci/2020/").content.decode()
    assert "bản nháp chưa lưu" in page
    page = client.get("/watch/new-year/pci/2020/?draft=1").content.decode()
    assert 'value="71,5"' in page
    assert 'value="Nháp"' in page


@pytest.mark.parametrize(
    "address", ["pci/1999", "pci/20x0", "khong-co/2020", "service-index/2026", "pci/2020-01-01"]
)
def test_a_form_for_a_time_that_cannot_be_is_not_there(cast: Any, address: str) -> None:
    answer = cast.client("standing_body").get(f"/watch/new-year/{address}/")
    assert answer.status_code == 404


@pytest.mark.parametrize("role", ["leader", "focal_officer", "administrator", "commune"])
def test_only_the_standing_body_enters_years(cast: Any, pci: HandedIn, role: str) -> None:
    by = cast.actor("standing_body")
    entry = propose(by, pci)
    client = cast.client(role)
    assert client.post(NEW, sent(pci)).status_code == 403
    assert client.post(reverse("watch:accept", args=[entry.pk])).status_code == 403
    assert client.post(reverse("watch:end", args=[entry.pk])).status_code == 403
    assert client.get(reverse("watch:entry", args=[entry.pk])).status_code == 404
    with pytest.raises(NotAllowedError):
        propose(cast.actor(role), pci)
    with pytest.raises(NotAllowedError):
        accept(cast.actor(role), entry)
    with pytest.raises(NotAllowedError):
        actions.withdraw_year(by=cast.actor(role), entry=entry, reason="x", now=timezone.now())


def test_whoever_works_here_reads_the_file_an_accepted_year_came_from(
    cast: Any, pci: HandedIn
) -> None:
    entry = accepted(cast.actor("standing_body"), pci)
    answer = cast.client("commune").get(reverse("watch:file", args=[entry.pk]))
    assert b"".join(answer.streaming_content) == pci.upload().read()
    assert cast.client("stranger").get(reverse("watch:file", args=[entry.pk])).status_code == 403


def test_a_kept_file_that_is_gone_keeps_a_year_from_being_accepted(
    cast: Any, pci: HandedIn, settings: Any
) -> None:
    by = cast.actor("standing_body")
    entry = propose(by, pci)
    settings.EVIDENCE_FOLDER = settings.EVIDENCE_FOLDER / "elsewhere"
    with pytest.raises(actions.YearRefusedError):
        accept(by, entry)
    answer = cast.client("standing_body").get(reverse("watch:entry", args=[entry.pk]))
    assert "còn lỗi" in answer.content.decode()
