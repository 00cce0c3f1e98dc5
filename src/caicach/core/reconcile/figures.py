"""Published figures as printed; nothing here ever changes one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.issues import Said

# A figure with more decimals than any office prints is a machine value, often one that passed
# through 32-bit floats; it is compared as if printed to this many places.
MOST_PLACES = 4


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One published row: an agency's total (criterion None) or one of its parts.

    Numbers keep the places they were printed with (`85.10` has two). percent: the index.
    change, change_of_rank: against the year before, places won positive. None: not published.
    block: the agencies it is ranked among.
    """

    agency: str
    name: str = ""
    criterion: str | None = None
    points: Decimal | None = None
    maximum: Decimal | None = None
    percent: Decimal | None = None
    rank: int | None = None
    rank_of: int | None = None
    change: Decimal | None = None
    change_of_rank: int | None = None
    edition: str | None = None
    source: str | None = None
    place: str = ""
    block: str | None = None

    @property
    def value(self) -> Decimal | None:
        """What ranks are read from: points, else percent."""
        return self.percent if self.points is None else self.points

    def named(self) -> dict[str, str | Said]:
        """Return what every issue says of a row: its agency, and the item or the total."""
        return {"agency": self.name or self.agency, "part": part_words(self.criterion)}


def part_words(criterion: str | None) -> Said:
    """Return what a row is about: `item 2.1`, or the total."""
    if criterion is None:
        return Said("tổng", "the total")
    return Said(f"mục {criterion}", f"item {criterion}")


def places_of(number: Decimal) -> int:
    """Return the number of decimals as printed, at most MOST_PLACES."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(f"{number} is not finite")
    return min(max(0, -exponent), MOST_PLACES)


def half_unit(places: int) -> Decimal:
    """Return half a unit of the last printed place."""
    return Decimal(5).scaleb(-places - 1)


def column_places(numbers: Iterable[Decimal | None]) -> int:
    """Return the places of a column: tables drop closing zeros, so the longest one tells."""
    return max((places_of(number) for number in numbers if number is not None), default=0)


def by_edition(figures: Sequence[PublishedFigure]) -> dict[str | None, list[PublishedFigure]]:
    """Return figures grouped by the edition they belong to."""
    groups: dict[str | None, list[PublishedFigure]] = {}
    for figure in figures:
        groups.setdefault(figure.edition, []).append(figure)
    return groups
