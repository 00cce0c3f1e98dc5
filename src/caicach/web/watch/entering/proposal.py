"""What is handed in: of which index and time, from where, as a file or typed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from caicach.core.indices import Component, IndexSeries, Province, provinces, series_of
from caicach.core.indices.year_rows import IndexYear
from caicach.core.issues import has_faults, issue
from caicach.core.reconcile import Reconciliation
from caicach.files.published import read_index_year
from caicach.files.tables import Table, read_tables
from caicach.web.attachments.keeping import UploadedFile
from caicach.web.attachments.store import path_of
from caicach.web.look.templatetags.look import lang
from caicach.web.register.models import Agency
from caicach.web.watch.models import IndexYearEntry

NOTHING = Reconciliation((), ())
BY_HAND = "Nhập tay"
PERCENT, POINTS, RANK, BAND = "Chỉ số (%)", "Tổng điểm", "Xếp hạng", "Xếp loại"


@dataclass(frozen=True)
class Proposal:
    """A year as it is handed in. agency: whose standing body does. typed: one line a province."""

    agency: Agency
    series: str
    year: int
    day: date | None
    source: str
    link: str = ""
    upload: "UploadedFile | None" = None
    typed: Sequence[Sequence[str]] = ()

    def read(self) -> IndexYear:
        """Return the year with everything there is to say about it."""
        if self.upload is None:
            return read_typed(self.series, self.year, self.typed)
        self.upload.seek(0)
        return read_file(self.series, self.year, self.upload.read(), self.upload.name or "")


def read_again(entry: IndexYearEntry) -> IndexYear:
    """Return a proposed year as its kept file, or what was typed, is read now."""
    kept = entry.attachment
    if kept is None or kept.stored is None:
        return read_typed(entry.series, entry.year, entry.typed)
    path = path_of(kept.stored.sha256)
    if not path.is_file():
        return IndexYear((), (issue("file-missing", kept.name),), NOTHING)
    return read_file(entry.series, entry.year, path.read_bytes(), kept.name)


def read_file(series: str, year: int, content: bytes, name: str) -> IndexYear:
    """Return the year in a file of any kind of table."""
    _, tables, issues = read_tables(content, name)
    if has_faults(issues):
        return IndexYear((), tuple(issues), NOTHING)
    if not tables:
        return IndexYear((), (*issues, issue("file-not-a-table", name)), NOTHING)
    read = read_index_year(tables, series, year)
    return IndexYear(read.figures, (*issues, *read.issues), read.reconciliation)


def read_typed(series: str, year: int, lines: Sequence[Sequence[str]]) -> IndexYear:
    """Return the year typed by hand: a line for each province of the year, in their order."""
    heads = [each.words for each in grid_columns(series_of(series), year)]
    rows = [(1, ["Tỉnh, thành phố", *heads])]
    names = [each.name for each in provinces(year)]
    for place, (name, cells) in enumerate(zip(names, lines, strict=False), start=2):
        rows.append((place, [name, *cells]))
    table = Table(
        BY_HAND,
        rows,
        paths=["", *names],
        cell_of=lambda row, column: f"{names[row - 2]}, {heads[column - 1]}" if row > 1 else None,
    )
    return read_index_year(table, series, year)


@dataclass(frozen=True)
class GridColumn:
    """A column of the form for typing: what heads it, and the bands to choose from.

    words: the head the reader of tables knows it by.
    """

    words: str
    component: Component | None = None
    choices: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return the head in the language of the page."""
        if self.component is not None:
            return self.component.label.text(lang())
        known = {
            PERCENT: _("Chỉ số (%)"),
            POINTS: _("Tổng điểm"),
            RANK: _("Xếp hạng"),
            BAND: _("Xếp loại"),
        }
        return known[self.words]


def grid_columns(series: IndexSeries, year: int) -> list[GridColumn]:
    """Return the columns after the name: total, rank, band where it has one, main parts."""
    bands = series.bands_of(year)
    found = [GridColumn(PERCENT if series.unit == "percent" else POINTS), GridColumn(RANK)]
    if bands is not None:
        found.append(GridColumn(BAND, choices=tuple(e.label.vi for e in bands.bands)))
    parts = (each for each in series.components_of(year) if each.below is None)
    return [*found, *(GridColumn(f"{each.code}. {each.label.vi}", each) for each in parts)]


def grid_provinces(year: int) -> tuple[Province, ...]:
    """Return the provinces of a year in the order of the lines."""
    return provinces(year)
