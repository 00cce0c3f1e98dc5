"""Verdicts: accepted, changed, asked; four eyes; the second appraisal; after the lock."""

from decimal import Decimal
from typing import Any

import pytest
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast, agency
from sample_appraisal import HOUSE, give_post, go_to, judge, matter_of
from sample_round import NOW

from caicach.web.accounts.roles import Role
from caicach.web.appraisal.actions.looks import mark_looked, reopen
from caicach.web.appraisal.actions.verdicts import Sent, decide
from caicach.web.appraisal.models import Look, Reopening
from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.rounds.models import Entry, LateNote, PhaseKind, Remark, Round
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, StageLockedError
from caicach.web.rounds.scoring import score_at

pytestmark = pytest.mark.django_db


def codes(refused: Any) -> list[str]:
    return [each.code for each in refused.value.issues]


def test_accepting_copies_what_stands(appraised_round: Round, cast: Cast) -> None:
    matter = matter_of(appraised_round, CONSTRUCTION, "1.2")
    written = judge(cast, matter, "accept")
    assert (written.entry.source, written.entry.verdict) == ("accepted", "accepted")
    assert written.entry.given == {"numerator": "45", "denominator": "60"}
    assert written.entry.by_agency == agency(HOME_AFFAIRS)
    assert Entry.objects.get(stage="self", item=matter.item, card=matter.card).points == 3
    assert Look.objects.get().person == cast["appraiser"]


def test_a_change_needs_figures_and_a_reason(appraised_round: Round, cast: Cast) -> None:
    matter = matter_of(appraised_round, CONSTRUCTION, "1.2")
    with pytest.raises(RoundRefusedError) as refused:
        judge(cast, matter, "change")
    assert codes(refused) == ["appraisal-nothing-given", "appraisal-reason-missing"]
    written = judge(cast, matter, "change", numerator="30", denominator="60", reason="Trùng 15")
    assert (written.entry.verdict, written.entry.points) == ("changed", 2)
    assert written.tally.stage == "appraised_1"


def test_a_change_above_the_maximum_is_refused_by_the_rule(
    appraised_round: Round, cast: Cast
) -> None:
    matter = matter_of(appraised_round, CONSTRUCTION, "1.2")
    with pytest.raises(RoundRefusedError) as refused:
        judge(cast, matter, "change", points="4,5", reason="x")
    assert codes(refused) == ["points-above-maximum"]


def test_a_change_to_the_same_is_an_acceptance(appraised_round: Round, cast: Cast) -> None:
    matter = matter_of(appraised_round, CONSTRUCTION, "1.2")
    written = judge(cast, matter, "change", numerator="45", denominator="60", reason="Đã đối chiếu")
    assert (written.entry.verdict, written.entry.reason) == ("accepted", "Đã đối chiếu")


def test_asking_leaves_a_question_and_what_stands(appraised_round: Round, cast: Cast) -> None:
    matter = matter_of(appraised_round, CONSTRUCTION, "1.2")
    written = judge(cast, matter, "ask", reason="Danh sách 60 nhiệm vụ ở đâu?")
    assert (written.entry.verdict, written.entry.points) == ("asked", 3)
    question = Remark.objects.get()
    assert (question.kind, question.side, question.phase) == (
        "question",
        "appraiser",
        "appraisal_1",
    )
    written = judge(cast, matter, "ask", points="1", reason="Tạm tính", seen=1)
    assert (written.entry.source, written.entry.points) == ("typed", 1)


def test_nothing_handed_in_cannot_be_accepted(appraised_round: Round, cast: Cast) -> None:
    matter = matter_of(appraised_round, COMMUNE, "1.3")
    with pytest.raises(RoundRefusedError) as refused:
        judge(cast, matter, "accept")
    assert codes(refused) == ["appraisal-nothing-to-accept"]
    written = judge(cast, matter, "ask", reason="Chưa có số liệu")
    assert (written.entry.points, written.entry.score) == (None, "not_reported")


def test_what_does_not_apply_counts_as_missing_until_it_is_agreed_to(
    appraised_round: Round, cast: Cast
) -> None:
    matter = matter_of(appraised_round, CONSTRUCTION, "1.3")
    assert score_at(matter.card, "appraised_1").sums.scores["1.3"].state == "not_reported"
    judge(cast, matter, "ask", reason="Vì sao không soạn?")
    assert score_at(matter.card, "appraised_1").sums.scores["1.3"].state == "not_reported"
    written = judge(cast, matter, "accept")
    assert written.entry.score == "not_applicable"
    written = judge(cast, matter, "change", points="0", reason="Sở có soạn 3 quyết định")
    assert (written.entry.score, written.entry.points) == ("scored", 0)


