"""What is said and decided in a round reaches its readers when its scores do, and no earlier."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from little_province import CONSTRUCTION, Cast
from sample_appraisal import go_to, judge, matter_of
from sample_council import (
    a_question,
    a_sitting,
    council_round,
    disputed,
    more_members,
    proposed,
    scored_at,
    voted,
)
from sample_round import NOW, begin_round, card_of, open_for

from caicach.web.appraisal.models import Look
from caicach.web.audit.models import Event
from caicach.web.council.actions.deciding import Seen, decide
from caicach.web.rounds.models import Card, PhaseKind, Round
from caicach.web.rounds.refusals import StageLockedError

pytestmark = pytest.mark.django_db
DECIDED = "Hội đồng cho 3 điểm vì kế hoạch ban hành đúng hạn"
FOR = {"council_secretary": "for", "council_member": "for", "member_two": "for"}


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def decided(cast: Cast) -> Round:
    """A round whose council has decided on item 1.2 of the department of construction."""
    made = council_round(cast)
    more_members(cast)
    disputed(made)
    decide_upon(cast, made)
    return made


def decide_upon(cast: Cast, made: Round) -> None:
    present = ("council_secretary", "council_member", "member_two", "member_three")
    question = proposed(a_question(made, a_sitting(made, *(cast[each] for each in present))))
    voted(question, cast, **FOR)
    question.refresh_from_db()
    seen = Seen(question.version, 0)
    decide(cast.actor("council_secretary"), question=question, decision=DECIDED, seen=seen, now=NOW)


def pages_of(card: Card) -> Iterator[str]:
    yield reverse("rounds:card", args=[card.pk]) + "?area=1"
    yield reverse("rounds:card-item", args=[card.pk, "1.2"])
    yield reverse("rounds:card-row", args=[card.pk, "1.2"])
    yield reverse("appraisal:card-differences", args=[card.pk])


def item_page(cast: Cast, who: str, card: Card) -> str:
    page = cast.client(who).get(reverse("rounds:card-item", args=[card.pk, "1.2"]))
    assert page.status_code == 200
    return page.content.decode()


def matter_page(cast: Cast, made: Round) -> str:
    address = reverse("appraisal:matter", args=[card_of(made, CONSTRUCTION).pk, "1.2"])
    page = cast.client("appraiser").get(address)
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize("who", ["focal_officer", "agency_head"])
def test_an_agency_reads_no_decision_before_publication(
    cast: Cast, decided: Round, who: str
) -> None:
    for address in pages_of(card_of(decided, CONSTRUCTION)):
        page = cast.client(who).get(address)
        assert page.status_code == 200, address
        assert DECIDED not in page.content.decode(), address


def test_an_appraiser_reads_no_decision_before_publication(cast: Cast, decided: Round) -> None:
    assert DECIDED not in matter_page(cast, decided)


@pytest.mark.parametrize("who", ["standing_body", "leader", "council_member"])
def test_who_reads_the_whole_round_reads_the_decision_at_once(
    cast: Cast, decided: Round, who: str
) -> None:
    assert DECIDED in item_page(cast, who, card_of(decided, CONSTRUCTION))


def test_agency_and_appraiser_read_the_decision_once_it_is_published(
    cast: Cast, decided: Round
) -> None:
    Round.objects.filter(pk=decided.pk).update(state=Round.State.PUBLISHED)
    assert DECIDED in item_page(cast, "focal_officer", card_of(decided, CONSTRUCTION))
    assert DECIDED in matter_page(cast, decided)


def test_a_decision_is_nothing_new_to_an_appraiser_before_publication(cast: Cast) -> None:
    made = council_round(cast)
    more_members(cast)
    scored_at(made, CONSTRUCTION, "1.2", "self", 4)
    matter_page(cast, made)
    Look.objects.update(at=NOW - timedelta(days=1))
    decide_upon(cast, made)
    queue = reverse("appraisal:item", args=[made.pk, "1.2"]) + "?show=changed"
    assert cast.client("appraiser").get(queue).context["listing"].total == 0
    Round.objects.filter(pk=made.pk).update(state=Round.State.PUBLISHED)
    assert cast.client("appraiser").get(queue).context["listing"].total == 1


def test_the_round_after_tells_no_decision_of_a_round_that_still_runs(
    cast: Cast, decided: Round
) -> None:
    after = begin_round(cast, name="Đợt chấm điểm năm 2027", year=2027, previous=decided)
    card = card_of(open_for(cast, after), CONSTRUCTION)
    assert DECIDED not in item_page(cast, "focal_officer", card)
    assert DECIDED in item_page(cast, "council_member", card)
    Round.objects.filter(pk=decided.pk).update(state=Round.State.PUBLISHED)
    assert DECIDED in item_page(cast, "focal_officer", card)


def test_a_question_is_told_once_the_first_appraisal_is_over(
    cast: Cast, appraised_round: Round
) -> None:
    asked = "Xin danh sách nhiệm vụ đã hoàn thành"
    judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "ask", reason=asked)
    card = card_of(appraised_round, CONSTRUCTION)
    assert asked not in item_page(cast, "focal_officer", card)
    assert asked in item_page(cast, "council_member", card)
    go_to(appraised_round, PhaseKind.EXPLANATION)
    assert asked in item_page(cast, "focal_officer", card)


def test_what_an_appraiser_typed_too_late_is_told_with_the_scores_of_the_stage(
    cast: Cast, appraised_round: Round
) -> None:
    late = "Đề nghị hạ điểm vì nộp chậm"
    matter = matter_of(appraised_round, CONSTRUCTION, "1.2")
    Card.objects.filter(pk=matter.card.pk).update(appraised_1_open=False)
    matter = matter_of(appraised_round, CONSTRUCTION, "1.2")
    with pytest.raises(StageLockedError):
        judge(cast, matter, "change", value="10", reason=late)
    assert late not in item_page(cast, "focal_officer", matter.card)
    go_to(appraised_round, PhaseKind.EXPLANATION)
    assert late in item_page(cast, "focal_officer", matter.card)


@pytest.mark.parametrize("who", ["administrator", "inspector"])
def test_the_log_tells_that_a_council_decided_and_not_yet_what(
    cast: Cast, decided: Round, who: str
) -> None:
    client = cast.client(who)
    told = Event.objects.get(verb="council.decided")
    pages = [
        client.get(reverse("audit_log:events") + "?verb=council.decided"),
        client.get(reverse("audit_log:events") + "?export=csv"),
        client.get(reverse("audit_log:event", args=[told.number])),
        client.get(reverse("audit_log:object", args=[told.subject_kind, told.subject_key])),
    ]
    for page in pages:
        assert page.status_code == 200
        assert DECIDED not in page.content.decode()
        assert "giữ kín đến khi công bố" in page.content.decode()
    assert "tán thành: 3" not in pages[2].content.decode()
    Round.objects.filter(pk=decided.pk).update(state=Round.State.PUBLISHED)
    assert DECIDED in client.get(reverse("audit_log:event", args=[told.number])).content.decode()


def test_the_log_tells_the_standing_body_what_was_decided(cast: Cast, decided: Round) -> None:
    told = Event.objects.get(verb="council.decided")
    address = reverse("audit_log:event", args=[told.number])
    assert DECIDED in cast.client("standing_body").get(address).content.decode()
