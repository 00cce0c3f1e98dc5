"""How many cases are still to come, and what that is known from."""

from caicach.core.targets import Parts, ToCome, volume_to_come


def volumes(*cases: int) -> list[Parts | None]:
    return [Parts(0, each) for each in cases]


def test_nothing_comes_after_the_last_month() -> None:
    assert volume_to_come(volumes(10, 10), 0) == ToCome(0, 0, "none")


def test_without_a_known_month_there_is_no_volume() -> None:
    assert volume_to_come([None], 11) == ToCome(0, 11, "none")


def test_this_years_pace_goes_on_where_last_year_is_not_known() -> None:
    assert volume_to_come(volumes(10, 20, 30), 9) == ToCome(180, 9, "pace")
    assert volume_to_come([Parts(0, 10), None], 10) == ToCome(100, 10, "pace")


def test_last_years_later_months_are_scaled_by_this_years_pace() -> None:
    found = volume_to_come(volumes(12, 24), 2, last_year=volumes(10, 20, 100, 50))
    assert found == ToCome(180, 2, "last_year")


def test_a_gap_in_last_years_later_months_leaves_this_years_pace() -> None:
    last_year = [*volumes(10, 20, 100), None]
    assert volume_to_come(volumes(12, 24), 2, last_year=last_year).basis == "pace"


def test_a_month_of_zero_last_year_cannot_scale() -> None:
    assert volume_to_come(volumes(12), 1, last_year=volumes(0, 50)).basis == "pace"


def test_cases_of_the_open_month_are_not_expected_twice() -> None:
    assert volume_to_come(volumes(10), 11, already=4).cases == 106
    assert volume_to_come(volumes(10), 1, already=40).cases == 0
