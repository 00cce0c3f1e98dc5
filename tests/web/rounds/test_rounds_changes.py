"""Agencies that end in the middle of a round: told, ended, and followed by others."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from little_province import COMMUNE, CONSTRUCTION, OTHER_COMMUNE, VERSIONS, Cast, agency
from sample_round import NOW, advance, card_of, item_of

from caicach.web.agencies.touched import touched
from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.jobs.worker import run_waiting
from caicach.web.register.models import Entry as RegisterEntry
from caicach.web.register.models import Lineage, RegisterVersion
from caicach.web.rounds.actions.agencies import Joining, add_card, end_card
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.models import Card, Entry, Evidence, Round, Tally
from caicach.web.rounds.refusals import (
    NoReasonError,
    RoundRefusedError,
    StageLockedError,
    WrongMomentError,
)

pytestmark = pytest.mark.django_db
WHY = "Sáp nhập theo Nghị quyết 1685"


def merge_away(code: str = COMMUNE, into: str = OTHER_COMMUNE) -> None:
    """Let the agency have ended yesterday; what of it there was is the other's."""
    yesterday = date.fromordinal(timezone.localdate().toordinal() - 1)
    RegisterEntry.objects.filter(agency__code=code).update(valid_to=yesterday)
    Lineage.objects.create(
        kind="merge", source=agency(code), target=agency(into), on=timezone.localdate()
    )
    RegisterVersion.objects.update_or_create(pk=1, defaults={"number": next(VERSIONS)})


def end(cast: Cast, scored: Round, code: str = COMMUNE, why: str = WHY) -> None:
    end_card(cast.actor("standing_body"), card=card_of(scored, code), reason=why, now=NOW)


def join(cast: Cast, scored: Round, code: str = OTHER_COMMUNE, **more: Any) -> Card:
    joining = Joining(agency(code), "communes", more.get("predecessors", ()))
    by = cast.actor(more.get("who", "standing_body"))
    return add_card(by, scored=scored, joining=joining, reason=WHY, now=NOW)


def test_a_merged_agency_is_told_on_the_round_with_its_successor(
    opened_round: Round, cast: Cast
) -> None:
    merge_away()
    client = cast.client("standing_body")
    page = client.get(reverse("rounds:round", args=[opened_round.pk])).content.decode()
    assert "không còn trong danh mục hôm nay" in page
    changes = client.get(reverse("rounds:changes", args=[opened_round.pk]))
    assert [each.card.agency.code for each in changes.context["gone"]] == [COMMUNE]
    assert changes.context["gone"][0].successors == (OTHER_COMMUNE,)
    assert "Phường Đông Hải" in changes.content.decode()


def test_an_ended_card_is_locked_kept_and_not_summed(opened_round: Round, cast: Cast) -> None:
    card, item = card_of(opened_round, COMMUNE), item_of(opened_round, "1.2")
    enter(cast.actor("commune"), card=card, item=item, typed={"value": "50"}, now=NOW)
    end(cast, opened_round)
    ended = card_of(opened_round, COMMUNE)
    assert (ended.state, ended.reason, ended.ended_on) == ("ended", WHY, NOW.date())
    assert Entry.objects.get().points == 2
    with pytest.raises(StageLockedError):
        enter(cast.actor("commune"), card=ended, item=item, typed={"value": "60"}, now=NOW)
    advance(cast, opened_round, "appraisal_1")
    assert Tally.objects.filter(stage="appraised_1").count() == 2
    assert Event.objects.get(verb="rounds.card_ended").reason == WHY


def test_the_database_refuses_to_open_an_ended_card(opened_round: Round, cast: Cast) -> None:
    end(cast, opened_round)
    with pytest.raises(DatabaseError), transaction.atomic():
        opened_round.cards.filter(agency__code=COMMUNE).update(self_open=True)


def test_a_card_ends_once_and_with_a_reason(opened_round: Round, cast: Cast) -> None:
    with pytest.raises(NoReasonError):
        end(cast, opened_round, why="  ")
    end(cast, opened_round)
    with pytest.raises(WrongMomentError):
        end(cast, opened_round)


