"""Corrections: who writes them down, what they rest on, and that nobody is told too early."""

from typing import Any

import pytest
from little_province import COMMUNE, CONSTRUCTION, HOME_AFFAIRS, Cast
from sample_appraisal import give_post
from sample_results import correct, publish, published_round
from sample_round import NOW, advance, card_of, item_of

from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.results.actions.complaints import answer_complaint, file_complaint
from caicach.web.results.actions.corrections import DecidedAnew, correct_item
from caicach.web.results.models import Complaint, Correction, Publication
from caicach.web.rounds.models import Entry, Round, Stage
from caicach.web.rounds.refusals import RoundRefusedError

pytestmark = pytest.mark.django_db
DECIDED = "Hội đồng họp ngày 20/01"
NAMED = "Biên bản 05/BB-HĐTĐ ngày 20/01/2027"


@pytest.fixture
def publication(cast: Cast) -> Publication:
    return published_round(cast)


def anew(**more: Any) -> DecidedAnew:
    told = {"typed": {"points": "1"}, "cause": "Bỏ sót", "decision": DECIDED, "named": NAMED}
    return DecidedAnew(**told | {"seen": 1} | more)


def try_it(cast: Cast, scored: Round, who: str, code: str = COMMUNE, **more: Any) -> Correction:
    return correct_item(
        cast.actor(who),
        card=card_of(Round.objects.get(pk=scored.pk), code),
        item=item_of(scored, "1.3"),
        anew=anew(**more),
        now=NOW,
    )


@pytest.mark.parametrize("who", ["standing_body", "leader", "council_member", "agency_head"])
def test_only_the_secretary_of_the_council_corrects(
    who: str, publication: Publication, cast: Cast
) -> None:
    with pytest.raises(NotAllowedError):
        try_it(cast, publication.round, who)
    assert try_it(cast, publication.round, "council_secretary").named == NAMED


@pytest.mark.parametrize("post", [CONSTRUCTION, "H99.02.01"])
def test_nobody_corrects_an_agency_too_near_to_the_own_posts(
    post: str, publication: Publication, cast: Cast
) -> None:
    give_post(cast["council_secretary"], "focal_officer", post)
    with pytest.raises(NotAllowedError):
        try_it(cast, publication.round, "council_secretary", CONSTRUCTION)
    assert try_it(cast, publication.round, "council_secretary", HOME_AFFAIRS).pk
    where = f"/results/cards/{card_of(publication.round, CONSTRUCTION).pk}/items/1.3/correct/"
    assert cast.client("council_secretary").get(where).status_code == 403


def test_a_correction_rests_on_an_upheld_complaint_or_a_named_decision(
    publication: Publication, cast: Cast
) -> None:
    scored = advance(cast, publication.round, "complaints")
    with pytest.raises(RoundRefusedError) as refused:
        try_it(cast, scored, "council_secretary", named=" ")
    assert [each.code for each in refused.value.issues] == ["correction-rests-on-nothing"]
    made = complain(cast, scored)
    with pytest.raises(RoundRefusedError) as refused:
        try_it(cast, scored, "council_secretary", named="", complaint=made)
    assert [each.code for each in refused.value.issues] == ["correction-complaint-not-upheld"]
    uphold(made)
    assert try_it(cast, scored, "council_secretary", named="", complaint=made).complaint == made


def complain(cast: Cast, scored: Round) -> Complaint:
    return file_complaint(
        cast.actor("commune"),
        card=card_of(scored, COMMUNE),
        item=item_of(scored, "1.3"),
        text="Đã có văn bản",
        now=NOW,
    )


def uphold(made: Complaint) -> None:
    by = Actor.system("tests")
    answer_complaint(by, complaint=made, upheld=True, answer="Đúng", now=NOW)


def test_of_two_secretaries_the_second_is_told(publication: Publication, cast: Cast) -> None:
    try_it(cast, publication.round, "council_secretary")
    with pytest.raises(ChangedMeanwhileError):
        try_it(cast, publication.round, "council_secretary", typed={"points": "2"})
    assert Entry.objects.get(
        card__agency__code=COMMUNE, item__code="1.3", stage=Stage.FINAL
    ).points == pytest.approx(1)


def test_a_page_sends_what_it_saw(publication: Publication, cast: Cast) -> None:
    client = cast.client("council_secretary")
    where = f"/results/cards/{card_of(publication.round, COMMUNE).pk}/items/1.3/correct/"
    assert 'name="seen" value="1"' in client.get(where).content.decode()
    sent = {"points": "1", "cause": "Bỏ sót", "decision": DECIDED, "named": NAMED, "seen": "1"}
    assert client.post(where, sent | {"named": ""}).status_code == 422
    assert client.post(where, sent).status_code == 302
    answer = client.post(where, sent | {"points": "2"})
    assert (answer.status_code, "vừa lưu trước" in answer.content.decode()) == (422, True)


