"""What an agency did not agree to is told so on every page, until the council has decided."""

from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from little_province import COMMUNE, CONSTRUCTION, Cast
from sample_appraisal import go_to, judge, matter_of
from sample_round import NOW, card_of, item_of

from caicach.core.rules import Given
from caicach.web.appraisal.actions.verdicts import Sent, decide
from caicach.web.appraisal.queries.lines import lines_of
from caicach.web.appraisal.queries.pairs import SHOWS, pairs, with_told
from caicach.web.appraisal.queries.sight import rounds_seen, sight_of
from caicach.web.audit.actor import Actor
from caicach.web.council.queries.disputes import disputes
from caicach.web.rounds.models import Entry, Filling, PhaseKind, Remark, Round
from caicach.web.rounds.queries.readiness import lines_now
from caicach.web.rounds.showing import ItemState
from caicach.web.rounds.writing import Handed, Turn, write_entry

pytestmark = pytest.mark.django_db
WORDS = "Hội đồng quyết nghị"
CHIP = "Chưa thống nhất, trình Hội đồng"


def answered(scored: Round, kind: str, code: str = CONSTRUCTION, item: str = "1.2") -> Round:
    """Let the agency answer, then open the second appraisal."""
    scored = go_to(scored, PhaseKind.EXPLANATION)
    Remark.objects.create(
        card=card_of(scored, code), item=item_of(scored, item), phase="explanation",
        side="agency", kind=kind, text="Xin giữ điểm tự chấm", at=NOW,
    )  # fmt: skip
    return go_to(scored, PhaseKind.APPRAISAL_2)


def explained(scored: Round, cast: Cast) -> Round:
    judge(cast, matter_of(scored, CONSTRUCTION, "1.2"), "change", points="1", reason="Thiếu")
    return answered(scored, "explanation")


def kept(scored: Round, cast: Cast) -> Round:
    """Let the second appraisal keep its points against what the agency explained."""
    scored = explained(scored, cast)
    judge(cast, matter_of(scored, CONSTRUCTION, "1.2"), "accept")
    return go_to(scored, PhaseKind.COUNCIL)


def states(scored: Round, cast: Cast, item: str = "1.2", code: str = CONSTRUCTION) -> set[str]:
    """Return what appraisers and agency are told of the item: one state where they agree."""
    sight = sight_of(cast["appraiser"], rounds_seen(cast["appraiser"]).get(pk=scored.pk))
    card = card_of(scored, code)
    found = with_told(pairs(sight, [item_of(scored, item)])).filter(pk=card.pk)
    (line,) = lines_of(sight, list(found))
    narrowed = pairs(sight).filter(SHOWS["disputed"][1](sight))
    is_listed = narrowed.filter(pk=card.pk, item_pk=line.item.pk).exists()
    assert is_listed == (line.state is ItemState.DISPUTED)
    own = next(each.state for each in lines_now(card, NOW) if each.item.code == item)
    return {line.state, own}


def before_the_council(scored: Round, item: str = "1.2") -> list[str]:
    return disputes(scored).get((card_of(scored, CONSTRUCTION).pk, item_of(scored, item).pk), [])


def test_points_kept_against_an_explanation_are_no_agreement(
    appraised_round: Round, cast: Cast
) -> None:
    scored = kept(appraised_round, cast)
    assert states(scored, cast) == {ItemState.DISPUTED}
    assert before_the_council(scored) == ["disagreed"]


def test_every_page_with_states_says_so(appraised_round: Round, cast: Cast) -> None:
    scored = kept(appraised_round, cast)
    card = card_of(scored, CONSTRUCTION)
    pages = {
        "appraiser": [
            reverse("appraisal:queue", args=[scored.pk]),
            reverse("appraisal:item", args=[scored.pk, "1.2"]),
            reverse("appraisal:card", args=[card.pk]),
            reverse("appraisal:matter", args=[card.pk, "1.2"]),
        ],
        "focal_officer": [
            reverse("rounds:card", args=[card.pk]),
            reverse("rounds:card-item", args=[card.pk, "1.2"]),
            reverse("rounds:card-explain", args=[card.pk]),
        ],
    }
    for who, addresses in pages.items():
        for address in addresses:
            found = unescape(cast.client(who).get(address).content.decode())
            assert f'<span class="chip risk">{CHIP}</span>' in found, address