def test_a_successor_begins_with_an_empty_card(opened_round: Round, cast: Cast) -> None:
    card, item = card_of(opened_round, COMMUNE), item_of(opened_round, "1.2")
    enter(cast.actor("commune"), card=card, item=item, typed={"value": "50"}, now=NOW)
    made = join(cast, opened_round, predecessors=[card])
    run_waiting("test")
    assert made.block == "communes"
    assert not Entry.objects.filter(card=made).exists()
    assert card_of(opened_round, OTHER_COMMUNE).self_open
    assert Tally.objects.get(card=made, stage="self").points is None


def test_evidence_alone_is_brought_over(opened_round: Round, cast: Cast) -> None:
    card, item = card_of(opened_round, COMMUNE), item_of(opened_round, "1.1")
    kept = {"card": card, "item": item, "kind": "query", "query": {}, "phase": "self_scoring"}
    piece = Evidence.objects.create(**kept)
    Evidence.objects.create(**kept, state="withdrawn", ended_at=NOW, reason="Nhầm tệp")
    made = join(cast, opened_round, predecessors=[card])
    assert [each.reused_from for each in made.evidence.all()] == [piece]
    assert not join_page_pieces(cast, opened_round)


def join_page_pieces(cast: Cast, scored: Round) -> list[Evidence]:
    """Return what an agency that joins without predecessors has."""
    made = join(cast, scored, code="H99.02.01")
    return list(made.evidence.all())


@pytest.mark.parametrize(
    ("code", "fault"),
    [(CONSTRUCTION, "round-agency-has-card"), (OTHER_COMMUNE, "round-agency-not-there")],
)
def test_an_agency_joins_once_and_only_while_it_is_there(
    code: str, fault: str, opened_round: Round, cast: Cast
) -> None:
    merge_away(OTHER_COMMUNE, COMMUNE)
    with pytest.raises(RoundRefusedError) as refused:
        join(cast, opened_round, code=code)
    assert [each.code for each in refused.value.issues] == [fault]


def test_a_card_that_comes_late_is_locked_like_the_others(opened_round: Round, cast: Cast) -> None:
    scored = advance(cast, opened_round, "appraisal_1")
    join(cast, scored)
    made = card_of(scored, OTHER_COMMUNE)
    assert (made.self_open, made.appraised_1_open) == (False, True)


@pytest.mark.parametrize("who", ["stranger", "focal_officer", "leader", "administrator"])
def test_only_the_standing_body_ends_and_adds_cards(
    who: str, opened_round: Round, cast: Cast
) -> None:
    with pytest.raises(NotAllowedError):
        join(cast, opened_round, who=who)
    with pytest.raises(NotAllowedError):
        end_card(cast.actor(who), card=card_of(opened_round, COMMUNE), reason=WHY, now=NOW)


def test_an_operation_on_agencies_says_what_of_rounds_it_touches(opened_round: Round) -> None:
    found = {str(each.label): each.count for each in touched([CONSTRUCTION], NOW.date())}
    assert found["bảng chấm đang chấm"] == 1
    assert found["mục chấm điểm do cơ quan thẩm định"] == 3
    Round.objects.update(state=Round.State.CANCELLED)
    assert touched([CONSTRUCTION], NOW.date()) == []


def test_the_successor_is_added_on_the_page(opened_round: Round, cast: Cast) -> None:
    merge_away()
    client = cast.client("standing_body")
    where = reverse("rounds:changes", args=[opened_round.pk])
    card = card_of(opened_round, COMMUNE)
    client.post(reverse("rounds:end-card", args=[opened_round.pk, card.pk]), {"reason": WHY})
    given = {"names": OTHER_COMMUNE, "block": "communes", "reason": WHY}
    assert client.post(where, given | {"reason": ""}).status_code == 422
    assert client.post(where, given).status_code == 302
    assert opened_round.cards.filter(agency__code=OTHER_COMMUNE).exists()
    assert client.get(where).context["gone"] == []
