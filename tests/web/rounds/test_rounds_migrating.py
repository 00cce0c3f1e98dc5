"""The edition of a running round: refused but for a migration that was seen beforehand."""

from typing import Any

import pytest
from little_province import CONSTRUCTION, Cast
from sample_round import NOW, SET, advance, card_of, item_of

from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.jobs.worker import run_waiting
from caicach.web.rounds.actions.editions import migrate_edition
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.actions.rounds import change_round, keep_edition
from caicach.web.rounds.migrating import preview_of
from caicach.web.rounds.models import (
    Card,
    Entry,
    EntryChange,
    Item,
    KeptEdition,
    Remark,
    Round,
    Tally,
)
from caicach.web.rounds.refusals import NoReasonError, RoundRefusedError, WrongMomentError

pytestmark = pytest.mark.django_db
WHY = "Bộ tiêu chí được sửa đổi theo Quyết định 12"
HALF_LEVEL = '{label: "Một phần", points: 1}, '
HARDER = SET.replace("from: 95, below: 98, points: 4.5", "from: 95, below: 98, points: 4")


def kept(text: str) -> KeptEdition:
    edition, issues = keep_edition(text, "little.yaml")
    assert edition is not None, issues
    return edition


def type_in(cast: Cast, scored: Round, code: str, **typed: Any) -> None:
    by, card = cast.actor("focal_officer"), card_of(scored, CONSTRUCTION)
    enter(by, card=card, item=item_of(scored, code), typed=typed, now=NOW)


def migrate(
    cast: Cast, scored: Round, text: str, who: str = "standing_body", why: str = WHY
) -> Any:
    by = cast.actor(who)
    return migrate_edition(by, scored=scored, edition=kept(text), reason=why, now=NOW)


def refused(cast: Cast, scored: Round, text: str) -> list[str]:
    with pytest.raises(RoundRefusedError) as told:
        migrate(cast, scored, text)
    return [each.code for each in told.value.issues]


def test_an_opened_round_does_not_simply_take_another_edition(
    opened_round: Round, cast: Cast
) -> None:
    with pytest.raises(WrongMomentError):
        change_round(
            cast.actor("standing_body"),
            scored=opened_round,
            values={"edition": kept(HARDER)},
            seen=opened_round.version,
        )


def test_a_preview_says_what_changes_and_writes_nothing(opened_round: Round, cast: Cast) -> None:
    type_in(cast, opened_round, "2.1", value="97")
    preview = preview_of(opened_round, kept(HARDER))
    assert [(each.kind, each.code) for each in preview.changes] == [("rule", "2.1")]
    assert [(str(each.before.points), str(each.after.points)) for each in preview.rescored] == [
        ("4.5", "4")
    ]
    assert Entry.objects.get().points is not None
    assert EntryChange.objects.count() == 1


def test_a_migration_scores_what_stands_by_the_new_rule(opened_round: Round, cast: Cast) -> None:
    type_in(cast, opened_round, "2.1", value="97")
    opened_round.cards.update(state=Card.State.SUBMITTED, self_open=False)
    migrate(cast, opened_round, HARDER)
    run_waiting("test")
    entry, card = Entry.objects.get(), card_of(opened_round, CONSTRUCTION)
    assert (entry.points, entry.given) == (4, {"value": "97"})
    assert (card.state, card.self_open) == ("drafting", True)
    others = opened_round.cards.exclude(pk=card.pk)
    assert set(others.values_list("state", "self_open")) == {("submitted", False)}
    assert Tally.objects.get(card=card, stage="self").points == 4
    assert card.round.edition.sha256 == kept(HARDER).sha256


def test_a_figure_that_no_longer_fits_is_kept_in_the_history_and_told_at_its_item(
    opened_round: Round, cast: Cast
) -> None:
    type_in(cast, opened_round, "1.1", choice="Một phần")
    preview = migrate(cast, opened_round, SET.replace(HALF_LEVEL, ""))
    assert [each.code for each in preview.unfit] == ["1.1"]
    entry = Entry.objects.get()
    assert (entry.given, entry.points, entry.score) == ({}, None, "not_reported")
    last = EntryChange.objects.first()
    assert last is not None
    assert last.before is not None
    assert last.before["given"] == {"choice": "Một phần"}
    assert "“Bộ tiêu chí nhỏ”" in Remark.objects.get(item=entry.item).text


def test_an_item_that_is_gone_keeps_its_history_and_counts_nowhere(
    opened_round: Round, cast: Cast
) -> None:
    type_in(cast, opened_round, "1.3", value="100")
    gone = item_of(opened_round, "1.3")
    line = next(each for each in SET.splitlines() if "code: 1.3" in each)
    without = SET.replace(f"{line}\n", "").replace("max_points: 4, rule", "max_points: 6, rule")
    migrate(cast, opened_round, without)
    run_waiting("test")
    assert "1.3" not in opened_round.items.values_list("code", flat=True)
    assert Item.with_dropped.get(pk=gone.pk).is_dropped
    assert EntryChange.objects.filter(item=gone).count() == 2
    assert Tally.objects.get(card__agency__code=CONSTRUCTION, stage="self").points is None


def test_an_item_that_comes_in_can_be_scored(opened_round: Round, cast: Cast) -> None:
    more = SET.replace(
        "max_points: 4, rule: {kind: linear}}",
        'max_points: 3, rule: {kind: linear}}\n      - {code: 1.4, label: "Báo cáo", '
        "max_points: 1, rule: {kind: linear}}",
        1,
    )
    migrate(cast, opened_round, more)
    run_waiting("test")
    type_in(cast, opened_round, "1.4", value="100")
    assert Entry.objects.get().points == 1


def test_after_self_scoring_the_edition_stays(opened_round: Round, cast: Cast) -> None:
    advance(cast, opened_round, "appraisal_1")
    assert refused(cast, opened_round, HARDER) == ["migration-only-while-self-scoring"]


def test_the_same_edition_is_no_migration(opened_round: Round, cast: Cast) -> None:
    assert refused(cast, opened_round, SET) == ["migration-same-edition"]


def test_an_edition_without_a_block_of_the_round_is_refused(
    opened_round: Round, cast: Cast
) -> None:
    other = SET.replace("id: communes", "id: wards")
    assert refused(cast, opened_round, other) == ["migration-loses-blocks"]
    assert not Event.objects.filter(verb="rounds.edition_migrated").exists()


def test_a_migration_leaves_its_reason(opened_round: Round, cast: Cast) -> None:
    with pytest.raises(NoReasonError):
        migrate(cast, opened_round, HARDER, why=" ")
    migrate(cast, opened_round, HARDER)
    event = Event.objects.get(verb="rounds.edition_migrated")
    assert event.reason == WHY
    with pytest.raises(NotAllowedError):
        migrate(cast, opened_round, SET, who="administrator")
