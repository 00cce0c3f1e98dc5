"""Questions raised after a sitting was opened: told as in none, and placed by the secretary."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast
from sample_council import SYSTEM, a_question, a_sitting, council_round, proposed

from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.audit_log.changes import changes_of
from caicach.web.council.actions.questions import place_question, place_waiting
from caicach.web.council.actions.sittings import close_sitting
from caicach.web.council.models import Question, Sitting
from caicach.web.council.refusals import NoSittingError, RoundPublishedError
from caicach.web.rounds.models import Round

pytestmark = pytest.mark.django_db
UNPLACED = "chưa xếp phiên"


@pytest.fixture
def made(cast: Cast) -> Round:
    return council_round(cast)


@pytest.fixture
def sitting(made: Round, cast: Cast) -> Sitting:
    return a_sitting(made, cast["council_secretary"], cast["council_member"])


@pytest.fixture
def late(sitting: Sitting) -> list[Question]:
    """Two questions that were raised when the sitting was there already."""
    return [a_question(sitting.round, None, code) for code in (CONSTRUCTION, COMMUNE)]


@pytest.fixture
def secretary(cast: Cast) -> Client:
    return cast.client("council_secretary")


def text(client: Client, name: str, *args: Any) -> str:
    answer = client.get(reverse(f"council:{name}", args=args))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_what_is_in_no_sitting_is_told_so_everywhere(
    secretary: Client, made: Round, late: list[Question]
) -> None:
    assert "2 chưa xếp phiên" in text(secretary, "agenda", made.pk)
    assert "2 nội dung chưa xếp phiên, nên chưa biểu quyết được." in text(
        secretary, "agenda", made.pk
    )
    assert text(secretary, "item", made.pk, "1.2").count(f"<small>{UNPLACED}</small>") == 2
    assert text(secretary, "agenda-print", made.pk).count(UNPLACED) == 2
    asked = reverse("council:agenda", args=[made.pk]) + "?export=csv"
    assert secretary.get(asked).content.decode().count(UNPLACED) == 2
    fold = text(secretary, "question", late[0].pk)
    assert "<details open><summary>Xếp vào một phiên</summary>" in fold
    assert "Xếp vào phiên khác" not in fold


def test_all_that_wait_are_placed_by_one_button(
    secretary: Client, sitting: Sitting, late: list[Question]
) -> None:
    for name, key in (("sittings", sitting.round_id), ("sitting", sitting.pk)):
        assert reverse("council:sitting-step", args=[sitting.pk, "place"]) in text(
            secretary, name, key
        )
    secretary.post(reverse("council:sitting-step", args=[sitting.pk, "place"]))
    assert set(Question.objects.values_list("sitting", flat=True)) == {sitting.pk}
    event = Event.objects.get(verb="council.questions_placed")
    assert event.after == {"count": 2, "items": ["1.2"]}
    after = text(secretary, "sitting", sitting.pk)
    assert UNPLACED not in after
    assert "step/place" not in after


def test_each_is_placed_on_its_own_page(
    secretary: Client, sitting: Sitting, late: list[Question]
) -> None:
    first, other = late
    where = reverse("council:question-step", args=[first.pk, "place"])
    secretary.post(where, {"version": first.version, "sitting": sitting.pk})
    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.sitting, other.sitting) == (sitting, None)


def test_a_sitting_that_has_ended_takes_nothing_up(
    secretary: Client, sitting: Sitting, late: list[Question]
) -> None:
    ended = close_sitting(SYSTEM, sitting=sitting, seen=sitting.version)
    with pytest.raises(NoSittingError):
        place_waiting(SYSTEM, sitting=ended)
    with pytest.raises(NoSittingError):
        place_question(SYSTEM, question=late[0], sitting=ended, seen=late[0].version)
    assert "Chưa có phiên nào đang làm việc." in text(secretary, "question", late[0].pk)
    assert "Xếp tất cả" not in text(secretary, "sitting", ended.pk)


def test_what_was_decided_withdrawn_or_placed_stays_where_it_is(
    cast: Cast, sitting: Sitting, late: list[Question]
) -> None:
    elsewhere = a_sitting(sitting.round)  # opening it takes up what waits
    gone = a_question(sitting.round, None, HOME_AFFAIRS)
    Question.objects.filter(pk=gone.pk).update(state=Question.State.WITHDRAWN)
    assert place_waiting(SYSTEM, sitting=sitting) == 0
    assert {each.sitting for each in Question.objects.exclude(pk=gone.pk)} == {elsewhere}
    assert not Event.objects.filter(verb="council.questions_placed").exists()


@pytest.mark.parametrize("who", ["council_member", "standing_body", "leader", "stranger"])
def test_only_the_secretary_places(
    who: str, cast: Cast, sitting: Sitting, late: list[Question]
) -> None:
    with pytest.raises(NotAllowedError):
        place_waiting(cast.actor(who), sitting=sitting)
    where = reverse("council:sitting-step", args=[sitting.pk, "place"])
    assert cast.client(who).post(where).status_code == 403
    assert Question.objects.filter(sitting=None).count() == 2


def test_after_publication_nothing_is_placed(sitting: Sitting, late: list[Question]) -> None:
    Round.objects.filter(pk=sitting.round_id).update(state="published")
    with pytest.raises(RoundPublishedError):
        place_waiting(SYSTEM, sitting=sitting)


def test_pages_with_questions_in_no_sitting_ask_little(
    secretary: Client, sitting: Sitting, late: list[Question], django_assert_max_num_queries: Any
) -> None:
    pages = [
        ("agenda", sitting.round_id),
        ("agenda-print", sitting.round_id),
        ("sittings", sitting.round_id),
        ("sitting", sitting.pk),
        ("question", late[0].pk),
    ]
    for name, key in pages:
        with django_assert_max_num_queries(12):
            text(secretary, name, key)


def test_the_history_speaks_of_figures_and_sittings_in_words(
    secretary: Client, sitting: Sitting, late: list[Question]
) -> None:
    question = proposed(late[0], 3)
    place_question(SYSTEM, question=question, sitting=sitting, seen=question.version)
    page = text(secretary, "question", question.pk)
    assert "Phương án: <del>–</del> <ins>Điểm: 3</ins>" in page
    assert "Phiên: <ins>Phiên 1 (20/11/2026)</ins>" in page
    secretary.cookies["django_language"] = "en"
    page = text(secretary, "question", question.pk)
    assert "<ins>Points: 3</ins>" in page
    assert "Sitting: <ins>Sitting 1 (20/11/2026)</ins>" in page


def test_a_sitting_is_named_in_the_language_of_the_page_and_the_log_keeps_one(
    sitting: Sitting,
) -> None:
    with translation.override("en"):
        assert str(sitting) == "Sitting 1 (20/11/2026)"
        ended = close_sitting(SYSTEM, sitting=sitting, seen=sitting.version)
    event = Event.objects.get(verb="council.sitting_closed")
    assert event.subject_name == "Phiên 1 (20/11/2026)"
    assert not ended.questions.exists()


def told(after: dict[str, Any], kind: str = "council.question") -> list[tuple[str, str | None]]:
    found = changes_of(Event(subject_kind=kind, after=after))
    return [(each.label, each.after) for each in found]


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (
            {"proposal": {"numerator": "4655", "denominator": "4998"}},
            ("Phương án", "Tử số: 4.655; Mẫu số: 4.998"),
        ),
        ({"proposal": {"value": "86.5", "percent_sign": True}}, ("Phương án", "Giá trị (%): 86,5")),
        ({"proposal": {"value": "2", "previous": "1"}}, ("Phương án", "Giá trị: 2; Năm trước: 1")),
        ({"proposal": {"choice": "Đạt"}}, ("Phương án", "Chọn: Đạt")),
        ({"proposal": {"not_applicable": True}}, ("Phương án", "Không áp dụng")),
        ({"proposal": {"parts": {"a": {"value": "9"}}}}, ("Phương án", "(a) Giá trị: 9")),
        (
            {"counted": {"for": 3, "against": 1, "needed": 3}},
            ("Kiểm phiếu", "tán thành: 3; không tán thành: 1; số phiếu cần: 3"),
        ),
        ({"H99.02": {"points": "1.5"}}, ("Sở Xây dựng (H99.02)", "Điểm: 1,5")),
        ({"phase": "appraisal_1"}, ("Giai đoạn", "Thẩm định lần 1")),
        (
            {"waiting_again": ["council", "publication"]},
            ("Giai đoạn làm lại", "Hội đồng, Công bố"),
        ),
        ({"verdict": "changed"}, ("Kết quả thẩm định", "Chấm lại")),
        ({"source": "Điều tra xã hội học"}, ("Nguồn", "Điều tra xã hội học")),
    ],
)
def test_what_events_of_a_round_keep_is_told_in_words(
    after: dict[str, Any], words: tuple[str, str], cast: Cast
) -> None:
    assert told(after) == [words]


def test_no_figures_are_told_as_none(cast: Cast) -> None:
    event = Event(
        subject_kind="council.question",
        before={"proposal": None},
        after={"proposal": {"points": "0"}},
    )
    (change,) = changes_of(event)
    assert (change.before, change.after) == ("–", "Điểm: 0")
