"""What every chart of an index page is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass

from caicach.core.indices import IndexBook, IndexFigure, IndexSeries, Province
from caicach.core.issues import Lang
from caicach.web.watch.goals import IndexGoal
from caicach.web.watch.subject import Subject, told

FOCUS, COMPARE, CONTEXT = "focus", "compare", "context"


@dataclass(frozen=True)
class Scene:
    """A book, whose province, the year looked at, and the two years held side by side."""

    book: IndexBook
    subject: Subject
    goals: Sequence[IndexGoal]
    year: int
    years: tuple[int, int]
    lang: Lang
    across_breaks: bool = False

    @property
    def series(self) -> IndexSeries:
        """Return the index."""
        return self.book.series

    @property
    def unit(self) -> str:
        """Return what stands behind values."""
        return self.series.unit_text(self.lang)

    @property
    def ours(self) -> tuple[Province, ...]:
        """Return the members on the map of the year looked at."""
        return self.subject.on_map(self.year)

    def name(self, province: Province) -> str:
        """Return the province's name, with the years of a map that is past."""
        return told(province, self.lang)

    def sources(self, figures: Sequence[IndexFigure]) -> str:
        """Return who publishes the index, and how many figures are not as printed."""
        publisher = self.series.publisher.text(self.lang)
        head = "Source" if self.lang == "en" else "Nguồn"
        notes = [words for status, words in NOTES[self.lang].items() if _has(figures, status)]
        return f"{head}: {'; '.join([publisher, *notes])}."


NOTES: dict[Lang, dict[str, str]] = {
    "vi": {"derived": "có số tính lại từ số đã công bố", "entered": "có số cơ quan nhập"},
    "en": {
        "derived": "some are reckoned from published figures",
        "entered": "some were entered by the office",
    },
}


def _has(figures: Sequence[IndexFigure], status: str) -> bool:
    return any(each.status == status for each in figures)
