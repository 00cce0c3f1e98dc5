"""From the bytes of an appendix to an edition, points to confirm, and faults."""

from decimal import Decimal

from lxml.etree import XMLSyntaxError

from caicach.core.criteria import load_edition
from caicach.core.issues import Issue, issue
from caicach.files.appendix.bands import read_bands
from caicach.files.appendix.checks import (
    check_rows,
    check_totals,
    children_of,
    printed_total,
    where,
)
from caicach.files.appendix.columns import headers_seen
from caicach.files.appendix.edition_text import with_notice, write_edition
from caicach.files.appendix.grid import Grid
from caicach.files.appendix.heading import read_heading_lines
from caicach.files.appendix.imported import Imported, Row
from caicach.files.appendix.outline import Outline, build_outline
from caicach.files.appendix.package import Kind, open_package
from caicach.files.appendix.rows import read_rows
from caicach.files.appendix.tables import (
    CriteriaTables,
    find_criteria,
    lines_after,
    lines_before,
)
from caicach.files.appendix.word import read_word
from caicach.files.appendix.workbook import read_workbook

HUNDRED = Decimal(100)


def import_appendix(
    content: bytes, file_name: str, edition_name: str, part: str | None = None
) -> Imported:
    """Return what `content` holds; nothing raises for a bad file, its faults are told.

    file_name: shown in faults. edition_name: `set/edition` of the edition to write. The edition
    is written even where the table has faults, and says so in its first lines. part: the sheet
    or table to read where a file holds several sets; without it, the first.
    """
    kind, issues = open_package(content, file_name)
    if kind is None:
        return _nothing(issues)
    grids, issues = _read_grids(content, kind, file_name)
    found = find_criteria(grids, part)
    if not found.tables and found.others:
        sets = ", ".join(found.others)
        return _nothing([issue("appendix-part-not-found", file_name, part=part or "", sets=sets)])
    if not found.tables:
        return _nothing(issues or [_no_table(grids, file_name)])
    return _import(grids, found, file_name, edition_name)


def _nothing(issues: list[Issue]) -> Imported:
    return Imported(title="", rows=(), edition_text="", confirm=(), issues=tuple(issues))