def pages(scored: Round, publication: Publication) -> list[str]:
    card = card_of(scored, CONSTRUCTION).pk
    return [
        f"/rounds/cards/{card}/items/1.2/",
        f"/rounds/cards/{card}/",
        f"/appraisal/cards/{card}/differences/",
        f"/results/publications/{publication.pk}/agencies/{CONSTRUCTION}/",
    ]


@pytest.mark.parametrize("who", ["focal_officer", "agency_head"])
def test_an_agency_is_told_of_a_correction_by_its_publication_alone(
    who: str, publication: Publication, cast: Cast
) -> None:
    scored, client = publication.round, cast.client(who)
    before = [visible(client, each) for each in pages(scored, publication)]
    correct(cast, scored, CONSTRUCTION, "1.2", "0.5")
    after = [visible(client, each) for each in pages(scored, publication)]
    assert [DECIDED in each for each in after] == [False] * len(after)
    assert ["0,5" in each for each in after] == ["0,5" in each for each in before]
    second = publish(cast, scored, cause="Chấp nhận khiếu nại", notation="20/QĐ-UBND")
    told = [visible(client, each) for each in pages(scored, second)]
    assert [DECIDED in each for each in told] == [True, False, True, True]


def test_the_log_keeps_the_words_of_a_correction_until_it_is_published(
    publication: Publication, cast: Cast
) -> None:
    cause = "Bỏ sót văn bản đã ban hành"
    correct(cast, publication.round, CONSTRUCTION, "1.2", "0.5")
    where = "/log/?verb=results.item_corrected"
    assert "Chấm lại một mục sau công bố" in visible(cast.client("administrator"), where)
    told = {
        who: cause in visible(cast.client(who), where) for who in ("administrator", "inspector")
    }
    assert told == {"administrator": False, "inspector": False}
    publish(cast, publication.round, cause="Chấp nhận khiếu nại", notation="20/QĐ-UBND")
    assert cause in visible(cast.client("inspector"), where)


def test_an_agency_reads_its_published_card_with_few_queries(
    publication: Publication, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    correct(cast, publication.round, CONSTRUCTION, "1.2", "0.5")
    client = cast.client("focal_officer")
    for address in pages(publication.round, publication)[1:3]:
        with django_assert_max_num_queries(12):
            visible(client, address)


def visible(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_those_who_decide_see_a_correction_at_once(publication: Publication, cast: Cast) -> None:
    correct(cast, publication.round, CONSTRUCTION, "1.2", "0.5")
    item, _card, differences, published = pages(publication.round, publication)
    client = cast.client("council_secretary")
    assert DECIDED in visible(client, item)
    assert DECIDED in visible(client, differences)
    assert DECIDED not in visible(client, published)  # its points are those published


def test_the_appraiser_is_told_as_late_as_the_agency(publication: Publication, cast: Cast) -> None:
    correct(cast, publication.round, CONSTRUCTION, "1.2", "0.5")
    card, client = card_of(publication.round, CONSTRUCTION), cast.client("appraiser")
    for name in ("", "history/"):
        where = f"/appraisal/cards/{card.pk}/items/1.2/{name}"
        assert DECIDED not in visible(client, where)


def test_an_item_nobody_had_scored_is_not_there_before_its_correction_is_published(
    publication: Publication, cast: Cast
) -> None:
    correct(cast, publication.round, CONSTRUCTION, "2.2", "3.5")
    card = card_of(publication.round, CONSTRUCTION).pk
    where = f"/rounds/cards/{card}/items/2.2/"
    assert DECIDED not in visible(cast.client("focal_officer"), where)
    publish(cast, publication.round, cause="Có kết quả điều tra", notation="20/QĐ-UBND")
    assert DECIDED in visible(cast.client("focal_officer"), where)


def test_a_complaint_shows_its_correction_once_that_is_published(
    publication: Publication, cast: Cast
) -> None:
    scored = advance(cast, publication.round, "complaints")
    made = complain(cast, scored)
    uphold(made)
    try_it(cast, scored, "council_secretary", named="", complaint=made)
    where = f"/results/complaints/{made.pk}/"
    assert DECIDED not in visible(cast.client("commune"), where)
    assert DECIDED in visible(cast.client("council_secretary"), where)
    publish(cast, scored, cause="Chấp nhận khiếu nại", notation="20/QĐ-UBND")
    assert DECIDED in visible(cast.client("commune"), where)