@pytest.mark.parametrize(
    "who", ["focal_officer", "commune", "stranger", "administrator", "standing_body", "leader"]
)
def test_only_appraisers_of_the_item_appraise(who: str, appraised_round: Round, cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "accept", who=who)


def test_an_appraiser_of_another_item_is_refused(appraised_round: Round, cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        judge(cast, matter_of(appraised_round, COMMUNE, "1.2"), "accept", who=HOUSE)
    with pytest.raises(NotAllowedError):
        judge(cast, matter_of(appraised_round, COMMUNE, "2.1"), "accept", who="appraiser")


def test_the_stand_in_appraises_the_card_of_the_lead(appraised_round: Round, cast: Cast) -> None:
    matter = matter_of(appraised_round, HOME_AFFAIRS, "1.2")
    with pytest.raises(NotAllowedError):
        judge(cast, matter, "accept", who="appraiser")
    written = judge(cast, matter, "change", who=HOUSE, points="0", reason="Chưa có số liệu")
    assert written.entry.by_agency == agency(CONSTRUCTION)


def test_on_the_card_of_a_stand_in_that_leads_the_round_s_lead_appraises(
    appraised_round: Round, cast: Cast
) -> None:
    matter = matter_of(appraised_round, CONSTRUCTION, "2.1")
    with pytest.raises(NotAllowedError):
        judge(cast, matter, "accept", who=HOUSE)
    written = judge(cast, matter, "change", who="appraiser", value="96", reason="Theo báo cáo")
    assert (written.entry.by_agency, written.entry.points) == (
        agency(HOME_AFFAIRS),
        Decimal("4.5"),
    )


@pytest.mark.parametrize("code", [CONSTRUCTION, "H99.02.01"])
def test_whoever_has_a_post_at_or_below_the_agency_does_not_appraise_it(
    code: str, appraised_round: Round, cast: Cast
) -> None:
    give_post(cast["appraiser"], Role.INSPECTOR, code)
    with pytest.raises(NotAllowedError):
        judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "accept", who="appraiser")
    assert judge(cast, matter_of(appraised_round, COMMUNE, "1.2"), "accept").entry.points


def test_a_post_at_the_province_binds_nobody(appraised_round: Round, cast: Cast) -> None:
    give_post(cast["appraiser"], Role.LEADER, "H99")
    assert judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "accept").entry.points == 3


def test_two_appraisers_at_once_do_not_overwrite(appraised_round: Round, cast: Cast) -> None:
    matter = matter_of(appraised_round, CONSTRUCTION, "1.2")
    judge(cast, matter, "accept", seen=0)
    with pytest.raises(ChangedMeanwhileError):
        judge(cast, matter, "change", points="1", reason="x", seen=0)
    assert Entry.objects.get(stage="appraised_1").points == 3


def test_what_a_survey_tells_is_not_appraised(appraised_round: Round, cast: Cast) -> None:
    with pytest.raises(RoundRefusedError) as refused:
        judge(cast, matter_of(appraised_round, COMMUNE, "2.2"), "change", points="1", reason="x")
    assert codes(refused) == ["appraisal-not-appraised"]


def test_an_unknown_verdict_is_told(appraised_round: Round, cast: Cast) -> None:
    with pytest.raises(RoundRefusedError) as refused:
        judge(cast, matter_of(appraised_round, COMMUNE, "1.2"), "praise", reason="x")
    assert codes(refused) == ["appraisal-verdict-unknown"]


def test_a_verdict_after_the_lock_is_kept_as_a_note(appraised_round: Round, cast: Cast) -> None:
    scored = go_to(appraised_round, PhaseKind.EXPLANATION)
    with pytest.raises(StageLockedError) as refused:
        judge(cast, matter_of(scored, CONSTRUCTION, "1.2"), "change", points="1", reason="muộn")
    assert refused.value.kept
    note = LateNote.objects.get()
    assert (note.stage, note.typed["verdict"]) == ("appraised_1", "change")
    assert not Entry.objects.exclude(stage="self").exists()


