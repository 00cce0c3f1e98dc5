"""`caicach demo`: four real indices recomputed, reconciled and written as reports."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from caicach.cli.demo_province import DOSSIERS, ProvinceDemo
from caicach.cli.ranking_table import ranking_parts
from caicach.cli.scoring import Files, score_files
from caicach.cli.session import Session, session_of
from caicach.cli.shipped_figures import shipped_figures
from caicach.core.criteria import load_shipped
from caicach.files.reports import Report, write_html, write_xlsx
from caicach.files.reports.html_index import write_index


class Shown(NamedTuple):
    """One index of the demo; table: which of its tables, the edition's own when left out."""

    edition: str
    table: str | None = None


SHOWN = (
    Shown("service-index/2026", "2026-provinces"),
    Shown("pci/2019"),
    Shown("papi/2024"),
    Shown("quang-nam-department/2021"),
)


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="demo.folder")] = Path(
        "build/demo"
    ),
    dossiers: Annotated[
        int, typer.Option("--dossiers", metavar="N", min=1000, help="demo.dossiers")
    ] = DOSSIERS,
) -> None:
    """Score the indices that ship with their figures, print them, write the reports."""

    session = session_of(context)
    folder.mkdir(parents=True, exist_ok=True)
    reports = [_score(each, session) for each in SHOWN]
    for report in reports:
        session.show("", *ranking_parts(report, session))
    pages = [_page_name(report) for report in reports]
    for report, page in zip(reports, pages, strict=True):
        write_html(folder / page, report)
    write_index(folder / "index.html", reports, pages)
    write_xlsx(folder / "caicach.xlsx", reports)
    if code := ProvinceDemo(folder, session, dossiers).run():
        raise typer.Exit(code)
    session.show("", *_where(folder, session))


def _score(shown: Shown, session: Session) -> Report:
    edition = load_shipped(shown.edition)
    with shipped_figures(shown.edition, shown.table) as figures:
        read = Files([figures.inputs], figures.published)
        report = score_files(edition, read, session, {})
    return report.named([figures.names[0]], figures.names[1])


def _page_name(report: "Report") -> str:
    return f"{report.entry['edition'].replace('/', '-')}.html"


def _where(folder: Path, session: Session) -> Sequence[str]:
    def lines() -> Iterator[str]:
        yield session.say("Báo cáo đã ghi:", "Reports written:")
        yield f"  {folder / 'index.html'}"
        yield f"  {folder / 'caicach.xlsx'}"

    return list(lines())
