"""Whether a target asks for less than the one it serves."""

from decimal import Decimal

from caicach.core.targets import TargetShape

AMOUNTS = ("level", "reduction", "share_of_agencies")
STRICT = (">", "<")


def asks_less(target: TargetShape, served: TargetShape) -> bool:
    """Say whether `target` asks for less than what `served` demands by the target's year.

    False where nothing is demanded by then, and where the two cannot be compared: another form,
    unit or base year; ranks and rises, which are counted among other agencies; bands of another
    scale.
    """
    demanded = _demanded_by(target.due_on.year, served)
    if demanded is None or target.form != served.form:
        return False
    if target.form == "band":
        return _is_lower_band(target, served)
    if target.form == "done_by":
        return target.due_on > served.due_on
    if not _is_comparable(target, served) or target.threshold is None:
        return False
    return _demand(target, target.threshold) < _demand(served, demanded)


def _demanded_by(year: int, served: TargetShape) -> Decimal | None:
    """Return the latest threshold that is due by `year`; zero where the form has none."""
    final = Decimal(0) if served.threshold is None else served.threshold
    if served.each_year or served.due_on.year <= year:
        return final
    due = [each.threshold for each in served.milestones if each.year <= year]
    return due[-1] if due else None


def _is_comparable(target: TargetShape, served: TargetShape) -> bool:
    return (
        target.form in AMOUNTS
        and target.unit == served.unit
        and target.base_year == served.base_year
        and target.agencies_at_least == served.agencies_at_least
        and target.is_falling == served.is_falling
    )


def _demand(shape: TargetShape, threshold: Decimal) -> tuple[Decimal, bool]:
    """Return how much is asked; at one threshold, "more than" asks for more than "at least"."""
    return -threshold if shape.is_falling else threshold, shape.comparator in STRICT


def _is_lower_band(target: TargetShape, served: TargetShape) -> bool:
    places = {band: place for place, band in enumerate(served.bands)}
    if target.band is None or served.band is None or target.bands != served.bands:
        return False
    return places[target.band] < places[served.band]
