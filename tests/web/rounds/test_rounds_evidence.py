"""Evidence of a card: added, described, used again, withdrawn; who may see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from little_province import CONSTRUCTION, PROVINCE, Cast, agency
from sample_round import NOW, begin_round, card_of, item_of, open_for

from caicach.web.attachments.models import Attachment
from caicach.web.audit.models import Event
from caicach.web.plans.models import Document
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.actions.evidence import Piece, add_evidence, use_for, withdraw_evidence
from caicach.web.rounds.models import Card, Evidence, Filling, Remark, Round
from caicach.web.rounds.queries.pieces import may_see_evidence, visible_evidence
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, WrongMomentError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Any:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with override_settings(EVIDENCE_FOLDER=tmp_path / "evidence"):
        yield


@pytest.fixture
def card(opened_round: Round) -> Card:
    return card_of(opened_round, CONSTRUCTION)


def a_text(name: str = "ke-hoach.txt", content: str = "Kế hoạch") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())


def add(cast: Cast, card: Card, code: str = "1.1", **given: Any) -> list[Evidence]:
    piece = Piece(**given) if given else Piece(uploads=[a_text()])
    item = item_of(card.round, code)
    by = cast.actor("focal_officer")
    return add_evidence(by, card=card, items=[item], piece=piece, now=NOW)


def address(name: str, *args: Any) -> str:
    return reverse(f"rounds:{name}", args=args)


def test_several_files_and_a_link_are_added_at_once(cast: Cast, card: Card) -> None:
    where = address("evidence-add", card.pk, "1.1")
    sent = {
        "uploads": [a_text(), a_text("bien-ban.txt", "Biên bản")],
        "link": "https://namha.example/van-ban/1",
        "page": "3–5",
        "is_partial": "on",
        "items": [str(item_of(card.round, "1.2").pk)],
    }
    assert cast.client("focal_officer").post(where, sent).status_code == 302
    assert Evidence.objects.count() == 6
    assert set(Evidence.objects.values_list("page", "is_partial")) == {("3–5", True)}
    assert Attachment.objects.count() == 3


def test_nothing_chosen_is_told(cast: Cast, card: Card) -> None:
    answer = cast.client("focal_officer").post(address("evidence-add", card.pk, "1.1"), {})
    assert answer.status_code == 422
    assert "Chưa chọn tài liệu nào." in answer.content.decode()


def test_a_program_under_another_name_is_refused_and_nothing_kept(cast: Cast, card: Card) -> None:
    bad = SimpleUploadedFile("bao-cao.pdf", b"MZ\x90\x00" + bytes(200))
    where = address("evidence-add", card.pk, "1.1")
    answer = cast.client("focal_officer").post(where, {"uploads": [a_text(), bad]})
    assert answer.status_code == 422
    assert "bao-cao.pdf" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_piece_that_shows_a_part_only_leaves_the_item_lacking_until_explained(
    cast: Cast, card: Card
) -> None:
    by, item = cast.actor("focal_officer"), item_of(card.round, "1.1")
    enter(by, card=card, item=item, typed={"choice": "Đạt"}, now=NOW)
    add(cast, card, uploads=[a_text()], is_partial=True)
    where = address("card", card.pk)
    client = cast.client("focal_officer")
    assert "Thiếu kiểm chứng" in client.get(where).content.decode()
    note = address("card-note", card.pk, "1.1")
    client.post(note, {"text": "Phần còn lại do tỉnh ban hành"})
    assert Remark.objects.get().side == "agency"
    assert "Thiếu kiểm chứng" not in client.get(where).content.decode()


def test_a_registered_document_and_a_stored_question_are_evidence(cast: Cast, card: Card) -> None:
    Filling.objects.create(
        card=card,
        item=item_of(card.round, "2.1"),
        given={"numerator": "97", "denominator": "100"},
        source_kind="indicator",
        source_name="on_time_share",
        period="2026",
        facts_version=405,
    )
    document = Document.objects.create(
        agency=agency(PROVINCE),
        notation="1/KH-UBND",
        kind="plan",
        title="Kế hoạch năm",
        issuer="UBND tỉnh",
        level="province",
        first_year=2026,
        last_year=2026,
        folded="ke hoach",
    )
    where = address("evidence-add", card.pk, "2.1")
    sent = {"document": document.pk, "query": "on_time_share:numerator"}
    assert cast.client("focal_officer").post(f"{where}?q=ke hoach", sent).status_code == 302
    asked = Evidence.objects.get(kind="query")
    assert asked.query == {
        "indicator": "on_time_share",
        "period": "2026",
        "part": "numerator",
        "facts_version": 405,
    }
    rows = cast.client("focal_officer").get(address("evidence-rows", asked.pk))
    assert "phiên bản số liệu 405" in rows.content.decode()
    counted = cast.client("focal_officer").get(address("card-counted", card.pk, "2.1"))
    assert counted.status_code == 200


def test_one_file_serves_several_items_once(cast: Cast, card: Card) -> None:
    [piece] = add(cast, card)
    items = [item_of(card.round, "1.2"), item_of(card.round, "1.1")]
    by = cast.actor("focal_officer")
    assert use_for(by, evidence=piece, items=items, now=NOW) == 1
    assert Attachment.objects.count() == 1
    withdraw_evidence(by, evidence=piece, reason="Nhầm văn bản", now=NOW)
    assert Attachment.objects.get().state == "kept"


@pytest.mark.parametrize(
    ("block", "code", "told"),
    [
        ("departments", "2.2", "evidence-not-taken"),
        ("communes", "1.2", "card-item-of-another-block"),
    ],
)
def test_evidence_is_not_put_on_items_the_agency_has_no_part_in(
    block: str, code: str, told: str, cast: Cast, card: Card
) -> None:
    piece = add(cast, card)[0]
    card.round.items.filter(code="1.2").update(blocks=[block])
    item = item_of(card.round, code)
    with pytest.raises(RoundRefusedError) as refused:
        use_for(cast.actor("focal_officer"), evidence=piece, items=[item], now=NOW)
    assert [each.code for each in refused.value.issues] == [told]
    with pytest.raises(RoundRefusedError):
        add(cast, card, code)
    client = cast.client("focal_officer")
    client.post(address("evidence-use", piece.pk), {"items": [str(item.pk)]})
    where = address("evidence-add", card.pk, "1.1")
    for page in (client.get(where), client.get(address("evidence", piece.pk))):
        assert f'value="{item.pk}"' not in page.content.decode()
        assert f'value="{item_of(card.round, "1.3").pk}"' in page.content.decode()
    assert set(Evidence.objects.values_list("item__code", flat=True)) == {"1.1"}


@pytest.mark.parametrize("key", ["9" * 30, "²", "x", ""])
def test_a_key_of_no_item_is_passed_over(key: str, cast: Cast, card: Card) -> None:
    piece = add(cast, card)[0]
    client = cast.client("focal_officer")
    answer = client.post(address("evidence-use", piece.pk), {"items": [key]})
    assert answer.status_code == 302
    sent = {"link": "https://namha.example/1", "items": [key], "document": key}
    answer = client.post(address("evidence-add", card.pk, "1.1"), sent)
    assert answer.status_code in (302, 422)
    assert set(Evidence.objects.values_list("item__code", flat=True)) == {"1.1"}


def test_withdrawing_keeps_it_with_who_and_why(cast: Cast, card: Card) -> None:
    [piece] = add(cast, card)
    by = cast.actor("focal_officer")
    with pytest.raises(NoReasonError):
        withdraw_evidence(by, evidence=piece, reason=" ", now=NOW)
    withdraw_evidence(by, evidence=piece, reason="Nhầm văn bản", now=NOW)
    assert (piece.state, piece.reason, piece.ended_by) == (
        "withdrawn",
        "Nhầm văn bản",
        cast["focal_officer"],
    )
    assert Attachment.objects.get().state == "withdrawn"
    page = cast.client("leader").get(address("card-item", card.pk, "1.1")).content.decode()
    assert "Nhầm văn bản" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        Evidence.objects.all().delete()
    assert Event.objects.filter(verb="rounds.evidence_withdrawn").count() == 1


def test_replacing_needs_a_reason_and_leaves_the_earlier_behind(cast: Cast, card: Card) -> None:
    [piece] = add(cast, card)
    where = address("evidence-replace", piece.pk)
    client = cast.client("focal_officer")
    assert client.post(where, {"uploads": [a_text("moi.txt", "Mới")]}).status_code == 422
    sent = {"uploads": [a_text("moi.txt", "Mới")], "reason": "Bản có chữ ký"}
    assert client.post(where, sent).status_code == 302
    piece.refresh_from_db()
    assert piece.state == "replaced"
    assert str(piece.replaced_by) == "moi.txt"


def test_evidence_of_the_round_before_is_used_again_with_one_click(cast: Cast, card: Card) -> None:
    add(cast, card)
    add(cast, card, code="1.2")
    gone = add(cast, card, code="1.3")[0]
    by = cast.actor("focal_officer")
    withdraw_evidence(by, evidence=gone, reason="Nhầm văn bản", now=NOW)
    later = begin_round(cast, name="Đợt năm 2027", previous=card.round)
    own = card_of(open_for(cast, later), CONSTRUCTION)
    client = cast.client("focal_officer")
    page = client.get(address("evidence-reuse", own.pk)).content.decode()
    assert "Có 2 tài liệu" in page
    client.post(address("evidence-reuse", own.pk), {"item": "1.1"})
    assert [each.item.code for each in own.evidence.all()] == ["1.1"]
    client.post(address("evidence-reuse", own.pk))
    client.post(address("evidence-reuse", own.pk))
    assert sorted(each.item.code for each in own.evidence.all()) == ["1.1", "1.2"]
    assert own.evidence.first().reused_from.card == card
    assert "Đợt trước" in client.get(address("card-item", own.pk, "1.1")).content.decode()


@pytest.mark.parametrize(
    ("who", "code", "sees"),
    [
        ("focal_officer", "1.1", True),
        ("agency_head", "1.1", True),
        ("appraiser", "1.1", True),  # led by the department of home affairs
        ("appraiser", "2.1", True),  # led by construction itself, the stand-in: the round's lead
        ("standing_body", "2.1", True),
        ("commune", "1.1", False),
        ("administrator", "1.1", False),
        ("stranger", "1.1", False),
    ],
)
def test_evidence_is_seen_by_readers_of_the_card_and_appraisers_of_the_item(
    who: str, code: str, sees: bool, cast: Cast, card: Card
) -> None:
    [piece] = add(cast, card, code=code)
    assert may_see_evidence(cast[who], piece) is sees
    assert visible_evidence(cast[who]).filter(pk=piece.pk).exists() is sees
    status = cast.client(who).get(address("evidence", piece.pk)).status_code
    assert (status == 200) is sees
    answer = cast.client(who).get(address("evidence-file", piece.pk))
    assert answer.streaming is sees
    if sees:
        assert b"".join(answer.streaming_content).decode() == "Kế hoạch"


def test_a_locked_card_takes_no_evidence_until_the_explanation(cast: Cast, card: Card) -> None:
    [piece] = add(cast, card)
    Card.objects.update(self_open=False)
    Round.objects.update(phase="appraisal_1")
    card.round.phases.filter(kind="self_scoring").update(state="closed")
    locked = card_of(card.round, CONSTRUCTION)
    with pytest.raises(WrongMomentError):
        add(cast, locked)
    with pytest.raises(WrongMomentError):
        withdraw_evidence(cast.actor("focal_officer"), evidence=piece, reason="x", now=NOW)
    card.round.phases.filter(kind="explanation").update(state="open")
    Round.objects.update(phase="explanation")
    assert add(cast, card_of(card.round, CONSTRUCTION))[0].phase == "explanation"


def test_the_hour_ends_adding_evidence_although_the_clock_locks_minutes_later(
    cast: Cast, card: Card
) -> None:
    end = card.round.phases.get(kind="self_scoring").closes_at
    by, items = cast.actor("focal_officer"), [item_of(card.round, "1.2")]
    piece = Piece(link="https://namha.example/ke-hoach")
    before = end - timedelta(seconds=1)
    (made,) = add_evidence(by, card=card, items=items, piece=piece, now=before)
    other = Piece(link="https://namha.example/bao-cao")
    with pytest.raises(WrongMomentError):
        add_evidence(by, card=card, items=items, piece=other, now=end)
    with pytest.raises(WrongMomentError):
        withdraw_evidence(by, evidence=made, reason="Nhầm tệp", now=end)


def test_pages_of_evidence_ask_few_questions(
    cast: Cast, card: Card, django_assert_max_num_queries: Any
) -> None:
    for _each in range(3):
        [piece] = add(cast, card)
    client = cast.client("focal_officer")
    for where in (
        address("evidence", piece.pk),
        address("evidence-add", card.pk, "1.1"),
        address("card", card.pk),
        address("evidence-reuse", card.pk),
        address("card-item", card.pk, "1.1"),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(where).status_code == 200