def test_the_filter_finds_what_the_chip_says(
    appraised_round: Round, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    scored = kept(appraised_round, cast)
    client = cast.client("appraiser")
    queue = reverse("appraisal:queue", args=[scored.pk]) + "?show=disputed"
    with django_assert_max_num_queries(12):
        assert "1 dòng" in client.get(queue).content.decode()
    with django_assert_max_num_queries(12):
        beside = client.get(reverse("appraisal:item", args=[scored.pk, "1.2"])).content.decode()
    assert f"{CHIP} (1)" in beside


def test_an_explanation_is_an_answer_until_the_second_appraisal_has_spoken(
    appraised_round: Round, cast: Cast
) -> None:
    scored = explained(appraised_round, cast)
    assert states(scored, cast) == {ItemState.EXPLAINED}
    # nobody took it up: the council has to
    assert states(go_to(scored, PhaseKind.COUNCIL), cast) == {ItemState.DISPUTED}


def test_other_points_than_were_claimed_are_disputed_too(
    appraised_round: Round, cast: Cast
) -> None:
    scored = explained(appraised_round, cast)
    judge(cast, matter_of(scored, CONSTRUCTION, "1.2"), "change", points="2", reason="Một phần")
    assert states(go_to(scored, PhaseKind.COUNCIL), cast) == {ItemState.DISPUTED}


def test_an_appraiser_who_gives_back_what_was_claimed_agrees(
    appraised_round: Round, cast: Cast
) -> None:
    scored = explained(appraised_round, cast)
    judge(cast, matter_of(scored, CONSTRUCTION, "1.2"), "claim", reason="Giải trình đúng")
    scored = go_to(scored, PhaseKind.COUNCIL)
    assert states(scored, cast) == {ItemState.AGREED}
    assert "disagreed" not in before_the_council(scored)


def test_what_the_agency_took_back_is_not_disputed(appraised_round: Round, cast: Cast) -> None:
    scored = explained(appraised_round, cast)
    scored = answered(scored, "agreement")
    assert states(scored, cast) == {ItemState.ACCEPTED}
    scored = go_to(scored, PhaseKind.COUNCIL)
    assert states(scored, cast) == {ItemState.ACCEPTED}
    assert before_the_council(scored) == []


def test_a_known_figure_that_was_given_back_is_not_disputed(
    appraised_round: Round, cast: Cast
) -> None:
    card, item = card_of(appraised_round, COMMUNE), item_of(appraised_round, "1.1")
    known = {"choice": "Một phần"}
    Filling.objects.create(card=card, item=item, given=known, source_kind="report", source_name="b")
    appraised_round.cards.update(self_open=True)
    Entry.objects.filter(card=card, item=item).update(given={}, points=None, score="not_reported")
    appraised_round.cards.update(self_open=False)
    judge(cast, matter_of(appraised_round, COMMUNE, "1.1"), "change", points="0", reason="Thiếu")
    scored = answered(appraised_round, "explanation", COMMUNE, "1.1")
    judge(cast, matter_of(scored, COMMUNE, "1.1"), "claim", reason="Giải trình đúng")
    scored = go_to(scored, PhaseKind.COUNCIL)
    assert states(scored, cast, "1.1", COMMUNE) == {ItemState.AGREED}
    assert "disagreed" not in disputes(scored).get((card.pk, item.pk), [])


def test_asked_once_more_is_unanswered_and_not_disputed(appraised_round: Round, cast: Cast) -> None:
    scored = explained(appraised_round, cast)
    asked, later = Sent("ask", {"reason": "Danh sách đâu?"}), NOW.replace(hour=10)
    matter = matter_of(scored, CONSTRUCTION, "1.2")
    decide(cast.actor("appraiser"), matter=matter, sent=asked, now=later)
    scored = go_to(scored, PhaseKind.COUNCIL)
    assert states(scored, cast) == {ItemState.ASKED}
    assert before_the_council(scored) == ["unanswered"]


def test_what_the_council_decided_is_told_to_those_who_read_the_round(
    appraised_round: Round, cast: Cast
) -> None:
    scored = kept(appraised_round, cast)
    card, item = card_of(scored, CONSTRUCTION), item_of(scored, "1.2")
    turn = Turn(Actor.system("tests"), "final", scored.agency, NOW, 0)
    write_entry(turn, card, item, Handed(Given(points=Decimal(2)), "decided", WORDS))
    matter, past = (
        reverse(f"appraisal:{name}", args=[card.pk, "1.2"]) for name in ("matter", "history")
    )
    reader, appraiser = cast.client("standing_body"), cast.client("appraiser")
    assert WORDS in reader.get(matter).content.decode()
    assert "Hội đồng quyết định</span>" in reader.get(matter).content.decode()
    assert WORDS in reader.get(past).content.decode()
    for address in (matter, past):
        assert WORDS not in appraiser.get(address).content.decode()
    assert f"{CHIP}</span>" in appraiser.get(matter).content.decode()
    Round.objects.filter(pk=scored.pk).update(state="published")
    assert WORDS in appraiser.get(matter).content.decode()
