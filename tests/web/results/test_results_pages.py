"""The pages of results: few queries, both languages, files, no leak of what is provisional."""

from typing import Any

import pytest
from little_province import COMMUNE, CONSTRUCTION, Cast
from matrix_results import Results, build_results
from sample_results import decided_round
from sample_round import NOW

from caicach.web.jobs.worker import run_waiting
from caicach.web.rounds.models import Round

pytestmark = pytest.mark.django_db


@pytest.fixture
def results(cast: Cast) -> Results:
    made = build_results(cast, NOW)
    run_waiting("test")
    return made


def addresses(results: Results) -> list[str]:
    scored, made = results.round.pk, results.publication.pk
    card, complaint = results.card("department").pk, results.complaints["department"].pk
    return [
        "/results/",
        "/results/?export=csv",
        f"/results/rounds/{scored}/provisional/",
        f"/results/rounds/{scored}/provisional/?export=xlsx",
        f"/results/rounds/{scored}/provisional/?q=xay+dung&sort=-index",
        f"/results/rounds/{scored}/provisional/chart.svg",
        f"/results/rounds/{scored}/provisional/{CONSTRUCTION}/",
        f"/results/rounds/{scored}/statistics/?stage=final",
        f"/results/rounds/{scored}/publish/",
        f"/results/rounds/{scored}/publish/{results.publishing.pk}/",
        f"/results/rounds/{scored}/corrections/",
        f"/results/rounds/{scored}/remedies/",
        f"/results/publications/{made}/",
        f"/results/publications/{made}/?export=xlsx",
        f"/results/publications/{made}/chart.csv",
        f"/results/publications/{made}/agencies/{CONSTRUCTION}/",
        f"/results/publications/{made}/files/annex.pdf",
        f"/results/publications/{made}/files/bundle.zip",
        f"/results/publications/{made}/changes/",
        f"/results/publications/{made}/prove/{results.proof.pk}/",
        f"/results/publications/{results.first.pk}/",
        f"/results/cards/{card}/losses/",
        f"/results/cards/{card}/losses/2.2/cause/",
        f"/results/cards/{card}/losses/2.2/task/",
        f"/results/cards/{card}/items/1.1/correct/",
        "/results/complaints/",
        f"/results/complaints/{complaint}/",
        f"/results/complaints/{complaint}/answer/",
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_answers_with_few_queries(
    language: str, results: Results, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    cast.client("standing_body").post(
        f"/results/rounds/{results.round.pk}/statistics/again/", {"stage": "final"}
    )
    run_waiting("test")
    clients = {who: cast.client(who) for who in ("standing_body", "council_secretary")}
    for client in clients.values():
        client.cookies["django_language"] = language
    for address in addresses(results):
        client = clients["council_secretary" if "/correct/" in address else "standing_body"]
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        assert answer.status_code == 200, address


def test_before_publication_others_are_told_when_and_nothing_else(cast: Cast) -> None:
    scored = decided_round(cast)
    for who in ("focal_officer", "commune", "appraiser", "inspector", "administrator"):
        client = cast.client(who)
        page = client.get(f"/results/rounds/{scored.pk}/")
        assert "chưa công bố" in page.content.decode()
        for behind in ("provisional/", "statistics/", f"provisional/{COMMUNE}/", "remedies/"):
            assert client.get(f"/results/rounds/{scored.pk}/{behind}").status_code == 403
        assert str(scored.name) not in client.get("/results/").content.decode()


def test_reasons_are_shown_to_the_agency_and_to_those_who_read_the_round(
    results: Results, cast: Cast
) -> None:
    address = f"/results/publications/{results.publication.pk}/agencies/{CONSTRUCTION}/"
    told = {
        who: "Hội đồng quyết định" in cast.client(who).get(address).content.decode()
        for who in ("focal_officer", "leader", "commune", "appraiser")
    }
    assert told == {"focal_officer": True, "leader": True, "commune": False, "appraiser": False}


def test_what_is_decided_anew_is_told_by_the_next_publication_alone(
    results: Results, cast: Cast
) -> None:
    address = f"/results/publications/{results.publication.pk}/agencies/{COMMUNE}/"
    page = cast.client("commune").get(address).content.decode()
    assert ">2,25<" in page
    assert Round.objects.get(pk=results.round.pk).state == "published"


def test_the_earlier_publication_stays_readable(results: Results, cast: Cast) -> None:
    client = cast.client("commune")
    page = client.get(f"/results/publications/{results.first.pk}/").content.decode()
    assert "đã được đính chính" in page
    file = client.get(f"/results/publications/{results.first.pk}/files/snapshot.json")
    assert file["Content-Type"] == "application/json"


def test_a_publication_names_its_set_and_says_that_it_is_a_sample(
    results: Results, cast: Cast
) -> None:
    page = cast.client("commune").get(f"/results/publications/{results.publication.pk}/")
    told = page.content.decode()
    assert "Bộ tiêu chí nhỏ" in told
    assert told.count("<strong>Bộ tiêu chí để thử</strong>") == 1


def test_the_proof_page_says_that_all_holds(results: Results, cast: Cast) -> None:
    where = f"/results/publications/{results.publication.pk}/prove/{results.proof.pk}/"
    page = cast.client("council_secretary").get(where).content.decode()
    assert "Khớp hoàn toàn" in page
