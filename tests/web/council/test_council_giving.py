"""Points given by hand: never by somebody with a post too near to the agency."""

from decimal import Decimal

import pytest
from django.utils import timezone
from little_province import COMMUNE, CONSTRUCTION, Cast
from sample_appraisal import give_post
from sample_council import council_round
from sample_round import NOW, card_of, item_of

from caicach.core.rules import Given
from caicach.web.audit.actor import NotAllowedError
from caicach.web.council.actions.points import Giving, give_points
from caicach.web.rounds.models import Entry, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Round:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return council_round(cast)


def give(cast: Cast, scored: Round, *codes: str) -> int:
    given = Given(points=Decimal("0.5"))
    givings = [Giving(card_of(scored, each), given, "Sáng kiến", 0) for each in codes]
    by, item = cast.actor("council_secretary"), item_of(scored, "T.1")
    return give_points(by, scored=scored, item=item, givings=givings, now=NOW)


@pytest.mark.parametrize("post", [CONSTRUCTION, "H99.02.01"])
def test_a_secretary_gives_no_points_to_an_agency_of_the_own_posts(
    post: str, scored: Round, cast: Cast
) -> None:
    give_post(cast["council_secretary"], "focal_officer", post)
    with pytest.raises(NotAllowedError):
        give(cast, scored, COMMUNE, CONSTRUCTION)
    assert not Entry.objects.exists()
    assert give(cast, scored, COMMUNE) == 1


def test_the_page_offers_no_fields_for_such_an_agency(scored: Round, cast: Cast) -> None:
    give_post(cast["council_secretary"], "focal_officer", CONSTRUCTION)
    where = f"/council/{scored.pk}/points/T.1/"
    page = cast.client("council_secretary").get(where).content.decode()
    offered = {
        code: f'name="points-{card_of(scored, code).pk}"' in page
        for code in (COMMUNE, CONSTRUCTION)
    }
    assert offered == {COMMUNE: True, CONSTRUCTION: False}
    assert "thư ký khác ghi điểm" in page
