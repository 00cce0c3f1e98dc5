"""How many cases are still to come until the due day."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from caicach.core.targets.forecast import Basis
from caicach.core.targets.reach import Parts


@dataclass(frozen=True, slots=True)
class ToCome:
    """Cases expected in the months left, and what that is known from."""

    cases: int
    months: int
    basis: Basis


def volume_to_come(
    months: Sequence[Parts | None],
    months_left: int,
    *,
    last_year: Sequence[Parts | None] = (),
    already: int = 0,
) -> ToCome:
    """Return the cases that the months left are expected to bring.

    months: of this year, closed, in order from its first; None where a month is not known.
    last_year: its months in the same order. Where it has all that are left and some that can be
        compared, its later months are scaled by this year's pace; else this year's mean goes on.
    already: cases of a month that is still open, counted in addition to `months`.
    """
    seen = [month.denominator for month in months if month is not None]
    if months_left <= 0:
        return ToCome(0, 0, "none")
    if not seen:
        return ToCome(0, months_left, "none")
    by_last_year = _scaled(months, months_left, last_year)
    expected = Fraction(sum(seen) * months_left, len(seen))
    basis: Basis = "pace"
    if by_last_year is not None:
        expected, basis = by_last_year, "last_year"
    return ToCome(max(0, round(expected) - already), months_left, basis)


def _scaled(
    months: Sequence[Parts | None], months_left: int, last_year: Sequence[Parts | None]
) -> Fraction | None:
    later = last_year[len(months) : len(months) + months_left]
    known_later = [month.denominator for month in later if month is not None]
    both = [(a, b) for a, b in zip(months, last_year, strict=False) if a and b]
    then = sum(b.denominator for _, b in both)
    if len(known_later) < months_left or then == 0:
        return None
    return Fraction(sum(a.denominator for a, _ in both) * sum(known_later), then)
