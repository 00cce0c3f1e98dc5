"""A round opened, a card filled in: what is known, what is typed, what the database refuses."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast, agency
from sample_round import NOW, SET, begin_round, card_of, item_of, open_for

from caicach.core.criteria import Branch
from caicach.core.rules import Given
from caicach.core.rules.counted import PenaltyRule
from caicach.web.audit.actor import NotAllowedError
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.monitoring.models import IndicatorFigure
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.models import (
    Card,
    Entry,
    EntryChange,
    Extension,
    Filling,
    LateNote,
    Round,
    Tally,
)
from caicach.web.rounds.opening import bounds
from caicach.web.rounds.refusals import RoundRefusedError, StageLockedError
from caicach.web.rounds.scoring import edition_of, score_at
from caicach.web.rounds.tallying import tally_round
from caicach.web.rounds.writing import Handed, Turn, write_entry

pytestmark = pytest.mark.django_db


def own(scored: Round) -> Card:
    return card_of(scored, CONSTRUCTION)


def type_in(cast: Cast, scored: Round, code: str, **typed: Any) -> Any:
    seen, now = typed.pop("seen", None), typed.pop("now", NOW)
    by = cast.actor("focal_officer")
    card, item = own(scored), item_of(scored, code)
    return enter(by, card=card, item=item, typed=typed, seen=seen, now=now)


def codes(refused: Any) -> list[str]:
    return [each.code for each in refused.value.issues]


def test_an_opened_round_has_items_cards_and_sums(opened_round: Round) -> None:
    assert opened_round.state == Round.State.RUNNING
    assert opened_round.items.count() == 7
    assert opened_round.cards.filter(self_open=True).count() == 3
    assert Tally.objects.filter(stage="self").count() == 3
    leads = dict(opened_round.items.values_list("code", "lead__code"))
    assert leads["1.1"] == HOME_AFFAIRS
    assert leads["2.1"] == CONSTRUCTION
    assert leads["T.1"] == HOME_AFFAIRS


def test_points_are_computed_from_what_is_typed(opened_round: Round, cast: Cast) -> None:
    written = type_in(cast, opened_round, "1.2", numerator="45", denominator="60")
    assert written.entry.points == Decimal(3)
    assert written.tally.points == Decimal(3)
    assert EntryChange.objects.get().after["given"] == {"numerator": "45", "denominator": "60"}


def test_what_an_indicator_knows_is_filled_in_and_scored(cast: Cast) -> None:
    made = begin_round(cast)
    IndicatorFigure.objects.create(
        indicator="on_time_share",
        agency=agency(CONSTRUCTION),
        period="2026",
        numerator=97,
        denominator=100,
        facts_version=5,
    )
    scored = open_for(cast, made)
    filling = Filling.objects.get()
    assert (filling.facts_version, filling.period) == (5, "2026")
    assert scored.facts_version == 5
    where = reverse("rounds:card", args=[own(scored).pk])
    assert "phiên bản kho 5" in cast.client("focal_officer").get(where).content.decode()
    assert score_at(own(scored), "self").sums.scores["2.1"].points == Decimal("4.5")
    with pytest.raises(RoundRefusedError) as refused:
        type_in(cast, scored, "2.1", value="99")
    assert codes(refused) == ["card-override-needs-reason"]
    written = type_in(cast, scored, "2.1", value="99", reason="118 hồ sơ đồng bộ sai")
    assert (written.entry.source, written.entry.points) == ("override", 6)
    assert Filling.objects.get().given == {"numerator": "97", "denominator": "100"}


def test_all_faults_of_what_is_typed_are_told_at_once(opened_round: Round, cast: Cast) -> None:
    with pytest.raises(RoundRefusedError) as refused:
        type_in(cast, opened_round, "1.2", numerator="bốn", denominator="sáu", not_applicable="1")
    assert codes(refused) == [
        "card-not-a-number",
        "card-not-a-number",
        "card-not-applicable-needs-reason",
    ]
    assert not Entry.objects.exists()


@pytest.mark.parametrize("typed", [{"points": "4"}, {"value": "50", "points": "2"}])
def test_points_are_never_taken_where_figures_are_asked_for(
    typed: dict[str, str], opened_round: Round, cast: Cast
) -> None:
    with pytest.raises(RoundRefusedError) as refused:
        type_in(cast, opened_round, "1.2", **typed)
    assert codes(refused) == ["card-points-not-asked"]
    assert not Entry.objects.exists()


def test_a_reason_does_not_let_points_override_a_known_figure(
    opened_round: Round, cast: Cast
) -> None:
    Filling.objects.create(
        card=own(opened_round),
        item=item_of(opened_round, "2.1"),
        given={"numerator": "50", "denominator": "100"},
        source_kind="indicator",
        source_name="on_time_share",
    )
    with pytest.raises(RoundRefusedError) as refused:
        type_in(cast, opened_round, "2.1", points="6", reason="Sai")
    assert codes(refused) == ["card-points-not-asked"]


def test_points_are_not_taken_inside_parts(opened_round: Round, cast: Cast) -> None:
    typed = {"numerator": "1", "denominator": "2", "part:a:points": "4"}
    with pytest.raises(RoundRefusedError) as refused:
        type_in(cast, opened_round, "1.2", **typed)
    assert codes(refused) == ["card-points-not-asked"]
    assert refused.value.issues[0].where == "1.2 / a"


def test_a_part_does_not_leave_the_maximum_by_itself(opened_round: Round, cast: Cast) -> None:
    typed = {"numerator": "1", "denominator": "2", "part:a:not_applicable": "1"}
    with pytest.raises(RoundRefusedError) as refused:
        type_in(cast, opened_round, "1.2", **typed)
    assert codes(refused) == ["card-part-not-applicable"]


def test_points_are_taken_where_the_item_asks_for_them(cast: Cast) -> None:
    text = SET.replace("rule: {kind: bonus, per_item: 0.5}", "rule: {kind: manual}")
    scored = open_for(cast, begin_round(cast, text))
    assert type_in(cast, scored, "T.1", points="1,5").entry.points == Decimal("1.5")
    with pytest.raises(RoundRefusedError) as refused:
        type_in(cast, scored, "T.1", points="2.01")
    assert codes(refused) == ["points-above-maximum"]


def test_an_agency_does_not_score_the_survey_itself(opened_round: Round, cast: Cast) -> None:
    with pytest.raises(RoundRefusedError) as refused:
        type_in(cast, opened_round, "2.2", points="4")
    assert codes(refused) == ["card-not-self-scored"]


def test_a_stale_page_does_not_overwrite(opened_round: Round, cast: Cast) -> None:
    type_in(cast, opened_round, "1.2", value="50", seen=0)
    with pytest.raises(ChangedMeanwhileError):
        type_in(cast, opened_round, "1.2", value="80", seen=0)
    assert Entry.objects.get().points == 2


def test_what_is_typed_after_the_lock_is_kept_as_a_note(opened_round: Round, cast: Cast) -> None:
    opened_round.cards.update(self_open=False)
    with pytest.raises(StageLockedError) as refused:
        type_in(cast, opened_round, "1.2", value="50", reason="gõ muộn")
    assert refused.value.kept
    assert LateNote.objects.get().typed == {"value": "50", "reason": "gõ muộn"}
    assert not Entry.objects.exists()


def test_what_is_said_not_to_apply_is_owed_until_an_appraiser_agrees(
    opened_round: Round, cast: Cast
) -> None:
    type_in(cast, opened_round, "1.2", numerator="60", denominator="60")
    before = score_at(own(opened_round), "self").sums
    written = type_in(cast, opened_round, "1.3", not_applicable="1", reason="Không soạn thảo")
    assert (written.entry.score, written.entry.points) == ("not_applicable", None)
    sums = score_at(own(opened_round), "self").sums
    assert (sums.maximum, sums.index) == (before.maximum, before.index)
    assert written.tally.exact["maximum"] == str(before.maximum)
    kept = Tally.objects.get(card=own(opened_round), stage="self")
    tally_round(opened_round, "self")
    again = Tally.objects.get(card=own(opened_round), stage="self")
    assert (kept.low, kept.high, kept.exact) == (again.low, again.high, again.exact)
    page = cast.client("focal_officer").get(reverse("rounds:card", args=[own(opened_round).pk]))
    assert 'class="na">KAD' in page.content.decode()


def test_the_hour_decides_although_the_clock_locks_minutes_later(
    opened_round: Round, cast: Cast
) -> None:
    phase = opened_round.phases.get(kind="self_scoring")
    end = phase.closes_at
    written = type_in(cast, opened_round, "1.2", value="50", now=end - timedelta(seconds=1))
    assert written.entry.points == 2
    with pytest.raises(StageLockedError) as refused:
        type_in(cast, opened_round, "1.2", value="100", now=end)
    assert refused.value.kept
    assert LateNote.objects.get().typed == {"value": "100"}
    assert Entry.objects.get().points == 2
    more = {"until": end + timedelta(days=1), "reason": "Mất điện", "at": NOW}
    Extension.objects.create(phase=phase, agency=agency(CONSTRUCTION), **more)
    type_in(cast, opened_round, "1.2", value="100", now=end)
    assert Entry.objects.get().points == 4


def test_a_card_given_back_may_be_mended_until_the_hour_of_its_head(
    opened_round: Round, cast: Cast
) -> None:
    opened_round.phases.filter(kind="self_scoring").update(state="closed")
    approval = opened_round.phases.get(kind="head_approval")
    opened_round.phases.filter(pk=approval.pk).update(state="open")
    opened_round.cards.update(reason="Sửa mục 1.2")
    end = approval.closes_at
    type_in(cast, opened_round, "1.2", value="50", now=end - timedelta(seconds=1))
    with pytest.raises(StageLockedError):
        type_in(cast, opened_round, "1.2", value="100", now=end)
    assert Entry.objects.get().points == 2


def test_who_may_score_being_changed_meanwhile_is_told(opened_round: Round, cast: Cast) -> None:
    card, by = own(opened_round), cast.actor("focal_officer")
    turn = Turn(by, "self", agency(COMMUNE), NOW)
    with pytest.raises(RoundRefusedError) as refused:
        write_entry(turn, card, item_of(opened_round, "1.2"), Handed(Given(value=Decimal(50))))
    assert codes(refused) == ["card-score-not-yours"]
    assert not Entry.objects.exists()


@pytest.mark.parametrize("who", ["commune", "stranger", "administrator", "standing_body", "leader"])
def test_only_officers_of_the_agency_fill_in_its_card(
    who: str, opened_round: Round, cast: Cast
) -> None:
    with pytest.raises(NotAllowedError):
        enter(
            cast.actor(who),
            card=own(opened_round),
            item=item_of(opened_round, "1.2"),
            typed={"value": "50"},
            now=NOW,
        )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"points": Decimal("4.5")}, "score-out-of-bounds"),
        ({"points": Decimal(-1)}, "score-out-of-bounds"),
        ({"code": "1.1", "points": Decimal("1.5")}, "score-off-step"),
        ({"code": "2.3", "points": Decimal("1.25")}, "score-off-step"),
        ({"stage": "appraised_1"}, "score-locked"),
        ({"acting": COMMUNE}, "score-not-yours"),
        ({"locked": True}, "score-locked"),
    ],
)
def test_the_database_refuses_scores_that_may_not_be(
    change: dict[str, Any], words: str, opened_round: Round
) -> None:
    if change.get("locked"):
        opened_round.cards.update(self_open=False)

    def write() -> None:
        with transaction.atomic():
            Entry.objects.create(
                card=own(opened_round),
                item=item_of(opened_round, change.get("code", "1.2")),
                stage=change.get("stage", "self"),
                given={},
                points=change.get("points", Decimal(2)),
                score="scored",
                by_agency=agency(change.get("acting", CONSTRUCTION)),
            )

    if not words:
        write()
        return
    with pytest.raises(DatabaseError, match=words):
        write()


def test_the_database_keeps_changes_and_entries(opened_round: Round, cast: Cast) -> None:
    type_in(cast, opened_round, "1.2", value="50")
    for rows in (EntryChange.objects, Entry.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        EntryChange.objects.update(after={})


def test_a_penalty_takes_points_off(opened_round: Round) -> None:
    rule = PenaltyRule(kind="penalty", per_event=Decimal("0.5"))
    node = edition_of(opened_round).node("T.1")
    assert node is not None
    branch = Branch(node.model_copy(update={"rule": rule}), "penalty", Decimal(-2), ())
    assert bounds(branch) == (Decimal(-2), Decimal(0))
