"""The pages of the council: who sees them, what they say first, how much they ask the database."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast
from sample_council import (
    SYSTEM,
    a_question,
    a_sitting,
    council_round,
    disputed,
    explained,
    more_members,
    proposed,
    scored_at,
    voted,
)
from sample_round import NOW, card_of, item_of

from caicach.web.council.actions.deciding import Seen, decide
from caicach.web.council.models import Ballot, Question, Sitting
from caicach.web.rounds.models import Entry, Round

pytestmark = pytest.mark.django_db
VOTERS = ("council_secretary", "council_member", "member_two")


@pytest.fixture
def made(cast: Cast) -> Round:
    more_members(cast)
    found = council_round(cast)
    disputed(found)
    return found


@pytest.fixture
def sitting(made: Round, cast: Cast) -> Sitting:
    return a_sitting(made, *(cast[each] for each in VOTERS))


@pytest.fixture
def question(made: Round, sitting: Sitting) -> Question:
    return proposed(a_question(made, sitting))


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return cast.client("council_secretary")


def text(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:2000]
    return str(response.content.decode())


def at(name: str, *args: Any) -> str:
    return reverse(f"council:{name}", args=args)


def test_the_agenda_begins_with_what_waits(secretary: Client, made: Round) -> None:
    page = text(secretary.get(at("agenda", made.pk)))
    # 1.1, 2.1, 2.3 on three cards, 1.3 on three, 1.2 on two and disputed on one
    assert "15 nội dung chưa đưa ra Hội đồng" in page
    assert "Cơ quan không thống nhất" in page
    narrowed = text(secretary.get(at("agenda", made.pk), {"kind": "disagreed"}))
    assert narrowed.count('class="code" data-label') == 1
    found = text(secretary.get(at("agenda", made.pk), {"agency": "binh an", "kind": "disagreed"}))
    assert "Không có nội dung nào khớp" in found


def test_the_agenda_leaves_as_a_file(secretary: Client, made: Round) -> None:
    file = secretary.get(at("agenda", made.pk), {"export": "csv", "kind": "disagreed"})
    lines = file.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Sở Xây dựng" in lines[1]
    assert "xin giữ điểm" in lines[1]


def test_what_is_ticked_is_put_before_the_council(secretary: Client, made: Round) -> None:
    where = at("item", made.pk, "1.2")
    card = card_of(made, CONSTRUCTION)
    assert secretary.post(where, {"cards": [card.pk]}).status_code == 302
    question = Question.objects.get()
    assert (question.kind, question.card_id) == ("disagreed", card.pk)
    assert secretary.post(where, {}).status_code == 422
    assert secretary.post(where, {"added": "Sở Lạ", "why": "Có"}).status_code == 422
    home = card_of(made, HOME_AFFAIRS)
    scored_at(made, HOME_AFFAIRS, "1.2", "appraised_1", 3)
    assert secretary.post(where, {"added": HOME_AFFAIRS, "why": " "}).status_code == 422
    secretary.post(where, {"added": "Sở Nội vụ", "why": "Chủ tịch yêu cầu xem lại"})
    assert Question.objects.get(card=home).kind == "by_hand"


def test_all_of_a_list_is_put_before_the_council_at_once(secretary: Client, made: Round) -> None:
    secretary.post(at("item", made.pk, "1.1"), {"all": "1"})
    assert Question.objects.filter(item__code="1.1", kind="never_appraised").count() == 3


def test_a_question_is_proposed_voted_and_decided_on_its_page(
    secretary: Client, made: Round, cast: Cast, sitting: Sitting
) -> None:
    question = a_question(made, sitting)
    where = at("question", question.pk)
    assert "Chưa có phương án" in text(secretary.get(where))
    wrong = secretary.post(at("propose", question.pk), {"version": 1, "points": "năm"})
    assert wrong.status_code == 422
    assert "xem lỗi ở từng ô" in wrong.content.decode()
    secretary.post(at("propose", question.pk), {"version": 1, "base": "self"})
    question.refresh_from_db()
    assert question.proposal == {"points": "4"}
    secretary.post(at("propose", question.pk), {"version": 2, "value": "75"})
    question.refresh_from_db()
    assert question.proposal == {"value": "75"}
    ballots = {f"ballot-{cast[each].pk}": "for" for each in VOTERS[:2]}
    secretary.post(at("record", question.pk), {"turn": 1} | ballots)
    member = cast.client("member_two")
    member.post(at("vote", question.pk), {"turn": 1, "choice": "for", "opinion": "Đồng ý"})
    assert Ballot.objects.count() == 3
    assert "Đã đủ phiếu" in text(secretary.get(where))
    sent = {"version": 3, "entry": 0, "decision": "Tính 75 %"}
    assert secretary.post(at("decide", question.pk), sent).status_code == 302
    page = text(secretary.get(where))
    assert "Tính 75 %" in page
    assert "Tán thành 3, không tán thành 0, không có ý kiến 0, không biểu quyết 2" in page
    assert Entry.objects.get(stage="final").points == 3


def test_the_second_secretary_is_told_what_the_first_decided(
    secretary: Client, question: Question, cast: Cast
) -> None:
    voted(question, cast, **dict.fromkeys(VOTERS, "for"))
    seen = Seen(question.version, 0)
    decide(SYSTEM, question=question, decision="Giữ 3 điểm", seen=seen, now=NOW)
    sent = {"version": question.version, "entry": 0, "decision": "Hạ xuống 1 điểm"}
    late = secretary.post(at("decide", question.pk), sent)
    page = late.content.decode()
    assert late.status_code == 422
    assert "Giữ 3 điểm" in page
    assert "Không có gì bị ghi đè" in page
    assert Entry.objects.get(stage="final").reason == "Giữ 3 điểm"


def test_too_few_votes_leave_the_words_on_the_page(secretary: Client, question: Question) -> None:
    sent = {"version": question.version, "entry": 0, "decision": "Giữ 3 điểm"}
    early = secretary.post(at("decide", question.pk), sent)
    assert early.status_code == 422
    assert "Chưa đủ 3 phiếu trên tổng số 5 thành viên" in early.content.decode()
    assert ">Giữ 3 điểm</textarea>" in early.content.decode()


def test_a_member_votes_on_all_questions_on_one_page(question: Question, cast: Cast) -> None:
    client = cast.client("council_member")
    where = at("ballots", question.round_id)
    assert "1 nội dung chờ ý kiến" in text(client.get(where))
    sent = {f"choice-{question.pk}": "against", f"turn-{question.pk}": 1}
    client.post(where, sent | {f"opinion-{question.pk}": "Thiếu văn bản"})
    ballot = Ballot.objects.get()
    assert (ballot.choice, ballot.opinion, ballot.in_writing) == ("against", "Thiếu văn bản", True)
    client.post(where, sent | {f"opinion-{question.pk}": "Thiếu văn bản"})
    assert Ballot.objects.count() == 1  # the same again is not another ballot


def test_a_sitting_is_opened_and_its_members_counted(
    secretary: Client, made: Round, cast: Cast
) -> None:
    a_question(made)
    where = at("sitting-new", made.pk)
    sent = {"kind": "meeting", "held_on": "20/11/2026", "place": "Phòng 2"}
    present = [cast[each].pk for each in VOTERS]
    assert text(secretary.get(where))
    done = secretary.post(where, sent | {"present": present, "chair": cast["council_member"].pk})
    sitting = Sitting.objects.get()
    assert done["Location"] == at("sitting", sitting.pk)
    assert Question.objects.get().sitting == sitting
    page = text(secretary.get(done["Location"]))
    assert "Có mặt 3 trên 5 thành viên, đủ để họp." in page
    stale = secretary.post(
        at("sitting-edit", sitting.pk), sent | {"version": 7, "present": present}
    )
    assert stale.status_code == 422
    outsider = secretary.post(where, sent | {"present": [cast["leader"].pk]})
    assert outsider.status_code == 422


def test_votes_are_recorded_for_several_questions_at_once(
    secretary: Client, made: Round, question: Question, cast: Cast
) -> None:
    other = proposed(a_question(made, question.sitting, COMMUNE, "1.1"), 2)
    sent: dict[str, Any] = {f"ballot-{cast[each].pk}": "for" for each in VOTERS}
    sent["questions"] = [f"{each.pk}:1" for each in (question, other)]
    secretary.post(at("sitting-record", question.sitting_id), sent)
    assert Ballot.objects.count() == 6
    assert "tán thành 3" in text(secretary.get(at("sitting", question.sitting_id)))


def test_minutes_are_drafted_edited_and_printed(
    secretary: Client, question: Question, cast: Cast, tmp_path: Any, settings: Any
) -> None:
    settings.EVIDENCE_FOLDER = tmp_path
    voted(question, cast, **dict.fromkeys(VOTERS, "for"))
    seen = Seen(question.version, 0)
    decide(SYSTEM, question=question, decision="Giữ 3 điểm vì lý do khách quan", seen=seen, now=NOW)
    sitting = question.sitting
    assert sitting is not None
    where = at("minutes", sitting.pk)
    page = text(secretary.get(where))
    assert "Kết luận: Giữ 3 điểm vì lý do khách quan" in page
    assert "tán thành 3, không tán thành 0" in page
    assert "Người council_member" in page
    assert "tự chấm: 4,00; thẩm định lần 1: 2,00" in page
    secretary.post(where, {"version": sitting.version, "text": "Biên bản đã sửa"})
    stale = secretary.post(where, {"version": sitting.version, "text": "Bản khác"})
    assert stale.status_code == 422
    assert "Biên bản đã sửa" in stale.content.decode()
    assert ">\nBản khác</textarea>" in stale.content.decode()
    assert "Biên bản đã sửa" in text(secretary.get(at("minutes-print", sitting.pk)))
    upload = SimpleUploadedFile("bien-ban.txt", "Đã ký".encode())
    secretary.post(at("minutes-attach", sitting.pk), {"file": upload})
    file = secretary.get(at("minutes-file", sitting.pk))
    assert b"".join(file.streaming_content).decode() == "Đã ký"
    assert "bien-ban.txt" in text(secretary.get(at("sitting", sitting.pk)))


def test_points_given_by_hand_stay_in_bounds_and_show_the_cap(
    secretary: Client, made: Round
) -> None:
    where = at("give", made.pk, "T.1")
    key, other = card_of(made, CONSTRUCTION).pk, card_of(made, COMMUNE).pk
    assert "T.1" in text(secretary.get(at("points", made.pk)))
    wrong = {f"points-{key}": "hai", f"reason-{key}": "x", f"points-{other}": "1"}
    refused = secretary.post(where, wrong)
    assert refused.status_code == 422
    assert "chưa ghi lý do" in refused.content.decode()
    assert not Entry.objects.filter(stage="final").exists()
    above = {f"points-{key}": "2,5", f"reason-{key}": "Năm sáng kiến", f"seen-{key}": "0"}
    assert secretary.post(where, above).status_code == 422
    good = {f"points-{key}": "1,5", f"reason-{key}": "Ba sáng kiến", f"seen-{key}": "0"}
    assert secretary.post(where, good).status_code == 302
    entry = Entry.objects.get(stage="final")
    assert (str(entry.points.normalize()), entry.reason) == ("1.5", "Ba sáng kiến")
    page = text(secretary.get(where))
    assert "cộng 1,50, tính 1,00" in page
    stale = secretary.post(where, good | {f"points-{key}": "1"})
    assert stale.status_code == 422
    assert secretary.get(at("give", made.pk, "1.2")).status_code == 404


def test_not_given_is_not_zero(secretary: Client, made: Round) -> None:
    key = card_of(made, CONSTRUCTION).pk
    zero = {f"points-{key}": "0", f"reason-{key}": "Không có sáng kiến", f"seen-{key}": "0"}
    secretary.post(at("give", made.pk, "T.1"), zero)
    assert Entry.objects.get(stage="final").points == 0
    assert Entry.objects.filter(stage="final").count() == 1


PAGES = ("agenda", "agenda-print", "sittings", "points", "figures", "ballots", "sitting-new")


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_a_round_ask_little(
    name: str, secretary: Client, question: Question, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        text(secretary.get(at(name, question.round_id)))


def test_pages_of_one_thing_ask_little(
    secretary: Client, made: Round, question: Question, django_assert_max_num_queries: Any
) -> None:
    explained(made, CONSTRUCTION, "1.2")
    for where in (
        at("question", question.pk),
        at("item", made.pk, "1.2"),
        at("give", made.pk, "T.1"),
        at("sitting", question.sitting_id),
        at("sitting-edit", question.sitting_id),
        at("minutes", question.sitting_id),
        at("minutes-print", question.sitting_id),
    ):
        with django_assert_max_num_queries(12):
            text(secretary.get(where))


@pytest.mark.parametrize(
    "who", ["focal_officer", "agency_head", "appraiser", "stranger", "commune"]
)
def test_results_that_are_not_yet_decided_are_for_the_council_alone(
    who: str, made: Round, cast: Cast
) -> None:
    assert cast.client(who).get(at("agenda", made.pk)).status_code == 403


def test_readers_see_and_change_nothing(made: Round, question: Question, cast: Cast) -> None:
    for who in ("leader", "standing_body", "council_member"):
        page = text(cast.client(who).get(at("question", question.pk)))
        assert "Ghi quyết định" not in page
        assert cast.client(who).post(at("decide", question.pk)).status_code == 403


def test_a_round_of_another_agency_is_not_there(made: Round, cast: Cast) -> None:
    from little_province import add_person

    from caicach.web.accounts.roles import Role

    cast.people["other"] = add_person("other", (Role.COUNCIL_SECRETARY, CONSTRUCTION))
    assert cast.client("other").get(at("agenda", made.pk)).status_code == 404
    assert item_of(made, "1.2").round_id == made.pk
