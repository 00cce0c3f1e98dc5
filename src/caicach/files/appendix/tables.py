"""Which tables of a file are the criteria table, and where another appendix begins."""

from dataclasses import dataclass, field, replace

from caicach.files.appendix.columns import Columns, find_columns
from caicach.files.appendix.entries import Entry, read_entries
from caicach.files.appendix.grid import Grid, first_texts
from caicach.files.appendix.wording import folded

FIRST_CODES = ("A", "I", "1")


@dataclass(slots=True)
class CriteriaTables:
    """The tables that make one criteria set, in order, and the sets that come after it."""

    tables: list[tuple[Grid, list[Entry]]] = field(default_factory=list)
    indices: set[int] = field(default_factory=set)
    others: list[str] = field(default_factory=list)
    columns: Columns | None = None

    @property
    def has_scoring(self) -> bool:
        """A summary of areas and maxima has none; the set itself has."""
        return any(
            entry.scoring or entry.note or (entry.code is None and not entry.is_total)
            for _, each in self.tables
            for entry in each
        )

    def begins_in(self, part: str) -> bool:
        """Say whether the set begins in the sheet or table of that name."""
        return bool(self.tables) and folded(self.tables[0][0].container) == folded(part)

    @property
    def size(self) -> int:
        return sum(len(each) for _, each in self.tables)


def find_criteria(grids: list[Grid], part: str | None = None) -> CriteriaTables:
    """Return the first criteria set of the file; a summary before it is passed over.

    part: the sheet or table in which the set wanted begins; none is found where no set does.
    A table continues the set unless its codes begin again; one without a header continues it
    when it follows directly and is as wide.
    """
    sets = [CriteriaTables()]
    for index, grid in enumerate(grids):
        columns = find_columns(grid) or _continued(grid, grids, index, sets[-1])
        if columns is None:
            continue
        entries = list(read_entries(grid, columns))
        if not any(entry.code or entry.maximum.value is not None for entry in entries):
            continue
        if sets[-1].tables and _begins_again(
            entries, sets[-1], on_own_sheet=grid.sheet is not None
        ):
            sets.append(CriteriaTables())
        sets[-1].tables.append((grid, entries))
        sets[-1].indices.add(index)
        sets[-1].columns = sets[-1].columns or columns
    return _chosen(sets, part)


def _chosen(sets: list[CriteriaTables], part: str | None) -> CriteriaTables:
    """The set asked for, else the first with scoring text; where none has any, the longest."""
    scored = [each for each in sets if each.has_scoring]
    if part is not None:
        chosen = next((each for each in sets if each.begins_in(part)), CriteriaTables())
    else:
        chosen = scored[0] if scored else max(sets, key=lambda each: each.size)
    others = [each for each in (scored or sets) if each is not chosen]
    chosen.others = [each.tables[0][0].container for each in others if each.tables]
    return chosen


def lines_before(grids: list[Grid], found: CriteriaTables) -> list[str]:
    """Return all text lines that stand before the first row of criteria."""
    lines: list[str] = []
    for index, grid in enumerate(grids):
        lines += grid.before
        if index in found.indices:
            first = found.tables[0][1]
            top = first[0].place.row if first else 1
            return lines + first_texts(line for line in grid.lines if line.number < top)
        lines += first_texts(grid.lines)
    return lines


def lines_after(grids: list[Grid], found: CriteriaTables) -> list[str]:
    """Return the text lines after the last table of the set."""
    last = max(found.indices)
    tail = [text for line in grids[last].lines[-12:] for text in first_texts([line])]
    return [*tail, *grids[last].after, *(line for grid in grids[last + 1 :] for line in grid.after)]


def _continued(grid: Grid, grids: list[Grid], index: int, found: CriteriaTables) -> Columns | None:
    if index - 1 not in found.indices or found.columns is None:
        return None
    if grid.sheet is not None or grid.width != grids[index - 1].width:
        return None
    columns = replace(found.columns, first_line=0)
    entries = list(read_entries(grid, columns))
    coded = [entry for entry in entries if entry.code is not None]
    return columns if coded and coded[0].place.row <= 3 else None


def _begins_again(entries: list[Entry], found: CriteriaTables, *, on_own_sheet: bool) -> bool:
    """The first code of the set stands in this table too: another set begins.

    A sheet that begins with the first code of any numbering begins another set as well.
    """
    first = next((e.code for _, each in found.tables for e in each if e.code), None)
    if first is None or entries[0].depth is not None:
        return False
    top = next((entry.code for entry in entries if entry.code is not None), None)
    if on_own_sheet and top is not None and top.printed in FIRST_CODES:
        return True
    return top is not None and top.key == first.key and top.printed == first.printed
