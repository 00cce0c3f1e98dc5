"""Editions of report windows, read from YAML; one is shipped."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from caicach.core.documents import Document, parse, read_document
from caicach.core.issues import Issue, issue
from caicach.core.periods.window import NO_LEAP_YEAR, ReportWindows

SHIPPED = ("calendars", "report_windows.yaml")


def read_report_windows(text: str, path: str) -> tuple[ReportWindows | None, list[Issue]]:
    """Return the edition in `text`, or None, with every fault and its line."""
    document, issues = read_document(text, path)
    if document is None or issues:
        return None, issues
    table, issues = parse(document, ReportWindows)
    if table is not None:
        issues = [*_names_twice(table, document), *_days_out_of_order(table, document)]
    return (None if issues else table), issues


@cache
def shipped_windows() -> ReportWindows:
    """Return the windows of the periodic reform reports. Source: in the edition itself."""
    text = files("caicach.standards").joinpath(*SHIPPED).read_text("utf-8")
    table, issues = read_report_windows(text, "/".join(SHIPPED))
    if table is None:
        raise ValueError("\n".join(map(str, issues)))
    return table


def _names_twice(table: ReportWindows, document: Document) -> Iterator[Issue]:
    seen: set[str] = set()
    for place, rule in enumerate(table.windows):
        if rule.name in seen:
            where = document.where(("windows", place, "name"))
            yield issue("window-name-twice", where, name=rule.name)
        seen.add(rule.name)


def _days_out_of_order(table: ReportWindows, document: Document) -> Iterator[Issue]:
    for place, rule in enumerate(table.windows):
        first, last = rule.data_from.in_year(NO_LEAP_YEAR), rule.data_to.in_year(NO_LEAP_YEAR)
        if last < first:
            yield issue("window-reversed", document.where(("windows", place)), name=rule.name)
        if rule.due_on.in_year(NO_LEAP_YEAR) <= last:
            where = document.where(("windows", place, "due_on"))
            yield issue("window-due-early", where, name=rule.name)
