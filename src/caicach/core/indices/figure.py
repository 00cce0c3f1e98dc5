"""One published, derived or entered figure of an index."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from caicach.core.indices.province import Province

FigureStatus = Literal["published", "derived", "entered"]
"""As printed; reckoned by the project from printed figures; or handed in by an office."""
RankStatus = Literal["published", "computed"]
BandStatus = Literal["published", "computed"]


@dataclass(frozen=True, slots=True)
class IndexFigure:
    """What is known of one province, year and component (None: the total).

    value: in the unit of the index, as printed; None where only a rank was published, never 0.
    rank: 1 is best. of: how many provinces were ranked. rank_status: `computed` where no rank
    was printed and the values of the whole field are known.
    day: the day of an index that is published every day; None for a yearly one.
    place: the cell of the file it was read from; empty for shipped figures.
    """

    index: str
    province: Province
    year: int
    component: str | None = None
    value: Decimal | None = None
    rank: int | None = None
    of: int | None = None
    band: str | None = None
    source: str = ""
    status: FigureStatus = "published"
    rank_status: RankStatus | None = None
    band_status: BandStatus | None = None
    day: date | None = None
    place: str = ""

    @property
    def when(self) -> tuple[int, date]:
        """Return what figures are put in order of time by."""
        return self.year, self.day or date(self.year, 12, 31)

    def ranked(self, rank: int, of: int) -> "IndexFigure":
        """Return the figure with a computed rank."""
        # `dataclasses.replace` takes three times as long, and a book holds tens of thousands.
        what = (self.index, self.province, self.year, self.component, self.value, rank, of)
        return IndexFigure(
            *what,
            self.band,
            self.source,
            self.status,
            "computed",
            self.band_status,
            self.day,
            self.place,
        )
