"""The long CSV of a result: one row for each total, area, group and item."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from caicach.core.numbers import plain, round_half_up
from caicach.core.reconcile.figures import MOST_PLACES
from caicach.files.reports.report import Entry, Report
from caicach.files.reports.words import held_in
from caicach.files.safe_text import guarded

COLUMNS = (
    *("edition", "agency", "name", "block", "criterion", "label", "level", "points"),
    *("maximum", "percent", "state", "rank", "rank_of", "band", "unranked"),
)


def report_csv(report: Report) -> str:
    """Return the result as CSV with a byte order mark, as spreadsheets want it.

    Numbers have a decimal point. Points keep all their digits; the percent has as many as a
    published table is compared to. A gap is an empty cell with its state.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for agency in report.entry["agencies"]:
        writer.writerows(_rows(agency, report.entry))
    return "\ufeff" + stream.getvalue()


def _rows(agency: Entry, entry: Entry) -> Iterator[list[str]]:
    who = [entry["edition"], *(guarded(agency[key] or "") for key in ("code", "name", "block"))]
    state = "scored" if agency["points"] is not None else "not_reported"
    unranked = (agency["unranked"] or {}).get("text", "")
    place = [agency["rank"] or "", agency["rank_of"], agency["band"] or "", guarded(unranked)]
    total = [agency["points"] or "", agency["maximum"], _percent(agency["index"]), state]
    yield [*who, "", "", "total", *total, *place]
    for level in ("areas", "groups", "items"):
        for node in agency[level]:
            label = guarded(entry["criteria"][node["code"]]["label"])
            amounts = [node["points"] or "", node["maximum"], _percent(node.get("index"))]
            state = _state(node)
            yield [*who, node["code"], label, level[:-1], *amounts, state, *[""] * 4]


def _percent(text: str | None) -> str:
    return "" if text is None else plain(round_half_up(Decimal(text), MOST_PLACES))


def _state(node: Entry) -> str:
    """An item whose points stand in its group's says in which: `in_group:3.2`."""
    step = node["trace"]["step"] if "trace" in node else ""
    return step if held_in(step) else str(node["state"])
