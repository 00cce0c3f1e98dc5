"""Laws that every forecast keeps, whatever the months say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import comb, isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.targets import (
    Forecast,
    Parts,
    TargetShape,
    ToCome,
    forecast_count,
    forecast_ratio,
    judge,
    reaches,
)
from caicach.core.targets.count_laws import BetaBinomial, NegativeBinomial
from caicach.core.targets.tally import tally

THRESHOLDS = st.decimals(0, 100, places=2)
COMPARATORS = st.sampled_from([">=", ">", "<=", "<"])


@st.composite
def month_parts(draw: st.DrawFn) -> Parts:
    denominator = draw(st.integers(0, 3000))
    return Parts(draw(st.integers(0, denominator)), denominator)


MONTHS = st.lists(month_parts(), min_size=1, max_size=11).filter(
    lambda months: any(month.denominator for month in months)
)
LEFT = st.builds(ToCome, st.integers(0, 5000), st.integers(1, 11), st.just("given"))


def target(threshold: Decimal | int, comparator: str = ">=", unit: str = "percent") -> TargetShape:
    return TargetShape.model_validate(
        {
            "form": "level",
            "comparator": comparator,
            "threshold": threshold,
            "unit": unit,
            "due_on": "2026-12-31",
        }
    )


def ratio(shape: TargetShape, months: list[Parts], left: ToCome, now: Parts) -> Forecast:
    found = forecast_ratio(shape, months, left, now=now)
    assert found is not None
    return found


def total(months: list[Parts]) -> Parts:
    return Parts(sum(m.numerator for m in months), sum(m.denominator for m in months))


@settings(deadline=None, max_examples=60)
@given(MONTHS, LEFT, THRESHOLDS, COMPARATORS)
def test_a_forecast_stays_between_worst_and_best(
    months: list[Parts], left: ToCome, threshold: Decimal, comparator: str
) -> None:
    found = ratio(target(threshold, comparator), months, left, total(months))
    assert found.best is not None
    assert 0 <= found.worst <= found.low <= found.mid <= found.high <= found.best <= 100
    assert (found.verdict == "sure") == (found.chance == 1)
    assert (found.verdict == "impossible") == (found.chance == 0)


@settings(deadline=None, max_examples=60)
@given(MONTHS, LEFT, THRESHOLDS, THRESHOLDS)
def test_a_higher_target_is_never_likelier(
    months: list[Parts], left: ToCome, one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    chances = [ratio(target(t), months, left, total(months)).chance for t in (low, high)]
    assert chances[0] >= chances[1]


@settings(deadline=None, max_examples=60)
@given(MONTHS, LEFT, THRESHOLDS, st.integers(1, 50))
def test_more_successes_already_counted_never_lower_the_chance(
    months: list[Parts], left: ToCome, threshold: Decimal, more: int
) -> None:
    counted = total(months)
    open_month = [Parts(counted.numerator + k, counted.denominator + 50) for k in (0, more)]
    worse, better = (ratio(target(threshold), months, left, now) for now in open_month)
    assert worse.chance <= better.chance
    assert worse.mid <= better.mid


@settings(deadline=None, max_examples=40)
@given(MONTHS, THRESHOLDS, COMPARATORS)
def test_with_nothing_to_come_the_value_is_what_was_counted(
    months: list[Parts], threshold: Decimal, comparator: str
) -> None:
    counted = total(months)
    shape = target(threshold, comparator)
    found = ratio(shape, months, ToCome(0, 0, "none"), counted)
    assert found.low == found.mid == found.high == found.best == found.worst
    assert found.chance == Decimal(bool(reaches(shape, counted)))
    assert found.needed is None


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 99), st.integers(1, 11), st.integers(2, 50))
def test_the_more_cases_months_have_the_narrower_the_interval(
    percent: int, count: int, times: int
) -> None:
    """Months that do not stray: what chance adds to them gets less."""
    widths = []
    for size in (100, 100 * times):
        months = [Parts(percent * size // 100, size)] * count
        left = ToCome(size * (12 - count), 12 - count, "given")
        found = ratio(target(80), months, left, total(months))
        widths.append(found.high - found.low)
    assert widths[1] < widths[0]


@settings(deadline=None, max_examples=60)
@given(MONTHS, LEFT, st.fractions(0, 1), COMPARATORS)
def test_what_is_needed_is_just_enough(
    months: list[Parts], left: ToCome, along: Fraction, comparator: str
) -> None:
    counted, left = total(months), replace(left, cases=left.cases + 1)
    end = counted.denominator + left.cases
    bound = 100 * (counted.numerator + along * left.cases) / end
    shape = target(round(Decimal(bound.numerator) / bound.denominator, 2), comparator)
    found = ratio(shape, months, left, counted)
    if found.needed is None:
        assert found.verdict != "open"
        return
    successes = round(found.needed * left.cases / 100)
    step = 1 if comparator in ("<=", "<") else -1
    assert reaches(shape, Parts(counted.numerator + successes, end))
    assert not reaches(shape, Parts(counted.numerator + successes + step, end))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(0, 80), min_size=1, max_size=11),
    st.integers(0, 11),
    st.integers(0, 900),
    st.integers(0, 900),
)
def test_a_count_never_ends_below_what_is_there_and_more_is_less_likely(
    months: list[int], left: int, one: int, other: int
) -> None:
    low, high = sorted((one, other))
    found = [forecast_count(target(t, unit="count"), months, left) for t in (low, high)]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].chance >= found[1].chance
    assert sum(months) == found[0].worst <= found[0].low <= found[0].mid <= found[0].high


@settings(deadline=None, max_examples=60)
@given(MONTHS, LEFT, THRESHOLDS)
def test_each_forecast_gives_a_state_whose_bounds_hold_its_chance(
    months: list[Parts], left: ToCome, threshold: Decimal
) -> None:
    shape = target(threshold)
    found = ratio(shape, months, left, total(months))
    standing = judge(shape, total(months), on=date(2026, 8, 31), forecast=found)
    bounds = {
        "met": (Decimal("0.95"), Decimal(1)),
        "on_track": (Decimal("0.7"), Decimal("0.949999")),
        "at_risk": (Decimal("0.1"), Decimal("0.699999")),
        "missed": (Decimal(0), Decimal("0.099999")),
    }
    low, high = bounds[standing.state]
    assert low <= found.chance <= high
    assert standing.says("vi")
    assert standing.says("en")


@given(st.integers(0, 60), st.integers(1, 9), st.integers(1, 9))
def test_a_tally_of_whole_shapes_agrees_with_binomial_coefficients(
    trials: int, a: int, b: int
) -> None:
    """With whole a and b the weights are quotients of binomial coefficients."""
    weights = [comb(x + a - 1, x) * comb(trials - x + b - 1, trials - x) for x in range(trials + 1)]
    counted = tally(BetaBinomial(trials, a, b))
    for x in range(trials + 1):
        exact = sum(weights[:x]) / sum(weights)
        assert isclose(counted.chance_below(x), exact, rel_tol=1e-9, abs_tol=1e-12)


def test_a_tally_of_millions_agrees_with_the_sum_of_all_its_numbers() -> None:
    """With a = 1 the chance of x or more is a product that can be written down."""
    trials, b = 2_000_000, 4
    counted = tally(BetaBinomial(trials, 1, b))
    for x in (1, 1000, 400_000, 1_000_000, 1_900_000):
        left_out = comb(trials - x + b, b) / comb(trials + b, b)
        assert isclose(1 - counted.chance_below(x), left_out, rel_tol=1e-6, abs_tol=1e-9)
    assert len(counted.blocks) < 5000


def test_a_tally_of_rare_events_agrees_with_a_geometric_law() -> None:
    counted = tally(NegativeBinomial(shape=1, mean=3))
    for x in range(40):
        assert isclose(counted.chance_below(x), 1 - 0.75**x, rel_tol=1e-9, abs_tol=1e-12)
