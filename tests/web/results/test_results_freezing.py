"""What publishing says nobody appraised, what it leaves when it fails, and who waits for whom."""

from typing import Any

import pytest
from little_province import COMMUNE, CONSTRUCTION, Cast
from sample_council import explained, scored_at
from sample_results import VALUES, correct, decided_round, publish, published_round
from sample_round import NOW, advance, begin_round, card_of, item_of, open_for

from caicach.core.issues import Issue
from caicach.web.jobs.worker import run_waiting
from caicach.web.results import freezing
from caicach.web.results.actions.publishing import publish_later
from caicach.web.results.checking import check_publishing
from caicach.web.results.models import Correction, Publication
from caicach.web.rounds.actions.entries import enter
from caicach.web.rounds.models import EntryChange, Filling, Round

pytestmark = pytest.mark.django_db


def told(scored: Round, code: str) -> list[Issue]:
    return [each for each in check_publishing(scored) if each.code == code]


def ask(cast: Cast, scored: Round, **values: Any) -> None:
    by = cast.actor("standing_body")
    publish_later(by, scored=scored, values=VALUES | values, now=NOW, person_id=None)


def surveyed(scored: Round, code: str = CONSTRUCTION) -> Filling:
    row = {"card": card_of(scored, code), "item": item_of(scored, "2.2"), "given": {"value": "4"}}
    return Filling.objects.create(**row, source_kind="survey", source_name="dtxhh", period="2026")


def test_publishing_says_how_much_nobody_appraised(cast: Cast) -> None:
    scored = open_for(cast, begin_round(cast))
    card, by = card_of(scored, CONSTRUCTION), cast.actor("focal_officer")
    enter(by, card=card, item=item_of(scored, "1.2"), typed={"value": "100"}, now=NOW)
    scored = advance(cast, scored, "publication")
    (found,) = told(scored, "publishing-never-appraised")
    values = dict(found.values)
    assert (found.severity, values["count"], values["cards"]) == ("warning", "1", "1")
    assert "1.2 (1)" in found.problem("vi")


def test_what_the_council_decided_needs_no_appraisal(cast: Cast) -> None:
    scored = decided_round(cast)
    assert not told(scored, "publishing-never-appraised")
    assert not told(scored, "publishing-disputes-undecided")


def test_publishing_says_what_is_disputed_and_never_came_before_the_council(cast: Cast) -> None:
    scored = open_for(cast, begin_round(cast))
    scored_at(scored, CONSTRUCTION, "1.2", "self", 4)
    appraised = {"verdict": "changed", "reason": "Thiếu 2 nhiệm vụ"}
    scored_at(scored, CONSTRUCTION, "1.2", "appraised_1", 2, **appraised)
    explained(scored, CONSTRUCTION, "1.2")
    scored = advance(cast, scored, "publication")
    (found,) = told(scored, "publishing-disputes-undecided")
    assert (found.severity, dict(found.values)["count"]) == ("warning", "1")


def test_a_publication_that_fails_pins_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    scored = decided_round(cast)
    surveyed(scored)

    def fail(*_any: Any, **_more: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(freezing, "publish", fail)
    ask(cast, scored)
    run_waiting("test")
    assert not Publication.objects.exists()
    assert Filling.objects.get(item__code="2.2").pinned_at is None


def test_a_figure_that_is_joined_meanwhile_is_not_left_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored, seal = decided_round(cast), freezing.publish

    def join_then_seal(*given: Any, **more: Any) -> Any:
        surveyed(scored)
        return seal(*given, **more)

    monkeypatch.setattr(freezing, "publish", join_then_seal)
    ask(cast, scored)
    run_waiting("test")
    assert not Publication.objects.exists()
    assert Filling.objects.get(item__code="2.2").pinned_at is None


def test_a_correction_that_comes_after_what_was_taken_waits_for_the_next_publication(
    cast: Cast,
) -> None:
    scored = published_round(cast).round
    first = correct(cast, scored, COMMUNE, "1.2", "4")
    made = publish(cast, scored, cause="Đính chính", notation="20/QĐ-UBND")
    later = correct(cast, scored, COMMUNE, "1.2", "3")
    first.refresh_from_db()
    assert (first.publication, later.publication) == (made, None)
    assert later.change > made.last_change
    assert Round.objects.get(pk=scored.pk).told_change == made.last_change


def test_only_corrections_that_were_taken_in_are_said_to_be_published(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    scored = published_round(cast).round
    correct(cast, scored, COMMUNE, "1.2", "4")
    taken = EntryChange.objects.latest("pk").pk
    late = correct(cast, scored, CONSTRUCTION, "1.2", "1")
    monkeypatch.setattr(freezing, "last_change", lambda _scored: taken)
    made = publish(cast, scored, cause="Đính chính", notation="20/QĐ-UBND")
    assert list(Correction.objects.filter(publication=made)) == [
        Correction.objects.get(card__agency__code=COMMUNE)
    ]
    late.refresh_from_db()
    assert late.publication is None
