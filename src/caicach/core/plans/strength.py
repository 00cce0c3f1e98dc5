"""Whether a target asks for less than the one it serves."""

from decimal import Decimal

from caicach.core.targets import TargetShape

AMOUNTS = ("level", "reduction", "share_of_agencies")
STRICT = (">", "<")


def asks_less(target: TargetShape, served: TargetShape) -> bool:
    """Say whether `target` asks for less than `served` does in the target's own year.

    False where the two cannot be compared: another form, unit or base year; ranks and rises, which
    are counted in another field of agencies; bands of another scale.
    """
    wanted = served.for_year(target.plan_year or target.due_on.year)
    if target.form != wanted.form:
        return False
    if target.form == "done_by":
        return target.due_on > wanted.due_on
    if target.form == "band":
        return _is_lower_band(target, wanted)
    return _is_comparable(target, wanted) and _asks_smaller(target, wanted)


def _is_comparable(target: TargetShape, served: TargetShape) -> bool:
    return (
        target.form in AMOUNTS
        and target.unit == served.unit
        and target.base_year == served.base_year
        and target.agencies_at_least == served.agencies_at_least
        and target.is_falling == served.is_falling
    )


def _asks_smaller(target: TargetShape, served: TargetShape) -> bool:
    if target.threshold is None or served.threshold is None:
        return False
    return _demand(target, target.threshold) < _demand(served, served.threshold)


def _demand(shape: TargetShape, threshold: Decimal) -> tuple[Decimal, bool]:
    """Return how much is asked; at one threshold, "more than" asks for more than "at least"."""
    return -threshold if shape.is_falling else threshold, shape.comparator in STRICT


def _is_lower_band(target: TargetShape, served: TargetShape) -> bool:
    places = {band: place for place, band in enumerate(served.bands)}
    if target.band not in places or served.band not in places:
        return False
    return places[target.band] < places[served.band]
