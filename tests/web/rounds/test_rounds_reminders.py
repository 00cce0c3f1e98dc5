"""Closings told 7, 3 and 1 days before, to those who still have something to do; and moves told."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, OTHER_COMMUNE, Cast, agency
from sample_appraisal import go_to, judge, matter_of
from sample_round import NOW, advance, card_of

from caicach.web.appraisal.matter import is_appraised
from caicach.web.appraisal.models import Reopening
from caicach.web.notices.calendar_feed import calendar_of
from caicach.web.notices.happenings.reading import read_events
from caicach.web.notices.happenings.round_days import tell_of_rounds
from caicach.web.notices.happenings.waiting import waited_in
from caicach.web.notices.models import Notice
from caicach.web.rounds.actions.agencies import Joining, add_card, end_card
from caicach.web.rounds.actions.phases import extend
from caicach.web.rounds.actions.remarks import agree, explain
from caicach.web.rounds.appraisers import appraiser_id
from caicach.web.rounds.models import Card, Entry, PhaseKind, Round

pytestmark = pytest.mark.django_db
CLOSES = NOW + timedelta(days=7)
WHY = "Mất điện diện rộng"


def told(kind: str = "round_due") -> list[tuple[str, str]]:
    """Return who was told what, and empty the lists."""
    rows = Notice.objects.filter(kind=kind).values_list("person__email", "title")
    found = sorted((email.partition("@")[0], title) for email, title in rows)
    Notice.objects.all().delete()
    return found


def told_at(now: datetime) -> list[tuple[str, str]]:
    """Keep what was told before, so that nothing is told twice."""
    before = set(Notice.objects.values_list("pk", flat=True))
    tell_of_rounds(now)
    rows = Notice.objects.filter(kind="round_due").exclude(pk__in=before)
    return sorted(
        (email.partition("@")[0], title)
        for email, title in rows.values_list("person__email", "title")
    )


def test_agencies_that_have_not_sent_are_reminded_seven_three_and_one_days_before(
    opened_round: Round,
) -> None:
    said = {}
    for days in range(8):
        at = CLOSES - timedelta(days=7 - days)
        said[7 - days] = [who for who, _title in told_at(at)]
        assert told_at(at) == []
    both = ["commune", "focal_officer"]
    assert said == {7: both, 6: [], 5: [], 4: [], 3: both, 2: [], 1: both, 0: []}


def test_who_has_sent_is_not_reminded(opened_round: Round) -> None:
    opened_round.cards.filter(agency__code=COMMUNE).update(state=Card.State.SUBMITTED)
    assert told_at(CLOSES - timedelta(days=3)) == [
        ("focal_officer", "Còn 3 ngày: Tự chấm điểm"),
    ]


def test_more_time_moves_the_reminder_of_that_agency(opened_round: Round, cast: Cast) -> None:
    phase = opened_round.phases.select_related("round").get(kind="self_scoring")
    given = {"agencies": [agency(CONSTRUCTION)], "until": CLOSES + timedelta(days=10)}
    extend(cast.actor("standing_body"), phase=phase, reason=WHY, now=NOW, **given)
    assert [who for who, _ in told_at(CLOSES - timedelta(days=1))] == ["commune"]
    advance(cast, opened_round, "appraisal_1")
    near = [who for who, title in told_at(CLOSES + timedelta(days=7)) if "Tự chấm" in title]
    assert near == ["focal_officer"]


def test_appraisers_are_reminded_until_all_that_is_appraised_is_seen(
    opened_round: Round, cast: Cast
) -> None:
    scored = advance(cast, opened_round, "appraisal_1")
    closes = scored.phases.get(kind="appraisal_1").closes_at
    assert [who for who, _ in told_at(closes - timedelta(days=3))] == ["appraiser"]
    fill_in(scored)
    assert told_at(closes - timedelta(days=1)) == []


def test_an_agency_is_reminded_until_it_answers_what_was_changed(
    appraised_round: Round, cast: Cast
) -> None:
    claimed = matter_of(appraised_round, CONSTRUCTION, "1.2")
    judge(cast, claimed, "change", value="50", reason="Thiếu danh sách")
    judge(cast, matter_of(appraised_round, COMMUNE, "1.2"), "accept")
    scored = go_to(appraised_round, PhaseKind.EXPLANATION)
    closes = scored.phases.get(kind="explanation").closes_at
    assert [who for who, _ in told_at(closes - timedelta(days=3))] == ["focal_officer"]
    agree(cast.actor("focal_officer"), card=claimed.card, item=claimed.item, now=NOW)
    assert told_at(closes - timedelta(days=1)) == []


def test_points_for_what_nobody_claimed_wait_for_no_answer(
    appraised_round: Round, cast: Cast
) -> None:
    judged = matter_of(appraised_round, CONSTRUCTION, "2.3")
    judge(cast, judged, "change", who="appraiser", points="1.5", reason="Chấm theo hồ sơ")
    scored = go_to(appraised_round, PhaseKind.EXPLANATION)
    assert list(waited_in(scored.phases.get(kind="explanation")).officers) == []


@pytest.mark.parametrize(
    ("choice", "answer", "waits"),
    [
        ("accept", None, False),
        ("change", None, True),
        ("change", agree, False),
        ("change", explain, True),
        ("ask", None, True),
    ],
)
def test_the_second_appraisal_waits_for_those_with_items_still_open(
    appraised_round: Round, cast: Cast, choice: str, answer: Any, waits: bool
) -> None:
    matter = matter_of(appraised_round, CONSTRUCTION, "1.2")
    typed = {"value": "50"} if choice == "change" else {}
    judge(cast, matter, choice, reason="Thiếu danh sách", **typed)
    fill_in(appraised_round)
    go_to(appraised_round, PhaseKind.EXPLANATION)
    if answer is not None:
        words = {"text": "Đã gửi danh sách"} if answer is explain else {}
        answer(cast.actor("focal_officer"), card=matter.card, item=matter.item, now=NOW, **words)
    scored = go_to(appraised_round, PhaseKind.APPRAISAL_2)
    waited = waited_in(scored.phases.get(kind="appraisal_2")).appraisers
    assert (HOME_AFFAIRS in waited) is waits
    if waits:
        judge(cast, matter_of(scored, CONSTRUCTION, "1.2"), "accept")
        waited = waited_in(scored.phases.get(kind="appraisal_2")).appraisers
        assert HOME_AFFAIRS not in waited


def test_an_item_opened_again_waits_for_its_appraiser(appraised_round: Round, cast: Cast) -> None:
    matter = matter_of(appraised_round, CONSTRUCTION, "1.2")
    judge(cast, matter, "accept")
    fill_in(appraised_round)
    scored = go_to(appraised_round, PhaseKind.APPRAISAL_2)
    phase = scored.phases.get(kind="appraisal_2")
    assert HOME_AFFAIRS not in waited_in(phase).appraisers
    Reopening.objects.create(card=matter.card, item=matter.item, reason="Có đơn phản ánh")
    assert HOME_AFFAIRS in waited_in(phase).appraisers


def fill_in(scored: Round) -> None:
    """Let home affairs accept all that is its to see and not yet judged."""
    for row in scored.cards.all():
        card = card_of(scored, row.agency.code)
        for item in filter(is_appraised, scored.items.all()):
            is_judged = Entry.objects.filter(card=card, item=item, stage="appraised_1").exists()
            if appraiser_id(item, card) == agency(HOME_AFFAIRS).pk and not is_judged:
                appraise(card, item)


def appraise(card: Card, item: Any) -> None:
    Entry.objects.create(
        card=card,
        item=item,
        stage="appraised_1",
        given={},
        score="not_reported",
        verdict="accepted",
        by_agency_id=appraiser_id(item, card),
    )


def test_the_council_is_reminded_of_its_own_phase(opened_round: Round, cast: Cast) -> None:
    scored = advance(cast, opened_round, "council")
    closes = scored.phases.get(kind="council").closes_at
    people = [who for who, _ in told_at(closes - timedelta(days=1))]
    assert people == ["council_member", "council_secretary"]


def test_a_cancelled_round_reminds_nobody(opened_round: Round) -> None:
    Round.objects.filter(pk=opened_round.pk).update(state=Round.State.CANCELLED)
    assert told_at(CLOSES - timedelta(days=1)) == []


def test_those_a_move_concerns_are_told_with_its_reason(opened_round: Round, cast: Cast) -> None:
    by = cast.actor("standing_body")
    read_events(NOW)
    Notice.objects.all().delete()
    phase = opened_round.phases.select_related("round").get(kind="self_scoring")
    given = {"agencies": [agency(CONSTRUCTION)], "until": CLOSES + timedelta(days=10)}
    extend(by, phase=phase, reason=WHY, now=NOW, **given)
    read_events(NOW)
    assert WHY in Notice.objects.first().body  # type: ignore[union-attr] # there is one
    assert [who for who, _ in told("round_changed")] == ["agency_head", "focal_officer"]
    end_card(by, card=card_of(opened_round, COMMUNE), reason="Sáp nhập", now=NOW)
    joining = Joining(agency(OTHER_COMMUNE), "communes")
    add_card(by, scored=opened_round, joining=joining, reason="Kế tục", now=NOW)
    read_events(NOW)
    assert told("round_changed") == [("commune", "Cơ quan không chấm tiếp trong đợt này")]


def test_a_phase_that_opens_is_told_to_those_it_waits_for(opened_round: Round, cast: Cast) -> None:
    advance(cast, opened_round, "appraisal_1")
    read_events(NOW)
    assert ("appraiser", "Thẩm định lần 1 đã mở") in told("round_changed")


def test_the_calendar_holds_when_a_card_is_to_be_sent(opened_round: Round, cast: Cast) -> None:
    feed = calendar_of(cast["focal_officer"], NOW, date(2026, 11, 2)).decode()
    assert "Hạn gửi bảng chấm điểm" in feed
    assert "20261109" in feed
    opened_round.cards.update(state=Card.State.SUBMITTED)
    assert "Hạn gửi" not in calendar_of(cast["focal_officer"], NOW, date(2026, 11, 2)).decode()
