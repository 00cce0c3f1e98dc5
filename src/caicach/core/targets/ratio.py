"""The year-end value of a share: what was counted, and a Beta-binomial for what is to come."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from caicach.core.targets.assumptions import assumptions
from caicach.core.targets.count_laws import BetaBinomial
from caicach.core.targets.evidence import Chance, Evidence, carry_forward, stray, weigh_months
from caicach.core.targets.exact import chance_of, exact
from caicach.core.targets.forecast import Forecast, Verdict
from caicach.core.targets.reach import HUNDRED, Parts, Reached, reached_range
from caicach.core.targets.shape import TargetShape
from caicach.core.targets.tally import tally
from caicach.core.targets.to_come import ToCome
from caicach.core.targets.trend import find_trend


def forecast_ratio(
    shape: TargetShape,
    months: Sequence[Parts | None],
    to_come: ToCome,
    *,
    now: Parts | None = None,
) -> Forecast | None:
    """Return where a share in percent will stand at the due day.

    None when nothing was counted, and where a numerator exceeds its denominator: what is no share
    (days per dossier, say) has no such forecast.

    months: closed months of the year in order, each with its own parts; None where not known.
    now: everything counted so far, where that is more than the months (an open month, say).

    What is to come succeeds like a Beta-binomial: its mean is that of the months, recent ones
    weighing more, with Jeffreys' half case on either side; its width has two parts, what a
    finite number of cases leaves open and how months stray from each other beyond that. Without
    the second part a million dossiers would make every forecast look certain.

    Raises ValueError for a target that names no number.

    Source: H. Jeffreys, Theory of Probability, 3rd edition (1961), section 3.10 for the prior;
    see `BetaBinomial` for the law and `stray` for its moments.
    """
    so_far = now or sum_parts(months)
    if not all(_is_share(each) for each in (so_far, *months)):
        return None
    cases = to_come.cases if to_come.months > 0 else 0
    evidence = weigh_months([_share(month) for month in months])
    evidence = evidence or weigh_months([_share(so_far)])
    if evidence is None:
        return None
    law = _law(evidence, cases, to_come.months)
    return _read_off(shape, so_far, law, to_come)


def sum_parts(months: Sequence[Parts | None]) -> Parts:
    """Return the parts of all known months together."""
    known = [month for month in months if month is not None]
    return Parts(sum(m.numerator for m in known), sum(m.denominator for m in known))


def _is_share(month: Parts | None) -> bool:
    return month is None or 0 <= month.numerator <= month.denominator


def _share(month: Parts | None) -> tuple[float, float] | None:
    if month is None or month.denominator == 0:
        return None
    return month.numerator / month.denominator, month.denominator


def _law(evidence: Evidence, cases: int, months_left: int) -> BetaBinomial:
    left, size = max(months_left, 1), evidence.size
    level = (evidence.level * size + 0.5) / (size + 1)
    spread = level * (1 - level)
    chance, assumed = Chance(spread, spread), assumptions().spread
    trend = find_trend(evidence, left, chance, assumed)
    between = stray(trend.level_months, level, chance, assumed)
    width = 1 / (size + 2) + between * carry_forward(evidence, left) + trend.variance / spread
    edge = 0.5 / (size + 1)
    ahead = min(max(level + trend.shift, edge), 1 - edge)
    strength = 1 / min(width, 0.5) - 1
    return BetaBinomial(cases, ahead * strength, (1 - ahead) * strength)


def _read_off(shape: TargetShape, so_far: Parts, law: BetaBinomial, to_come: ToCome) -> Forecast:
    counted = tally(law)
    tail = (1 - float(assumptions().interval.percent) / HUNDRED) / 2
    low, mid, high = (counted.quantile(share) for share in (tail, 0.5, 1 - tail))
    wanted = _wanted(reached_range(shape), so_far, law.trials)
    verdict = _verdict(reached_range(shape), so_far, law.trials, to_come)
    return Forecast(
        method="beta_binomial",
        mid=_end(so_far, mid, law.trials),
        low=_end(so_far, low, law.trials),
        high=_end(so_far, high, law.trials),
        chance=chance_of(counted.chance_between(*wanted), verdict),
        remaining=law.trials,
        basis=to_come.basis,
        verdict=verdict,
        needed=_needed(shape, wanted, law.trials) if verdict == "open" else None,
        best=_end(so_far, law.trials, law.trials),
        worst=_end(so_far, 0, law.trials),
    )


def _end(so_far: Parts, successes: int, cases: int) -> Decimal:
    numerator, denominator = so_far.numerator + successes, so_far.denominator + cases
    return exact(Fraction(HUNDRED * numerator, denominator))


def _wanted(reached: Reached, so_far: Parts, cases: int) -> tuple[int, int]:
    """Return the least and the most successes among `cases` that reach the target."""
    whole = so_far.denominator + cases
    low, high = 0, cases
    if reached.low is not None:
        bound = reached.low * whole / HUNDRED - so_far.numerator
        low = floor(bound) + 1 if reached.is_strict else ceil(bound)
    if reached.high is not None:
        bound = reached.high * whole / HUNDRED - so_far.numerator
        high = ceil(bound) - 1 if reached.is_strict else floor(bound)
    return low, high


def _verdict(reached: Reached, so_far: Parts, cases: int, to_come: ToCome) -> Verdict:
    """Return whether anything can still change the outcome, at the volume expected or above."""
    volumes = [cases]
    if to_come.basis != "given":
        volumes.append(cases * assumptions().volume.margin)
    found = {_verdict_at(_wanted(reached, so_far, each), each) for each in volumes}
    return found.pop() if len(found) == 1 else "open"


def _verdict_at(wanted: tuple[int, int], cases: int) -> Verdict:
    low, high = max(wanted[0], 0), min(wanted[1], cases)
    if low > high:
        return "impossible"
    return "sure" if (low, high) == (0, cases) else "open"


def _needed(shape: TargetShape, wanted: tuple[int, int], cases: int) -> Decimal | None:
    least, most = wanted
    if cases == 0 or (shape.is_falling and most < 0):
        return None
    share = min(most, cases) if shape.is_falling else max(least, 0)
    return exact(Fraction(HUNDRED * share, cases))
