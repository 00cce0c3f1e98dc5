"""How many queries each page asks, in an installation and in one with ten times as much in it."""

from dataclasses import asdict
from pathlib import Path

from bench.report import Report
from bench.workspace.facts import province
from bench.workspace.installation import Installation, emptied
from bench.workspace.size import Size

MOST = 12
HEADS = ("page", "as", "queries, a tenth", "queries", f"≤ {MOST}", "processor ms", "kB")


def report_queries(
    report: Report, size: Size, store: Path, homes: Path, filled: Installation | None
) -> None:
    """Add the table: the same pages with a tenth of targets, tasks and events, and with all.

    filled: one on SQLite that holds all; None makes it.
    """
    small = _asked(Installation(emptied(homes / "tenth"), store), size.tenth)
    if filled is None:
        large = _asked(Installation(emptied(homes / "sqlite"), store), size)
    else:
        large = _asked(filled, None)
    few = {(each["page"], each["role"]): each["queries"] for each in small}
    rows = [_row(each, few[each["page"], each["role"]]) for each in large]
    report.section("SQL queries a page, as data grows tenfold", HEADS, rows)
    report.say(
        "Every page is asked once more than it takes to fill what is kept in memory; processor time"
        " is the median of five, inside one process, on SQLite."
    )


def _asked(installation: Installation, size: Size | None) -> list[dict]:
    """Fill it where a size is given, and ask all pages."""
    if size is not None:
        installation.inside("making.prepared")
        installation.inside("filling.everything.fill", asdict(size), str(province(size)))
        installation.inside("making.measured")
    pages: list[dict] = installation.inside("pages.asked")
    return pages


def _row(page: dict, few: int) -> list[str]:
    many = page["queries"]
    met = "met" if many <= MOST else "**not met**"
    times = f"{page['milliseconds']:.0f}"
    return [
        page["page"],
        page["role"],
        str(few),
        str(many),
        met,
        times,
        f"{page['size'] / 1e3:.0f}",
    ]
