"""The small picture of a figure against the full mark."""

from decimal import Decimal

import pytest
from sample_round import SET

from caicach.core.criteria import Branch, load_edition, outline
from caicach.core.rules import Given
from caicach.web.appraisal.ranges import range_of


def branch(code: str) -> Branch:
    edition = load_edition(SET, "little.yaml").edition
    assert edition is not None
    items = (item for area in outline(edition, {}, None) for item in area.items())
    return next(item for item in items if item.node.code == code)


def share(value: str) -> Given:
    return Given(value=Decimal(value))


def test_the_scale_is_the_item_s_whatever_the_figures() -> None:
    # steps from 95 on: the scale runs from 80 to 100, the full mark stands at 98
    near, far = (range_of(branch("2.1"), share(value), None) for value in ("97", "20"))
    assert near is not None
    assert far is not None
    assert near.goal == far.goal == 129.6
    assert (near.first, near.last, near.goal_at) == (80, 100, 98)
    assert far.dot == 0


def test_the_band_runs_from_the_known_to_the_own_figure() -> None:
    found = range_of(branch("2.1"), share("90"), share("95"))
    assert found is not None
    assert (found.low, found.dot, found.high) == (72.0, 72.0, 108.0)


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("2.1", None),
        ("2.1", Given()),
        ("2.1", Given(numerator=Decimal(0), denominator=Decimal(0))),
        ("2.1", Given(not_applicable=True)),
        ("1.1", Given(choice="Đạt")),
    ],
)
def test_what_is_no_share_has_no_picture(code: str, given: Given | None) -> None:
    assert range_of(branch(code), given, None) is None


def test_a_line_begins_at_zero() -> None:
    found = range_of(branch("1.2"), None, share("50"))
    assert found is not None
    assert (found.first, found.dot, found.goal) == (0, 72.0, 144.0)
