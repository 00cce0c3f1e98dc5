"""A card sent, approved, given back, appraised and answered; and as a workbook."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from little_province import CONSTRUCTION, Cast
from sample_round import NOW, advance, card_of, item_of

from caicach.core.rules import Given
from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.boards.work.rounds import card_items
from caicach.web.rounds.actions.cards import approve_card, digest_of, return_card, submit_card
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.actions.remarks import add_note, agree, explain, send_explanation
from caicach.web.rounds.actions.workbooks import Row, apply_workbook
from caicach.web.rounds.locks import apply_locks
from caicach.web.rounds.models import (
    Card,
    Entry,
    Extension,
    Filling,
    LateNote,
    Phase,
    Remark,
    Round,
)
from caicach.web.rounds.refusals import RoundRefusedError, StageLockedError, WrongMomentError
from caicach.web.rounds.writing import Handed, Turn, write_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def card(opened_round: Round) -> Card:
    return card_of(opened_round, CONSTRUCTION)


def again(card: Card) -> Card:
    return card_of(Round.objects.get(pk=card.round_id), CONSTRUCTION)


def type_in(cast: Cast, card: Card, code: str, **typed: str) -> None:
    by, item = cast.actor("focal_officer"), item_of(card.round, code)
    enter(by, card=card, item=item, typed=typed, now=NOW)


def codes(refused: Any) -> list[tuple[str, str]]:
    return [(each.code, each.where) for each in refused.value.issues]


def submit(cast: Cast, card: Card, confirmed: bool = True) -> None:
    submit_card(cast.actor("focal_officer"), card=card, confirmed=confirmed, now=NOW)


def test_all_that_a_card_lacks_is_told_at_once_and_may_be_confirmed(cast: Cast, card: Card) -> None:
    type_in(cast, card, "1.1", choice="Đạt")
    type_in(cast, card, "1.2", value="0")
    with pytest.raises(RoundRefusedError) as refused:
        submit(cast, card, confirmed=False)
    assert codes(refused) == [
        ("card-evidence-missing", "1.1"),
        ("card-item-missing", "1.3"),
        ("card-item-missing", "2.1"),
    ]
    assert again(card).state == "drafting"
    submit(cast, card)
    sent = again(card)
    assert (sent.state, sent.self_open, sent.submitted_by) == (
        "submitted",
        False,
        cast["focal_officer"],
    )
    event = Event.objects.get(verb="rounds.card_submitted")
    assert event.after["sha256"] == digest_of(card)
    assert event.after["lacks"] == 3


def test_the_page_before_sending_links_each_line_to_its_item(cast: Cast, card: Card) -> None:
    where = reverse("rounds:card-submit", args=[card.pk])
    client = cast.client("focal_officer")
    page = client.get(where).content.decode()
    assert reverse("rounds:card-item", args=[card.pk, "1.3"]) in page
    assert client.post(where, {}).status_code == 422
    assert client.post(where, {"confirmed": "1"}).status_code == 302
    assert again(card).state == "submitted"


def test_the_digest_changes_with_any_figure(cast: Cast, card: Card) -> None:
    empty = digest_of(card)
    type_in(cast, card, "1.2", value="50")
    once = digest_of(card)
    type_in(cast, card, "1.2", value="51")
    assert len({empty, once, digest_of(card)}) == 3


def test_a_sent_card_is_locked_until_its_head_gives_it_back(cast: Cast, card: Card) -> None:
    submit(cast, card)
    with pytest.raises(WrongMomentError):
        submit(cast, again(card))
    head = cast.actor("agency_head")
    return_card(head, card=again(card), reason="Thiếu mục 1.2", now=NOW)
    back = again(card)
    assert (back.state, back.self_open, back.reason) == ("drafting", True, "Thiếu mục 1.2")
    page = cast.client("focal_officer").get(reverse("rounds:card", args=[card.pk]))
    assert "Người đứng đầu trả lại" in page.content.decode()
    submit(cast, back)
    assert again(card).reason == ""


def test_only_the_head_approves_and_the_card_stays_locked(cast: Cast, card: Card) -> None:
    with pytest.raises(WrongMomentError):
        approve_card(cast.actor("agency_head"), card=card, now=NOW)
    submit(cast, card)
    with pytest.raises(NotAllowedError):
        approve_card(cast.actor("focal_officer"), card=again(card), now=NOW)
    where = reverse("rounds:card-approve", args=[card.pk])
    cast.client("agency_head").post(where)
    done = again(card)
    assert (done.state, done.approved_by) == ("approved", cast["agency_head"])
    apply_locks(done.round, NOW)
    assert not again(card).self_open


def test_a_head_approves_no_later_than_the_phase_for_it(cast: Cast, card: Card) -> None:
    submit(cast, card)
    made = advance(cast, card.round, "appraisal_1")
    where = reverse("rounds:card-approve", args=[card.pk])
    with pytest.raises(WrongMomentError):
        approve_card(cast.actor("agency_head"), card=again(card), now=NOW)
    assert where not in page_of(cast, card)
    assert again(card).state == "submitted"
    until = made.phases.get(kind="head_approval").closes_at
    more = {"until": until, "reason": "Đi công tác", "at": NOW}
    phase = made.phases.get(kind="head_approval")
    Extension.objects.create(phase=phase, agency=card.agency, **more)
    assert where in page_of(cast, card)
    approve_card(cast.actor("agency_head"), card=again(card), now=NOW)
    assert again(card).state == "approved"


def page_of(cast: Cast, card: Card) -> str:
    page = cast.client("agency_head").get(reverse("rounds:card", args=[card.pk]))
    return page.content.decode()


def test_a_workbook_after_the_lock_is_kept_as_notes(cast: Cast, card: Card) -> None:
    stale = again(card)
    Card.objects.filter(pk=card.pk).update(self_open=False)
    items = [item_of(card.round, code) for code in ("1.2", "1.3")]
    rows = [Row(item, {"value": "50"}, 0) for item in items]
    for at in (stale, again(card)):
        with pytest.raises(StageLockedError) as refused:
            apply_workbook(cast.actor("focal_officer"), card=at, rows=rows, file="a.xlsx", now=NOW)
        assert refused.value.kept
    kept = LateNote.objects.order_by("pk").values_list("item__code", flat=True)
    assert list(kept) == ["1.2", "1.3", "1.2", "1.3"]
    assert not Entry.objects.exists()


def test_what_the_head_gives_back_while_approving_may_be_mended(cast: Cast, card: Card) -> None:
    submit(cast, card)
    phases = card.round.phases
    phases.filter(kind="self_scoring").update(state=Phase.State.CLOSED)
    phases.filter(kind="head_approval").update(state=Phase.State.OPEN)
    return_card(cast.actor("agency_head"), card=again(card), reason="Sửa mục 1.1", now=NOW)
    assert again(card).self_open
    others = card.round.cards.exclude(pk=card.pk)
    assert not others.filter(self_open=True).exists()
    phases.filter(kind="head_approval").update(state=Phase.State.CLOSED)
    apply_locks(card.round, NOW)
    assert not again(card).self_open


@pytest.fixture
def appraised(cast: Cast, card: Card) -> Card:
    """One item changed and one asked about by its appraiser, in the phase of explanation."""
    type_in(cast, card, "1.2", value="80")
    type_in(cast, card, "1.3", value="90")
    Card.objects.filter(pk=card.pk).update(self_open=False, appraised_1_open=True)
    card = again(card)
    for code, verdict, points in (("1.2", "changed", "1"), ("1.3", "asked", "1.8")):
        item = item_of(card.round, code)
        turn = Turn(cast.actor("appraiser"), "appraised_1", item.lead, NOW)
        handed = Handed(Given(points=points_of(points)), reason="Thiếu biên bản", verdict=verdict)
        write_entry(turn, card, item, handed)
    Card.objects.update(appraised_1_open=False)
    card.round.phases.filter(kind="self_scoring").update(state=Phase.State.CLOSED)
    card.round.phases.filter(kind="explanation").update(state=Phase.State.OPEN)
    Round.objects.update(phase="explanation")
    return again(card)


def points_of(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)


def test_the_agency_accepts_or_explains_each_item_and_sends(cast: Cast, appraised: Card) -> None:
    client = cast.client("focal_officer")
    where = reverse("rounds:card-explain", args=[appraised.pk])
    page = client.get(where).content.decode()
    assert "2 mục cần giải trình trước" in page
    assert "Chấp nhận 1,00" in page
    by = cast.actor("focal_officer")
    with pytest.raises(RoundRefusedError):
        send_explanation(by, card=appraised, confirmed=False, now=NOW)
    agree(by, card=appraised, item=item_of(appraised.round, "1.2"), now=NOW)
    answer = reverse("rounds:card-answer", args=[appraised.pk, "1.3"])
    client.post(answer, {"answer": "explain", "text": "Đã có biên bản số 5"})
    assert list(Remark.objects.values_list("kind", flat=True)) == ["agreement", "explanation"]
    page = client.get(where).content.decode()
    assert "Cơ quan chấp nhận" in page
    assert "Đã giải trình" in page
    assert send_explanation(by, card=appraised, confirmed=False, now=NOW) == 0
    assert Event.objects.filter(verb="rounds.explanation_sent").exists()


def test_the_work_of_the_day_counts_what_is_left_to_answer(cast: Cast, appraised: Card) -> None:
    def told() -> list[str]:
        items = card_items([appraised.agency.code], [], timezone.localdate(NOW))
        return [each.why for each in items if each.title.startswith("Giải trình")]

    by, scored = cast.actor("focal_officer"), appraised.round
    assert told() == ["2 mục bị chấm khác hoặc được yêu cầu giải trình."]
    explain(by, card=appraised, item=item_of(scored, "1.3"), text="Đã có biên bản", now=NOW)
    assert told() == ["1 mục bị chấm khác hoặc được yêu cầu giải trình."]
    agree(by, card=appraised, item=item_of(scored, "1.2"), now=NOW)
    assert told() == []


def test_nobody_explains_out_of_time_or_for_others(cast: Cast, appraised: Card) -> None:
    item = item_of(appraised.round, "1.2")
    with pytest.raises(NotAllowedError):
        explain(cast.actor("commune"), card=appraised, item=item, text="x", now=NOW)
    Phase.objects.filter(kind="explanation").update(state=Phase.State.CLOSED)
    with pytest.raises(WrongMomentError):
        explain(cast.actor("focal_officer"), card=appraised, item=item, text="x", now=NOW)


def test_the_hour_ends_explaining_although_the_clock_closes_minutes_later(
    cast: Cast, appraised: Card
) -> None:
    by, item = cast.actor("focal_officer"), item_of(appraised.round, "1.2")
    end = appraised.round.phases.get(kind="explanation").closes_at
    before = end - timedelta(seconds=1)
    assert explain(by, card=appraised, item=item, text="Đã gửi đủ", now=before).pk
    with pytest.raises(WrongMomentError):
        explain(by, card=appraised, item=item, text="Gửi thêm", now=end)
    with pytest.raises(WrongMomentError):
        agree(by, card=appraised, item=item, now=end)
    with pytest.raises(WrongMomentError):
        add_note(by, card=appraised, item=item, text="Gửi thêm", now=end)
    with pytest.raises(WrongMomentError):
        send_explanation(by, card=appraised, confirmed=True, now=end)


def test_appraised_points_stand_beside_the_agencys_own(cast: Cast, appraised: Card) -> None:
    page = cast.client("focal_officer").get(reverse("rounds:card", args=[appraised.pk]))
    text = page.content.decode()
    assert "<strong>3,20</strong>" in text
    assert "Thẩm định 1" in text
    assert "Thiếu biên bản" in text


def workbook(cast: Cast, card: Card) -> Any:
    answer = cast.client("focal_officer").get(reverse("rounds:card-workbook", args=[card.pk]))
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def sent_back(book: Any) -> SimpleUploadedFile:
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("bang.xlsx", content.getvalue())


def rows_of(sheet: Any) -> dict[str, int]:
    return {
        sheet.cell(row, 1).value: row
        for row in range(5, sheet.max_row + 1)
        if sheet.cell(row, 1).value
    }


def preview(cast: Cast, card: Card, book: Any) -> Any:
    where = reverse("rounds:card-import", args=[card.pk])
    return cast.client("focal_officer").post(where, {"file": sent_back(book)})


def apply(cast: Cast, card: Card, answer: Any) -> Any:
    rows = answer.context["rows"]
    where = reverse("rounds:card-import-apply", args=[card.pk])
    return cast.client("focal_officer").post(where, {"rows": rows, "file": "bang.xlsx"})


def test_a_workbook_bears_what_is_known_and_typed(cast: Cast, card: Card) -> None:
    type_in(cast, card, "1.2", numerator="45", denominator="60", reason="theo báo cáo")
    Filling.objects.create(
        card=card,
        item=item_of(card.round, "2.1"),
        given={"numerator": "97", "denominator": "100"},
        source_kind="indicator",
        source_name="on_time_share",
        period="2026",
    )
    sheet = workbook(cast, card).active
    rows = rows_of(sheet)
    assert sheet.column_dimensions["A"].hidden
    assert sheet.cell(rows["1.2|numerator"], 5).value == 45
    assert sheet.cell(rows["1.2|numerator"], 6).value == "theo báo cáo"
    assert sheet.cell(rows["2.1|numerator"], 5).value == 97
    assert "97 / 100" in sheet.cell(rows["2.1|numerator"], 7).value


def test_a_workbook_whose_rows_were_reordered_is_read_by_its_codes(cast: Cast, card: Card) -> None:
    book = workbook(cast, card)
    sheet = book.active
    rows = rows_of(sheet)
    sheet.cell(rows["1.1|choice"], 5).value = "Một phần"
    sheet.cell(rows["1.2|numerator"], 5).value = 45.5
    sheet.cell(rows["1.2|denominator"], 5).value = 91
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    sheet.delete_rows(5, len(lines))
    for line in reversed(lines):
        sheet.append(line)
    answer = preview(cast, card, book)
    assert answer.status_code == 200
    assert not Entry.objects.exists()
    assert "Tệp sẽ đổi 2 mục" in answer.content.decode()
    assert apply(cast, card, answer).status_code == 302
    points = dict(Entry.objects.values_list("item__code", "points"))
    assert {code: float(each) for code, each in points.items()} == {"1.1": 1, "1.2": 2}
    assert Event.objects.filter(verb="rounds.workbook_applied").count() == 1
    assert "Tệp không đổi gì" in preview(cast, again(card), book).content.decode()


def test_faults_of_a_workbook_are_told_at_their_cells_and_nothing_is_written(
    cast: Cast, card: Card
) -> None:
    book = workbook(cast, card)
    sheet = book.active
    rows = rows_of(sheet)
    sheet.cell(rows["1.1|choice"], 5).value = "Tuyệt vời"
    sheet.cell(rows["1.2|numerator"], 5).value = "bốn"
    sheet.cell(rows["1.3|numerator"], 5).value = "KAD"
    sheet.cell(rows["2.3|points"], 5).value = 2
    answer = preview(cast, card, book)
    assert answer.status_code == 422
    page = answer.content.decode()
    for row in ("1.1|choice", "1.2|numerator", "1.3|numerator", "2.3|points"):
        assert f"E{rows[row]}" in page
    assert answer.context["rows"] == ""
    assert not Entry.objects.exists()


def test_what_changed_since_the_preview_stops_the_whole_workbook(cast: Cast, card: Card) -> None:
    book = workbook(cast, card)
    sheet = book.active
    rows = rows_of(sheet)
    sheet.cell(rows["1.1|choice"], 5).value = "Đạt"
    sheet.cell(rows["1.2|numerator"], 5).value = 1
    sheet.cell(rows["1.2|denominator"], 5).value = 2
    answer = preview(cast, card, book)
    type_in(cast, card, "1.2", value="80")
    apply(cast, card, answer)
    assert list(Entry.objects.values_list("item__code", flat=True)) == ["1.2"]


def test_a_file_that_is_no_card_is_refused(cast: Cast, card: Card) -> None:
    book = openpyxl.Workbook()
    assert "không có trang bảng chấm điểm" in preview(cast, card, book).content.decode()
    where = reverse("rounds:card-import-apply", args=[card.pk])
    forged = cast.client("focal_officer").post(where, {"rows": "x:y"})
    assert forged.status_code == 302
    assert not Entry.objects.exists()


def test_pages_of_sending_ask_few_questions(
    cast: Cast, card: Card, django_assert_max_num_queries: Any
) -> None:
    type_in(cast, card, "1.2", value="50")
    client = cast.client("focal_officer")
    for name in ("card-submit", "card-explain", "card-workbook", "card-import"):
        with django_assert_max_num_queries(12):
            where = reverse(f"rounds:{name}", args=[card.pk])
            assert client.get(where).status_code == 200