def test_a_verdict_after_the_hour_is_a_note_although_nothing_is_locked_yet(
    appraised_round: Round, cast: Cast
) -> None:
    late = appraised_round.phases.get(kind="appraisal_1").closes_at
    matter = matter_of(appraised_round, CONSTRUCTION, "1.2")
    sent = Sent("change", {"value": "10", "reason": "muộn"})
    with pytest.raises(StageLockedError) as refused:
        decide(cast.actor("appraiser"), matter=matter, sent=sent, now=late)
    assert refused.value.kept
    assert LateNote.objects.get().stage == "appraised_1"
    assert not Entry.objects.exclude(stage="self").exists()


def explain(scored: Round, code: str, item: str, kind: str) -> None:
    matter = matter_of(scored, code, item)
    Remark.objects.create(
        card=matter.card, item=matter.item, phase="explanation", side="agency", kind=kind,
        text="Đã nộp danh sách", at=NOW,
    )  # fmt: skip


def test_settled_items_carry_and_are_opened_with_a_reason(
    appraised_round: Round, cast: Cast
) -> None:
    judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "accept")
    matter = matter_of(go_to(appraised_round, PhaseKind.APPRAISAL_2), CONSTRUCTION, "1.2")
    with pytest.raises(RoundRefusedError) as refused:
        judge(cast, matter, "change", points="1", reason="x")
    assert codes(refused) == ["appraisal-settled"]
    with pytest.raises(NoReasonError):
        reopen(cast.actor("appraiser"), matter=matter, reason=" ", now=NOW)
    reopen(cast.actor("appraiser"), matter=matter, reason="Có tố giác", now=NOW)
    assert Event.objects.filter(verb="appraisal.reopened").count() == 1
    with pytest.raises(RoundRefusedError) as refused:
        reopen(cast.actor("appraiser"), matter=matter, reason="Lần nữa", now=NOW)
    assert codes(refused) == ["appraisal-already-open"]
    assert Reopening.objects.count() == 1
    written = judge(cast, matter, "change", points="1", reason="x")
    assert (written.entry.stage, written.entry.points) == ("appraised_2", 1)


@pytest.mark.parametrize(
    ("choice", "answer", "is_due"),
    [
        ("change", "", True),
        ("change", "agreement", False),
        ("change", "explanation", True),
        ("ask", "", True),
        ("ask", "explanation", True),
        ("accept", "explanation", True),
        (None, "", True),
    ],
)
def test_the_second_appraisal_takes_up_what_is_still_open(
    choice: str | None, answer: str, is_due: bool, appraised_round: Round, cast: Cast
) -> None:
    if choice:
        typed = {} if choice == "accept" else {"points": "1", "reason": "Thiếu danh sách"}
        judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), choice, **typed)
    scored = go_to(appraised_round, PhaseKind.EXPLANATION)
    if answer:
        explain(scored, CONSTRUCTION, "1.2", answer)
    matter = matter_of(go_to(scored, PhaseKind.APPRAISAL_2), CONSTRUCTION, "1.2")
    if is_due:
        assert judge(cast, matter, "accept").entry.stage == "appraised_2"
        return
    with pytest.raises(RoundRefusedError):
        judge(cast, matter, "accept")


def test_the_second_appraisal_can_take_the_agency_s_own_figure_again(
    appraised_round: Round, cast: Cast
) -> None:
    judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "change", points="1", reason="x")
    scored = go_to(appraised_round, PhaseKind.APPRAISAL_2)
    matter = matter_of(scored, CONSTRUCTION, "1.2")
    written = judge(cast, matter, "claim", reason="Giải trình đúng")
    assert (written.entry.verdict, written.entry.points) == ("changed", 3)
    assert written.entry.given == {"numerator": "45", "denominator": "60"}


def test_a_figure_nobody_knows_cannot_be_taken(appraised_round: Round, cast: Cast) -> None:
    with pytest.raises(RoundRefusedError) as refused:
        judge(cast, matter_of(appraised_round, CONSTRUCTION, "1.2"), "known", reason="x")
    assert codes(refused) == ["appraisal-nothing-known"]


def test_looks_are_kept_once_for_each_person(appraised_round: Round, cast: Cast) -> None:
    matters = [matter_of(appraised_round, code, "1.2") for code in (CONSTRUCTION, COMMUNE)]
    for _again in range(2):
        mark_looked(cast.actor("appraiser"), matters=matters, now=NOW)
    assert Look.objects.count() == 2
    with pytest.raises(NotAllowedError):
        mark_looked(cast.actor("commune"), matters=matters, now=NOW)
