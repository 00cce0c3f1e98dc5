"""A ceiling without a zero: points fall in inverse proportion."""

from decimal import Decimal

from caicach.core.rules import Given
from caicach.core.rules.linear import LinearToTargetRule

RULE = LinearToTargetRule(target=Decimal(2), direction="falling")


def earned(value: str) -> Decimal | None:
    return RULE.score(Given(value=Decimal(value)), Decimal(3)).points


def test_up_to_the_ceiling_all_points_are_earned() -> None:
    assert earned("0") == earned("2") == Decimal(3)


def test_twice_the_ceiling_earns_half() -> None:
    assert earned("4") == Decimal("1.5")


def test_just_above_the_ceiling_loses_a_little() -> None:
    assert earned("2.5") == Decimal("2.4")


def test_a_ceiling_of_zero_cannot_be_divided_by() -> None:
    rule = LinearToTargetRule(target=Decimal(0), direction="falling")
    assert [fault.code for fault in rule.check(Decimal(3))] == ["full-mark-zero"]
    assert not list(RULE.check(Decimal(3)))


def test_the_words_name_the_division() -> None:
    assert RULE.words(Decimal(3)) == "Từ 2% trở xuống: 3; còn lại: 2% ÷ giá trị × 3"
