"""Points given by hand after the hour of the council: kept as notes, and nothing else."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from little_province import COMMUNE, CONSTRUCTION, Cast
from sample_council import council_round
from sample_round import card_of, item_of

from caicach.core.rules import Given
from caicach.web.council.actions.points import Giving, give_points
from caicach.web.rounds.models import Entry, LateNote, Round
from caicach.web.rounds.refusals import StageLockedError

pytestmark = pytest.mark.django_db


def give(made: Round, cast: Cast, now: datetime) -> int:
    cards = [card_of(made, code) for code in (CONSTRUCTION, COMMUNE)]
    givings = [Giving(card, Given(points=Decimal(1)), "Sáng kiến", 0) for card in cards]
    by, item = cast.actor("council_secretary"), item_of(made, "T.1")
    return give_points(by, scored=made, item=item, givings=givings, now=now)


def test_points_count_until_the_hour_and_are_notes_from_then_on(cast: Cast) -> None:
    made = council_round(cast)
    end = made.phases.get(kind="council").closes_at
    with pytest.raises(StageLockedError) as refused:
        give(made, cast, end)
    assert refused.value.kept
    assert not Entry.objects.exists()
    kept = LateNote.objects.values_list("stage", "typed")
    assert list(kept) == [("final", {"points": "1", "reason": "Sáng kiến"})] * 2
    assert give(made, cast, end - timedelta(seconds=1)) == 2


def test_points_given_after_the_lock_are_notes(cast: Cast) -> None:
    made = council_round(cast)
    made.cards.filter(agency__code=COMMUNE).update(final_open=False)
    with pytest.raises(StageLockedError):
        give(made, cast, made.phases.get(kind="council").opens_at)
    assert not Entry.objects.exists()
    assert LateNote.objects.count() == 2
