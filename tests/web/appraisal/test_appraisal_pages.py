"""Pages of an appraisal: queue, one item side by side, one card, verdicts line by line."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast, add_person
from sample_appraisal import HOUSE, go_to, judge, matter_of
from sample_round import NOW, card_of, item_of

from caicach.web.accounts.roles import Role
from caicach.web.appraisal.models import Look, Reopening
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.models import Entry, Evidence, Filling, PhaseKind, Remark, Round

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *given: Any, **asked: str) -> Any:
    return client.get(reverse(f"appraisal:{name}", args=given), asked)


def text_of(answer: Any) -> str:
    assert answer.status_code in (200, 422), answer.status_code
    return " ".join(answer.content.decode().split())


def key(scored: Round, code: str, item: str) -> str:
    matter = matter_of(scored, code, item)
    return f"c{matter.card.pk}i{matter.item.pk}"


def send(client: Client, scored: Round, item: str, **more: Any) -> Any:
    return client.post(reverse("appraisal:item", args=[scored.pk, item]), more)


def test_the_first_sentence_says_how_much_is_left(appraised_round: Round, cast: Cast) -> None:
    # 1.1, 1.2, 1.3 of the department and the commune, 2.1 and 2.3 of the stand-in's own card
    found = text_of(page(cast.client("appraiser"), "round", appraised_round.pk))
    assert "Bạn còn 8 trong 8 mục cần thẩm định." in found
    judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "accept")
    found = text_of(page(cast.client("appraiser"), "round", appraised_round.pk))
    assert "Bạn còn 7 trong 8 mục cần thẩm định." in found
    assert "1 / 3" in found


def test_the_only_round_is_opened_at_once(appraised_round: Round, cast: Cast) -> None:
    answer = page(cast.client("appraiser"), "list")
    assert answer["Location"] == reverse("appraisal:round", args=[appraised_round.pk])


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("stranger", 403), ("commune", 403)])
@pytest.mark.parametrize("name", ["round", "queue", "nobody", "differences", "accept"])
def test_others_do_not_come_in(
    name: str, who: str | None, status: int, appraised_round: Round, cast: Cast
) -> None:
    # an officer sees differences of the own card alone
    expected = 404 if (name, who) == ("differences", "commune") else status
    assert page(cast.client(who), name, appraised_round.pk).status_code == expected


def test_an_appraiser_of_another_item_finds_nothing(appraised_round: Round, cast: Cast) -> None:
    add_person("far", (Role.APPRAISER, COMMUNE))
    cast.people["far"] = add_person("further", (Role.APPRAISER, COMMUNE))
    assert page(cast.client("far"), "round", appraised_round.pk).status_code == 404
    for item in ("1.2", "2.1"):
        assert page(cast.client("far"), "item", appraised_round.pk, item).status_code == 404
    # the house's appraiser sees items led elsewhere only where it stands in
    assert page(cast.client(HOUSE), "item", appraised_round.pk, "2.1").status_code == 200
    own, commune = (card_of(appraised_round, code) for code in (HOME_AFFAIRS, COMMUNE))
    assert page(cast.client(HOUSE), "matter", own.pk, "1.2").status_code == 200
    for name in ("matter", "history"):
        assert page(cast.client(HOUSE), name, commune.pk, "1.2").status_code == 404
    beside = text_of(page(cast.client(HOUSE), "item", appraised_round.pk, "1.2"))
    assert "Sở Nội vụ" in beside
    assert "Xã Bình An" not in beside


def test_readers_look_and_give_no_verdict(appraised_round: Round, cast: Cast) -> None:
    found = text_of(page(cast.client("leader"), "item", appraised_round.pk, "1.2"))
    assert "Sở Xây dựng" in found
    assert "-verdict" not in found
    assert send(cast.client("leader"), appraised_round, "1.2").status_code == 403


def test_what_differs_comes_first(appraised_round: Round, cast: Cast) -> None:
    known = {"numerator": "30", "denominator": "60"}
    house, commune = (card_of(appraised_round, code) for code in (CONSTRUCTION, COMMUNE))
    item = item_of(appraised_round, "1.2")
    for card in (house, commune):
        Filling.objects.create(
            card=card, item=item, given=known, source_kind="indicator", source_name="task_share"
        )
    appraised_round.cards.update(self_open=True)
    own = Entry.objects.filter(item=item)
    own.filter(card=house).update(source="override", reason="118 việc đúng")
    own.filter(card=commune).update(given=known)
    appraised_round.cards.update(self_open=False)
    found = text_of(page(cast.client("appraiser"), "item", appraised_round.pk, "1.2"))
    assert "1 cơ quan tự chấm khác số hệ thống." in found
    assert found.index("Khác số hệ thống</th>") < found.index("Thiếu số liệu</th>")
    assert "118 việc đúng" in found
    assert "Lấy số hệ thống: 2,00" in found
    only = text_of(
        page(cast.client("appraiser"), "item", appraised_round.pk, "1.2", show="disagree")
    )
    assert "Sở Xây dựng" in only
    assert "Xã Bình An" not in only


def test_several_lines_are_saved_and_faults_stand_at_their_line(
    appraised_round: Round, cast: Cast
) -> None:
    house, commune = (key(appraised_round, code, "1.2") for code in (CONSTRUCTION, COMMUNE))
    sent = {
        f"{house}-verdict": "accept",
        f"{house}-seen": "0",
        f"{commune}-verdict": "change",
        f"{commune}-points": "9",
        f"{commune}-reason": "Đếm lại",
    }
    answer = send(cast.client("appraiser"), appraised_round, "1.2", **sent)
    found = text_of(answer)
    assert answer.status_code == 422
    assert "1 dòng chưa lưu được" in found
    assert 'value="Đếm lại"' in found
    assert [each.card.agency.code for each in Entry.objects.filter(stage="appraised_1")] == [
        CONSTRUCTION
    ]


def test_one_button_saves_one_line(appraised_round: Round, cast: Cast) -> None:
    house, commune = (key(appraised_round, code, "1.2") for code in (CONSTRUCTION, COMMUNE))
    sent = {f"{house}-verdict": "accept", f"{commune}-verdict": "accept", "save": commune}
    assert send(cast.client("appraiser"), appraised_round, "1.2", **sent).status_code == 302
    assert Entry.objects.get(stage="appraised_1").card.agency.code == COMMUNE


def test_htmx_is_answered_with_the_line(appraised_round: Round, cast: Cast) -> None:
    house = key(appraised_round, CONSTRUCTION, "1.2")
    sent = {f"{house}-verdict": "points:1", f"{house}-reason": "", "save": house}
    where = reverse("appraisal:item", args=[appraised_round.pk, "1.2"])
    client = cast.client("appraiser")
    found = text_of(client.post(where, sent, headers={"HX-Request": "true"}))
    assert "<html" not in found
    assert "Chưa ghi lý do." in found
    sent[f"{house}-reason"] = "Đếm lại"
    found = text_of(client.post(where, sent, headers={"HX-Request": "true"}))
    assert "Đã lưu" in found
    assert Entry.objects.get(stage="appraised_1").points == 1


def test_nothing_chosen_saves_nothing(appraised_round: Round, cast: Cast) -> None:
    assert send(cast.client("appraiser"), appraised_round, "1.2").status_code == 302
    assert send(cast.client("appraiser"), appraised_round, "1.2", save="cxiy").status_code == 302
    assert not Entry.objects.exclude(stage="self").exists()


def test_the_own_agency_stands_without_controls(appraised_round: Round, cast: Cast) -> None:
    found = text_of(page(cast.client("appraiser"), "item", appraised_round.pk, "1.2"))
    assert f"{key(appraised_round, CONSTRUCTION, '1.2')}-verdict" in found
    assert f"{key(appraised_round, HOME_AFFAIRS, '1.2')}-verdict" not in found
    assert "Bạn có chức vụ tại cơ quan này" in found
    own = key(appraised_round, HOME_AFFAIRS, "1.2")
    answer = send(cast.client("appraiser"), appraised_round, "1.2", **{f"{own}-verdict": "ask"})
    assert answer.status_code == 422
    assert "Bạn không thẩm định được mục này" in text_of(answer)


def test_levels_are_chosen_among_their_amounts(appraised_round: Round, cast: Cast) -> None:
    found = text_of(page(cast.client("appraiser"), "item", appraised_round.pk, "1.1"))
    assert "Chấm 2,00 điểm" in found
    assert "Chấm 1,00 điểm" in found
    assert "Thiếu kiểm chứng" in found


def test_a_matter_shows_all_and_is_looked_at(appraised_round: Round, cast: Cast) -> None:
    card = card_of(appraised_round, CONSTRUCTION)
    found = text_of(page(cast.client("appraiser"), "matter", card.pk, "1.2"))
    assert "45 / 60 = 75 %" in found
    assert Look.objects.filter(card=card, person=cast["appraiser"]).count() == 1
    where = reverse("appraisal:matter", args=[card.pk, "1.2"])
    named = key(appraised_round, CONSTRUCTION, "1.2")
    answer = cast.client("appraiser").post(
        where, {f"{named}-verdict": "change", f"{named}-numerator": "30"}
    )
    assert answer.status_code == 422
    sent = {
        f"{named}-verdict": "change",
        f"{named}-numerator": "30",
        f"{named}-denominator": "60",
        f"{named}-reason": "Trùng 15 việc",
    }
    assert cast.client("appraiser").post(where, sent).status_code == 302
    assert Entry.objects.get(stage="appraised_1").points == 2


def test_what_changed_since_the_last_look_is_found(appraised_round: Round, cast: Cast) -> None:
    card, item = card_of(appraised_round, CONSTRUCTION), item_of(appraised_round, "1.2")
    Look.objects.create(person=cast["appraiser"], card=card, item=item, at=NOW)
    asked = {"show": "changed"}
    found = text_of(page(cast.client("appraiser"), "queue", appraised_round.pk, **asked))
    assert "Không có mục nào khớp" in found
    Remark.objects.create(
        card=card, item=item, phase="explanation", side="agency", kind="explanation",
        text="Đã nộp", at=NOW.replace(hour=9),
    )  # fmt: skip
    found = text_of(page(cast.client("appraiser"), "queue", appraised_round.pk, **asked))
    assert "1 dòng" in found


@pytest.mark.parametrize(
    ("show", "count"),
    [
        ("waiting", 8),
        ("disagree", 0),
        ("missing", 3),
        ("no_evidence", 2),
        ("overridden", 0),
        ("absent", 1),
        ("asked", 0),
        ("answered", 0),
        ("changed", 0),
        ("unseen", 8),
        ("", 8),
    ],
)
def test_the_queue_is_narrowed(show: str, count: int, appraised_round: Round, cast: Cast) -> None:
    found = text_of(page(cast.client("appraiser"), "queue", appraised_round.pk, show=show))
    assert (f"{count} dòng" in found) if count else ("Không có mục nào khớp" in found)


def test_the_queue_is_narrowed_by_area_block_and_agency(appraised_round: Round, cast: Cast) -> None:
    client, pk = cast.client("appraiser"), appraised_round.pk
    assert "2 dòng" in text_of(page(client, "queue", pk, area="2"))
    assert "3 dòng" in text_of(page(client, "queue", pk, block="communes"))
    assert "3 dòng" in text_of(page(client, "queue", pk, q="binh an"))


def test_the_queue_leaves_as_a_file(appraised_round: Round, cast: Cast) -> None:
    answer = page(cast.client("appraiser"), "queue", appraised_round.pk, export="csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 9
    assert "45 / 60 = 75" in answer.content.decode("utf-8-sig")
    for name, given in (("item", "1.2"), ("differences", None)):
        more = [appraised_round.pk, *([given] if given else [])]
        answer = page(cast.client("standing_body"), name, *more, export="xlsx")
        assert answer.content.startswith(b"PK")


def test_a_settled_item_is_opened_again_on_its_page(appraised_round: Round, cast: Cast) -> None:
    judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "accept")
    scored = go_to(appraised_round, PhaseKind.APPRAISAL_2)
    card, client = card_of(scored, CONSTRUCTION), cast.client("appraiser")
    found = text_of(page(client, "matter", card.pk, "1.2"))
    assert "Mở lại để thẩm định lần 2" in found
    client.post(reverse("appraisal:reopen", args=[card.pk, "1.2"]), {"reason": "Có tố giác"})
    assert Reopening.objects.count() == 1
    assert "Mục này chờ bạn thẩm định." in text_of(page(client, "matter", card.pk, "1.2"))


def test_answers_and_new_evidence_are_shown_for_the_second_appraisal(
    appraised_round: Round, cast: Cast
) -> None:
    judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "ask", reason="Danh sách đâu?")
    scored = go_to(appraised_round, PhaseKind.APPRAISAL_2)
    matter, later = matter_of(scored, CONSTRUCTION, "1.2"), NOW.replace(hour=10)
    about = {"card": matter.card, "item": matter.item, "phase": "explanation", "at": later}
    Remark.objects.create(**about, side="agency", kind="explanation", text="Gửi kèm danh sách")
    Evidence.objects.create(**about, kind="query", query={"indicator": "task_share"})
    client = cast.client("appraiser")
    found = text_of(page(client, "item", scored.pk, "1.2"))
    assert "Gửi kèm danh sách" in found
    assert '<span class="mark risk">mới</span>' in found
    assert "Đã giải trình" in found
    assert "1 dòng" in text_of(page(client, "queue", scored.pk, show="answered"))


def test_last_year_is_shown_with_its_reason(appraised_round: Round, cast: Cast) -> None:
    judge(cast, matter_of(appraised_round, COMMUNE, "1.2"), "change", points="1", reason="Năm cũ")
    before = Round.objects.get(pk=appraised_round.pk)
    newer = Round.objects.create(
        agency=before.agency, name="Đợt sau", year=2027, period="2027", edition=before.edition,
        lead=before.lead, stand_in=before.stand_in, previous=before, state="running",
    )  # fmt: skip
    from caicach.web.rounds.opening import make_cards, make_items

    for chosen in before.chosen.all():
        newer.chosen.create(agency=chosen.agency, block=chosen.block)
    make_items(newer)
    make_cards(newer)
    card = newer.cards.get(agency__code=COMMUNE)
    found = text_of(page(cast.client("appraiser"), "matter", card.pk, "1.2"))
    assert "Năm cũ" in found


def test_items_nobody_may_appraise_are_told(appraised_round: Round, cast: Cast) -> None:
    found = text_of(page(cast.client("standing_body"), "round", appraised_round.pk))
    assert "không có ai thẩm định" not in found
    cast[HOUSE].posts.update(valid_to=NOW.date().replace(day=1))
    found = text_of(page(cast.client("standing_body"), "nobody", appraised_round.pk))
    assert "Cơ quan chủ trì hôm nay không có thẩm định viên." in found
    assert "Riêng bảng chấm điểm của cơ quan chủ trì" in found
    assert page(cast.client("appraiser"), "nobody", appraised_round.pk).status_code == 404


@pytest.mark.parametrize(
    "name", ["list", "round", "queue", "item", "card", "matter", "history", "accept"]
)
def test_twelve_queries_are_enough(
    name: str, appraised_round: Round, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    card = card_of(appraised_round, CONSTRUCTION)
    given = {
        "list": [],
        "item": [appraised_round.pk, "1.2"],
        "card": [card.pk],
        "matter": [card.pk, "1.2"],
        "history": [card.pk, "1.2"],
    }.get(name, [appraised_round.pk])
    client = cast.client("appraiser")
    page(client, name, *given)
    with django_assert_max_num_queries(12):
        page(client, name, *given)


@pytest.mark.parametrize("way", ["agency", "area", "item"])
def test_differences_take_twelve_queries(
    way: str, appraised_round: Round, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "change", points="1", reason="x")
    client = cast.client("leader")
    page(client, "differences", appraised_round.pk, by=way)
    with django_assert_max_num_queries(12):
        found = text_of(page(client, "differences", appraised_round.pk, by=way))
    assert "1 trong 3 cơ quan tự chấm cao hơn" in found


def test_inflation_is_told_by_item(appraised_round: Round, cast: Cast) -> None:
    judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "change", points="1", reason="x")
    judge(cast, matter_of(appraised_round, COMMUNE, "1.2"), "accept")
    answer = page(cast.client("leader"), "differences", appraised_round.pk, by="item", export="csv")
    line = next(each for each in answer.content.decode().splitlines() if "Nhiệm vụ" in each)
    assert line.split(",")[2:5] == ["2", "1", "50"]
    assert Decimal(line.split(",")[5]) == 2


def test_an_agency_sees_appraisals_of_its_card_once_they_are_closed(
    appraised_round: Round, cast: Cast
) -> None:
    judge(
        cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "change", points="1", reason="Trùng"
    )
    card, client = card_of(appraised_round, CONSTRUCTION), cast.client("focal_officer")
    assert "Trùng" not in text_of(page(client, "card-differences", card.pk))
    go_to(appraised_round, PhaseKind.EXPLANATION)
    found = text_of(page(client, "card-differences", card.pk))
    assert "Trùng" in found
    assert "1 mục đổi điểm" in found
    assert "Chốt" not in found
    other = card_of(appraised_round, COMMUNE)
    assert page(client, "card-differences", other.pk).status_code == 404
    assert page(cast.client("leader"), "card-differences", other.pk).status_code == 200


def test_final_scores_stay_with_the_council_until_they_are_published(
    appraised_round: Round, cast: Cast
) -> None:
    scored = go_to(appraised_round, PhaseKind.PUBLICATION)
    card = card_of(scored, CONSTRUCTION)
    assert "Chốt" not in text_of(page(cast.client("focal_officer"), "card-differences", card.pk))
    assert "Chốt" in text_of(page(cast.client("leader"), "card-differences", card.pk))
    Round.objects.filter(pk=scored.pk).update(state="published")
    assert "Chốt" in text_of(page(cast.client("focal_officer"), "card-differences", card.pk))


def test_pages_speak_english(appraised_round: Round, cast: Cast) -> None:
    client = cast.client("appraiser")
    client.cookies["django_language"] = "en"
    found = text_of(page(client, "round", appraised_round.pk))
    assert "items left to appraise" in found


def test_a_stale_line_is_told(appraised_round: Round, cast: Cast) -> None:
    judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "accept")
    named = key(appraised_round, CONSTRUCTION, "1.2")
    sent = {f"{named}-verdict": "ask", f"{named}-reason": "x", f"{named}-seen": "0"}
    answer = send(cast.client("appraiser"), appraised_round, "1.2", **sent)
    assert "Người khác vừa thẩm định mục này." in text_of(answer)
    assert Entry.objects.get(stage="appraised_1").verdict == "accepted"


def test_typing_goes_on_being_refused_to_agencies(appraised_round: Round, cast: Cast) -> None:
    card, item = card_of(appraised_round, CONSTRUCTION), item_of(appraised_round, "1.2")
    with pytest.raises(ValueError, match="khóa"):
        enter(cast.actor("focal_officer"), card=card, item=item, typed={"value": "1"}, now=NOW)
