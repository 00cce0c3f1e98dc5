"""A page that leads to several reports, each with its one sentence."""

from collections.abc import Sequence
from pathlib import Path

from caicach.files.reports.html_report import environment, style_sheet
from caicach.files.reports.report import Report
from caicach.files.reports.words import reconciled_text, statement
from caicach.files.whole_file import write_text


def write_index(path: Path, reports: Sequence[Report], pages: Sequence[str]) -> None:
    """Write the page; `pages` are the files of the reports, beside it."""
    lang = reports[0].lang if reports else "vi"
    entries = [
        {
            "href": page,
            "label": report.entry["label"],
            "edition": report.entry["edition"],
            "statements": [statement(block, report) for block in report.blocks],
            "reconciled": reconciled_text(report),
        }
        for report, page in zip(reports, pages, strict=True)
    ]
    template = environment().get_template("index.html.j2")
    page_text = template.render(lang=lang, vi=lang == "vi", style=style_sheet(), entries=entries)
    write_text(path, page_text)