def _read_grids(content: bytes, kind: Kind, file_name: str) -> tuple[list[Grid], list[Issue]]:
    """Damaged parts raise errors of many classes in the readers; all mean the same here."""
    try:
        if kind == "word":
            return read_word(content), []
        return read_workbook(content)[0], []
    except (XMLSyntaxError, KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        return [], [issue("appendix-unreadable", file_name, reason=type(error).__name__)]
    except Exception as error:  # zipfile and openpyxl raise classes of their own
        return [], [issue("appendix-unreadable", file_name, reason=type(error).__name__)]


def _no_table(grids: list[Grid], file_name: str) -> Issue:
    seen = "; ".join(f"{grid.container}: {headers_seen(grid)}" for grid in grids[:8])
    return issue("appendix-no-criteria-table", file_name, seen=seen or "–")


def _import(
    grids: list[Grid], found: CriteriaTables, file_name: str, edition_name: str
) -> Imported:
    outline = build_outline(found.tables)
    before, after = lines_before(grids, found), lines_after(grids, found)
    heading = read_heading_lines(before, [*after, *outline.notes])
    rows, confirm, issues = read_rows(outline, file_name)
    issues += [
        *check_rows(rows, file_name),
        *check_totals(outline, rows, heading, file_name),
        *_side_notes(found, outline, file_name),
    ]
    bands = read_bands(grids, found.indices)
    text = write_edition(edition_name, heading, rows, bands, _total(outline, rows))
    issues += _edition_faults(text, edition_name, rows, issues, file_name)
    faulty = [each.text("vi") for each in issues if each.severity == "fault"]
    return Imported(
        title=heading.title,
        rows=rows,
        edition_text=with_notice(text, file_name, faulty),
        confirm=tuple(confirm),
        issues=tuple(dict.fromkeys(issues)),
        tables_read=tuple(grid.container for grid, _ in found.tables),
    )


def _total(outline: Outline, rows: tuple[Row, ...]) -> Decimal:
    printed = printed_total(outline)
    if printed is not None and printed.maximum.value is not None:
        return printed.maximum.value
    worth = _worths(rows)
    tops = [row for row in rows if row.parent is None and row.in_total]
    known = [each for each in (worth[id(row)] for row in tops) if each is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(tops) else HUNDRED


def _worths(rows: tuple[Row, ...]) -> dict[int, Decimal | None]:
    """Return each row's maximum by its identity, else that of the rows below it, if known."""
    below = children_of(rows)
    worth: dict[int, Decimal | None] = {}
    for index in reversed(range(len(rows))):
        row = rows[index]
        parts = [worth[id(child)] for child in below.get(index, [])]
        known = [part for part in parts if part is not None]
        derived = sum(known, Decimal(0)) if parts and len(known) == len(parts) else None
        worth[id(row)] = derived if row.max is None else row.max
    return worth


def _side_notes(found: CriteriaTables, outline: Outline, file_name: str) -> list[Issue]:
    """Tell what was left out: other sets, hidden rows, rows that belong nowhere."""
    notes = []
    if found.others:
        names = ", ".join(found.others)
        first = found.tables[0][0].container
        notes.append(issue("appendix-several-sets", file_name, first=first, others=names))
    for grid, _ in found.tables:
        if grid.hidden_lines:
            rows = ", ".join(map(str, grid.hidden_lines[:20]))
            place = f"{file_name} [{grid.container}]"
            notes.append(issue("appendix-hidden-rows", place, rows=rows))
        if grid.lines_left_out:
            values = {"count": grid.lines_left_out}
            notes.append(
                issue("appendix-too-many-rows", f"{file_name} [{grid.container}]", **values)
            )
    for entry in outline.lost:
        if entry.maximum.value is not None or entry.scoring:
            place = where(file_name, entry.place)
            notes.append(issue("appendix-row-without-place", place, name=entry.name[:80]))
    return notes


MAX_UNKNOWN = ("appendix-max-missing", "appendix-max-unreadable", "appendix-formula-without-value")
LADDER = frozenset(
    ("steps-order", "bounds-order", "step-unreachable", "steps-overlap", "steps-gap")
)
"""One fault of a ladder is enough to send a person to its row."""
SAID_ALREADY = {
    "maxima-do-not-add": ("appendix-maxima-do-not-add",),
    "total-does-not-add": (
        "appendix-total-does-not-add",
        "appendix-maxima-do-not-add",
        *MAX_UNKNOWN,
    ),
    "code-duplicate": ("appendix-duplicate-code",),
    "maximum-missing": MAX_UNKNOWN,
    "steps-order": ("appendix-steps-out-of-order",),
    "bounds-order": ("appendix-steps-reversed",),
    "step-unreachable": ("appendix-steps-out-of-order", "appendix-steps-overlap"),
    "steps-overlap": ("appendix-steps-out-of-order", "appendix-steps-overlap"),
}


def _edition_faults(
    text: str, name: str, rows: tuple[Row, ...], known: list[Issue], file_name: str
) -> list[Issue]:
    """Return what the checks of editions find beyond our own, told with rows of the appendix."""
    loaded = load_edition(text, name)
    places = {row.code: row.place for row in reversed(rows)}
    said = {(each.code, dict(each.values).get("criterion", "")) for each in known}
    kinds = {code for code, _ in said}
    found = []
    crooked = {criterion for code, criterion in said if code.startswith("appendix-steps-")}
    for each in loaded.issues:
        criterion = dict(each.values).get("criterion", "")
        ours = SAID_ALREADY.get(each.code, ())
        if any((code, criterion) in said for code in ours) or (
            each.code in LADDER and criterion in crooked
        ):
            continue
        crooked |= {criterion} if each.code in LADDER else set()
        whole = each.code in ("total-does-not-add", "maxima-do-not-add")
        if whole and kinds & {*ours, *MAX_UNKNOWN}:
            continue
        row = places.get(str(criterion))
        place = file_name if row is None else where(file_name, row)
        found.append(Issue(each.code, place, each.values))
    return found
