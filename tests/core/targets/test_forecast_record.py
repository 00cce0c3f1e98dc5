"""How often forecasts are right, on invented years whose end is known."""

from math import exp, log, sqrt
from random import Random

import pytest

from caicach.core.targets import Parts, TargetShape, forecast_count, forecast_ratio, volume_to_come

YEARS = 250
SHARE = TargetShape(
    form="level", comparator=">=", threshold=80, unit="percent", due_on="2026-12-31"
)
COUNT = TargetShape(form="level", comparator=">=", threshold=80, unit="count", due_on="2026-12-31")


def dice_of(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # invented years, no secrets


def strays(dice: Random, persistence: float) -> list[float]:
    """Return twelve months of a deviation with variance 1 that is partly carried on."""
    months = [dice.gauss(0, 1)]
    while len(months) < 12:
        months.append(persistence * months[-1] + sqrt(1 - persistence**2) * dice.gauss(0, 1))
    return months


def year_of_shares(dice: Random, persistence: float) -> list[Parts]:
    level, size = dice.choice([0.6, 0.8, 0.95]), dice.choice([300, 3000, 40000])
    spread = sqrt(dice.choice([0.003, 0.01]) / (level * (1 - level)))
    months = []
    for stray in strays(dice, persistence):
        share = 1 / (1 + exp(-log(level / (1 - level)) - spread * stray))
        cases = round(size * exp(dice.gauss(0, 0.2)))
        successes = round(dice.gauss(cases * share, sqrt(cases * share * (1 - share))))
        months.append(Parts(min(cases, max(0, successes)), cases))
    return months


def year_of_counts(dice: Random, persistence: float) -> list[int]:
    pace, spread = dice.choice([20, 60]), 0.25
    means = [pace * exp(spread * stray) for stray in strays(dice, persistence)]
    return [max(0, round(dice.gauss(mean, sqrt(mean)))) for mean in means]


def is_share_inside(months: list[Parts], known: int) -> bool:
    to_come = volume_to_come(months[:known], 12 - known)
    forecast = forecast_ratio(SHARE, months[:known], to_come)
    end = Parts(sum(m.numerator for m in months), sum(m.denominator for m in months)).percent
    assert forecast is not None
    assert end is not None
    return forecast.low <= end <= forecast.high


def is_count_inside(months: list[int], known: int) -> bool:
    forecast = forecast_count(COUNT, months[:known], 12 - known)
    assert forecast is not None
    return forecast.low <= sum(months) <= forecast.high


@pytest.mark.parametrize("known", [2, 8])
def test_about_nine_of_ten_years_end_inside_the_interval_of_a_share(known: int) -> None:
    """The bounds leave room for the luck of 250 years (two standard errors are 4 points)."""
    dice = dice_of(known)
    inside = sum(is_share_inside(year_of_shares(dice, 0.5), known) for _ in range(YEARS))
    assert 0.86 <= inside / YEARS <= 0.97


@pytest.mark.parametrize("persistence", [0.0, 0.5])
def test_about_nine_of_ten_years_end_inside_the_interval_of_a_count(persistence: float) -> None:
    dice = dice_of(7)
    inside = sum(is_count_inside(year_of_counts(dice, persistence), 8) for _ in range(YEARS))
    assert 0.86 <= inside / YEARS <= 0.97
