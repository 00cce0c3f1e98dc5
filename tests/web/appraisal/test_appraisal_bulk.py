"""Accepting many items at once: what agrees, what does not, in the background."""

import pytest
from django.urls import reverse
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast
from sample_appraisal import HOUSE, go_to, judge, matter_of
from sample_round import NOW, card_of, item_of

from caicach.web.appraisal.actions import bulk
from caicach.web.appraisal.actions.bulk import accept_later, accept_many
from caicach.web.appraisal.queries.matching import matching, matters_of
from caicach.web.appraisal.queries.sight import Sight, rounds_seen, sight_of
from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.jobs.models import Job
from caicach.web.jobs.worker import run_waiting
from caicach.web.rounds.models import Entry, Evidence, Filling, PhaseKind, Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def known_round(appraised_round: Round, cast: Cast) -> Round:
    """Facts know 2.1 of all three; the commune overrode nothing."""
    for code in (CONSTRUCTION, COMMUNE, HOME_AFFAIRS):
        know(appraised_round, code, "2.1", {"numerator": "97", "denominator": "100"})
    return appraised_round


def know(scored: Round, code: str, item: str, given: dict[str, str], kind: str = "") -> None:
    Filling.objects.create(
        card=card_of(scored, code),
        item=item_of(scored, item),
        given=given,
        source_kind=kind or "indicator",
        source_name="on_time_share",
        period="2026",
        facts_version=1,
    )


def sight(cast: Cast, scored: Round, who: str = HOUSE) -> Sight:
    return sight_of(cast[who], rounds_seen(cast[who]).get(pk=scored.pk))


def found(cast: Cast, scored: Round, who: str = HOUSE) -> list[str]:
    rows = matching(sight(cast, scored, who)).values_list("agency__code", "position")
    return sorted(f"{code} {position}" for code, position in rows)


def accept(cast: Cast, scored: Round, who: str = HOUSE) -> bulk.Accepted:
    matters = matters_of(sight(cast, scored, who), None)
    return accept_many(cast.actor(who), scored=scored, matters=matters, now=NOW)


def test_what_facts_know_and_nobody_overrode_can_be_accepted(
    known_round: Round, cast: Cast
) -> None:
    # the house's own card is for the round's lead to appraise
    assert found(cast, known_round) == [f"{HOME_AFFAIRS} 4", f"{COMMUNE} 4"]
    assert found(cast, known_round, "appraiser") == [f"{CONSTRUCTION} 4"]
    assert accept(cast, known_round).done == 2
    assert set(Entry.objects.filter(stage="appraised_1").values_list("verdict", flat=True)) == {
        "accepted"
    }
    assert Event.objects.get(verb="appraisal.accepted_many").after == {"items": 2}
    assert found(cast, known_round) == []


def test_what_was_overridden_or_lacks_evidence_is_not_among_them(
    appraised_round: Round, cast: Cast
) -> None:
    know(appraised_round, COMMUNE, "1.1", {"choice": "Một phần"}, kind="report")
    know(appraised_round, COMMUNE, "1.2", {"value": "80"}, kind="report")
    assert found(cast, appraised_round, "appraiser") == [f"{COMMUNE} 2"]
    about = {"card": card_of(appraised_round, COMMUNE), "item": item_of(appraised_round, "1.1")}
    piece = {"kind": "query", "query": {"indicator": "x"}, "phase": "self_scoring"}
    Evidence.objects.create(**about, **piece, is_partial=True)
    assert found(cast, appraised_round, "appraiser") == [f"{COMMUNE} 2"]
    Evidence.objects.create(**about, **piece)
    assert found(cast, appraised_round, "appraiser") == [f"{COMMUNE} 1", f"{COMMUNE} 2"]
    appraised_round.cards.update(self_open=True)
    Entry.objects.filter(**about).update(source="override", reason="x")
    assert found(cast, appraised_round, "appraiser") == [f"{COMMUNE} 2"]


def test_somebody_faster_is_told_and_the_rest_goes_on(known_round: Round, cast: Cast) -> None:
    matters = matters_of(sight(cast, known_round), None)
    judge(cast, matter_of(known_round, COMMUNE, "2.1"), "change", points="0", reason="Sai")
    done = accept_many(cast.actor(HOUSE), scored=known_round, matters=matters, now=NOW)
    assert (done.done, [each.card.agency.code for each in done.changed]) == (1, [COMMUNE])
    assert Entry.objects.get(stage="appraised_1", card__agency__code=COMMUNE).points == 0


def test_after_the_lock_nothing_is_accepted(known_round: Round, cast: Cast) -> None:
    matters = matters_of(sight(cast, known_round), None)
    go_to(known_round, PhaseKind.EXPLANATION)
    assert found(cast, known_round) == []
    done = accept_many(cast.actor(HOUSE), scored=known_round, matters=matters, now=NOW)
    assert (done.done, done.left) == (0, 2)


def test_others_accept_nothing(known_round: Round, cast: Cast) -> None:
    for who in ("leader", "commune", "stranger"):
        with pytest.raises(NotAllowedError):
            accept_many(cast.actor(who), scored=known_round, matters=[], now=NOW)
        with pytest.raises(NotAllowedError):
            accept_later(cast.actor(who), cast[who], scored=known_round, items=[])
    matters = matters_of(sight(cast, known_round), None)
    done = accept_many(cast.actor("appraiser"), scored=known_round, matters=matters, now=NOW)
    assert (done.done, done.left) == (0, 2)


def test_the_page_shows_first_and_then_accepts(known_round: Round, cast: Cast) -> None:
    client = cast.client(HOUSE)
    where = reverse("appraisal:accept", args=[known_round.pk])
    shown = " ".join(client.get(where, {"item": "2.1"}).content.decode().split())
    assert "2 dòng khớp số hệ thống" in shown
    assert "Xã Bình An" in shown
    assert client.get(where, {"item": "9.9"}).status_code == 404
    answer = client.post(f"{where}?item=2.1", follow=True)
    assert "Đã chấp nhận 2 mục." in answer.content.decode()


def test_many_are_accepted_in_the_background(
    known_round: Round, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caicach.web.appraisal.views.bulk.MOST_AT_ONCE", 1)
    client = cast.client(HOUSE)
    answer = client.post(reverse("appraisal:accept", args=[known_round.pk]))
    job = Job.objects.get(kind="appraisal.accept")
    assert answer["Location"] == reverse("appraisal:accepting", args=[known_round.pk, job.pk])
    assert "Đang chờ đến lượt" in client.get(answer["Location"]).content.decode()
    run_waiting("test")
    page = client.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "Đã chấp nhận 2 dòng." in page
    assert Entry.objects.filter(stage="appraised_1").count() == 2
    assert cast.client("appraiser").get(answer["Location"]).status_code == 404


def test_a_lost_right_stops_the_background(known_round: Round, cast: Cast) -> None:
    accept_later(cast.actor(HOUSE), cast[HOUSE], scored=known_round, items=["2.1"])
    cast[HOUSE].posts.update(valid_to=NOW.date().replace(day=1))
    run_waiting("test")
    assert not Entry.objects.filter(stage="appraised_1").exists()
