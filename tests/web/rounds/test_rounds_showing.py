"""Figures, points and states of items in words."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from sample_round import item_of

from caicach.core.rules import Given, Score, State
from caicach.web.rounds.models import Round
from caicach.web.rounds.showing import figures_words, points_words, rule_words, unit_of


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (None, "Chưa có số liệu"),
        (Given(), "Chưa có số liệu"),
        (Given(value=Decimal(0)), "0 %"),
        (Given(numerator=Decimal(0), denominator=Decimal(0)), "0 / 0"),
        (Given(numerator=Decimal(45), denominator=Decimal(52)), "45 / 52 = 86,54 %"),
        (Given(numerator=Decimal(4655), denominator=Decimal(4998)), "4.655 / 4.998 = 93,14 %"),
        (Given(not_applicable=True), "Không áp dụng"),
        (Given(choice="Đạt"), "Đạt"),
        (Given(points=Decimal("1.5")), "1,5 điểm"),
        (Given(parts={"a": Given(value=Decimal(9))}), "(a) 9 %"),
    ],
)
def test_what_is_handed_in_is_told_in_words(given: Given | None, words: str) -> None:
    assert figures_words(given).replace("\u00a0", " ") == words


def test_a_count_bears_no_percent() -> None:
    assert figures_words(Given(value=Decimal(2)), "count") == "2"


def test_missing_not_applicable_and_zero_points_are_three_things() -> None:
    assert points_words(None) == "Chưa có số liệu"
    assert points_words(Score(None, State.NOT_APPLICABLE, "")) == "KAD"
    assert points_words(Decimal(0)) == "0,00"
    with translation.override("en"):
        assert points_words(None) == "No data"


@pytest.mark.django_db
def test_a_template_shows_rule_points_and_state(opened_round: Round) -> None:
    item = item_of(opened_round, "1.1")
    assert rule_words(opened_round, "1.1") == "Đạt: 2; Một phần: 1; Không: 0"
    assert unit_of(opened_round, "2.1") == "percent"
    text = (
        "{% load scores %}{% rule_of round item %}|{{ points|score:round }}|{{ 'asked'|item_chip }}"
    )
    page = Template(text).render(
        Context({"round": opened_round, "item": item, "points": Decimal("1.5")})
    )
    assert page == (
        'Đạt: 2; Một phần: 1; Không: 0|1,50|<span class="chip risk">Cần giải trình</span>'
    )
