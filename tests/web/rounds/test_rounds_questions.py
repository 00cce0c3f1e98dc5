"""Questions to the facts as evidence: any indicator of the own agency, and nobody else's."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from little_province import CONSTRUCTION, Cast
from sample_round import NOW, card_of, item_of

from caicach.engine import Store
from caicach.web.accounts.models import Post
from caicach.web.rounds.actions.evidence import Piece, add_evidence
from caicach.web.rounds.models import Card, Evidence, Filling, Round
from caicach.web.rounds.queries.questions import questions_of

pytestmark = pytest.mark.django_db
OTHER = "online_dossier_share:denominator"


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EVIDENCE_FOLDER, settings.FACTS_STORE = tmp_path / "evidence", str(tmp_path / "store")
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def facts(settings: Any) -> int:
    """A store without a row; its version."""
    return Store.create(settings.FACTS_STORE).facts().version


@pytest.fixture
def card(opened_round: Round) -> Card:
    made = card_of(opened_round, CONSTRUCTION)
    Filling.objects.create(
        card=made,
        item=item_of(opened_round, "2.1"),
        given={"numerator": "97", "denominator": "100"},
        source_kind="indicator",
        source_name="on_time_share",
        period="2026",
        facts_version=405,
    )
    return made


def where(card: Card, code: str = "1.2") -> str:
    return reverse("rounds:evidence-add", args=[card.pk, code])


def test_any_indicator_may_be_asked_as_of_the_facts_of_now(
    cast: Cast, card: Card, facts: int
) -> None:
    client = cast.client("focal_officer")
    page = client.get(where(card)).content.decode()
    assert re.search(r'<optgroup label="Số liệu trên bảng này">\s*<option value="on_time', page)
    assert '<optgroup label="Chỉ số khác của cơ quan">' in page
    assert client.post(where(card), {"query": OTHER}).status_code == 302
    asked = {"indicator": "online_dossier_share", "period": "2026", "part": "denominator"}
    assert Evidence.objects.get().query == asked | {"facts_version": facts}


def test_a_figure_of_the_card_keeps_the_version_it_was_read_from(
    cast: Cast, card: Card, facts: int
) -> None:
    groups = dict(questions_of(cast.people["focal_officer"], card, item_of(card.round, "1.2")))
    own, others = groups.values()
    assert [each.key for each in own] == ["on_time_share:numerator", "on_time_share:denominator"]
    assert {each.query["facts_version"] for each in own} == {405}
    assert "on_time_share" not in {each.query["indicator"] for each in others}
    card.round.facts_version = 7
    groups = dict(questions_of(cast.people["focal_officer"], card, item_of(card.round, "1.2")))
    assert {each.query["facts_version"] for each in [*groups.values()][1]} == {7}


def test_a_count_has_no_rows_of_a_denominator(cast: Cast, card: Card, facts: int) -> None:
    groups = questions_of(cast.people["focal_officer"], card, item_of(card.round, "1.2"))
    keys = {each.key for _heading, questions in groups for each in questions}
    assert "received_count:numerator" in keys
    assert "received_count:denominator" not in keys


def test_the_list_is_narrowed_by_what_is_looked_for(cast: Cast, card: Card, facts: int) -> None:
    page = cast.client("focal_officer").get(f"{where(card)}?q=truc tuyen").content.decode()
    assert "online_dossier_share:" in page
    assert "on_time_share:" not in page


def test_without_facts_only_what_the_card_knows_may_be_asked(cast: Cast, card: Card) -> None:
    groups = questions_of(cast.people["focal_officer"], card, item_of(card.round, "1.2"))
    assert len(groups) == 1
    answer = cast.client("focal_officer").post(where(card), {"query": OTHER})
    assert answer.status_code == 422


def test_nobody_asks_for_another_agency(cast: Cast, card: Card, facts: int) -> None:
    for who, status in (("commune", 404), ("appraiser", 403), ("stranger", 403), ("leader", 403)):
        assert cast.client(who).post(where(card), {"query": OTHER}).status_code == status
        piece = Piece(query={"indicator": "online_dossier_share", "period": "2026"})
        with pytest.raises(PermissionDenied):
            add_evidence(
                cast.actor(who), card=card, items=[item_of(card.round, "1.2")], piece=piece, now=NOW
            )
    assert not Evidence.objects.exists()


def test_who_lost_the_post_is_offered_nothing_beyond_the_card(
    cast: Cast, card: Card, facts: int
) -> None:
    person = cast.people["focal_officer"]
    Post.objects.filter(person=person).update(valid_to="2026-06-30")
    assert len(questions_of(person, card, item_of(card.round, "1.2"))) == 1
