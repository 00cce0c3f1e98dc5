"""Who of the appraisers opens evidence: those whose turn the item of that card is."""

import pytest
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast
from sample_appraisal import HOUSE
from sample_round import card_of, item_of

from caicach.web.rounds.models import Evidence, Round
from caicach.web.rounds.queries.pieces import visible_evidence

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "item", "who", "sees"),
    [
        (COMMUNE, "1.1", "appraiser", True),
        (COMMUNE, "1.1", HOUSE, False),
        (HOME_AFFAIRS, "1.1", HOUSE, True),
        # the stand-in leads the item itself: the round's lead appraises its card
        (CONSTRUCTION, "2.1", "appraiser", True),
        (CONSTRUCTION, "2.1", HOUSE, False),
        (COMMUNE, "2.1", HOUSE, True),
    ],
)
def test_evidence_is_opened_by_those_whose_turn_it_is(
    code: str, item: str, who: str, sees: bool, appraised_round: Round, cast: Cast
) -> None:
    Evidence.objects.create(
        card=card_of(appraised_round, code),
        item=item_of(appraised_round, item),
        kind="query",
        query={"indicator": "on_time_share"},
        phase="self_scoring",
    )
    assert visible_evidence(cast[who]).exists() is sees
