"""Editions by their title: on the list, the round, the card and where a round is begun."""

from typing import Any

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation
from little_province import CONSTRUCTION, Cast
from sample_round import SET, begin_round, card_of

from caicach.web.rounds.models import KeptEdition, Round
from caicach.web.rounds.scoring import read_ahead
from caicach.web.rounds.showing import edition_words, sample_words

pytestmark = pytest.mark.django_db
TITLE, SAMPLE = "Bộ tiêu chí nhỏ", "Bộ tiêu chí để thử"


def read(cast: Cast, who: str, name: str, *args: Any) -> str:
    return cast.client(who).get(reverse(name, args=args)).content.decode()


def test_pages_call_an_edition_by_its_title_and_say_once_that_it_is_a_sample(
    cast: Cast, opened_round: Round
) -> None:
    card = card_of(opened_round, CONSTRUCTION)
    pages = [
        read(cast, "standing_body", "rounds:round", opened_round.pk),
        read(cast, "focal_officer", "rounds:card", card.pk),
    ]
    for page in pages:
        assert TITLE in page
        assert page.count(f"<strong>{SAMPLE}</strong>") == 1
        assert "little/2026" not in page
    for page in (
        read(cast, "standing_body", "rounds:list"),
        read(cast, "focal_officer", "rounds:card-item", card.pk, "1.1"),
    ):
        assert TITLE in page
        assert "little/2026" not in page


def test_an_official_set_is_no_sample(cast: Cast) -> None:
    text = SET.replace('sample: {vi: "Bộ tiêu chí để thử", en: "A set for tests"}\n', "")
    scored = begin_round(cast, text)
    assert sample_words(scored.edition) == ""
    page = Template('{% include "rounds/sample.html" %}').render(Context({"round": scored}))
    assert not page.strip()


def test_the_title_is_told_in_the_language_of_the_reader(opened_round: Round) -> None:
    with translation.override("en"):
        assert edition_words(opened_round.edition) == "A little set"
        assert sample_words(opened_round.edition) == "A set for tests"


def test_an_edition_that_can_no_longer_be_read_goes_by_its_name(cast: Cast) -> None:
    broken = KeptEdition.objects.create(name="old/2020", sha256="0" * 64, text="areas: 1")
    read_ahead([broken])
    assert (edition_words(broken), sample_words(broken)) == ("old/2020", "")


def test_editions_of_a_list_are_read_at_once(cast: Cast, django_assert_num_queries: Any) -> None:
    texts = [SET.replace("little/2026", f"little/{year}") + f"# {year}" for year in (2031, 2032)]
    kept = [begin_round(cast, text, name=f"Đợt {n}").edition for n, text in enumerate(texts)]
    with django_assert_num_queries(1):
        read_ahead(kept)
    with django_assert_num_queries(0):
        read_ahead(kept)
        assert {edition_words(each) for each in kept} == {TITLE}


def test_a_round_is_begun_from_sets_told_by_their_titles(cast: Cast) -> None:
    page = read(cast, "standing_body", "rounds:new")
    assert "Bộ tiêu chí mẫu cho sở, ban, ngành năm 2026" in page
    assert ">sample-department/2026<" not in page
