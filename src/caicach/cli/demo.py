"""`caicach demo`: four real indices recomputed, an invented province measured, and at work."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from caicach.cli.demo_province import DOSSIERS, ProvinceDemo
from caicach.cli.demo_workspace import WorkspaceDemo
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
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="demo.serve")] = True,
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, metavar="N", help="demo.port")
    ] = 8000,
    anew: Annotated[bool, typer.Option("--anew", help="demo.anew")] = False,
) -> None:
    """Show everything once, from published figures to a province at work, then serve it."""
    session = session_of(context)
    workspace = WorkspaceDemo(folder, session)
    if anew or not workspace.is_whole:
        _build(folder, session, dossiers, workspace)
    session.show("", *_where(folder, session))
    if serve:
        workspace.serve(port)


def _build(folder: Path, session: Session, dossiers: int, workspace: WorkspaceDemo) -> None:
    _show_indices(folder, session)
    if code := ProvinceDemo(folder, session, dossiers, date.today()).run():  # noqa: DTZ011 -- the machine's own day
        raise typer.Exit(code)
    session.show("", f"── {session.say('Nơi làm việc', 'The workspace')} ──", "")
    if code := workspace.build(dossiers):
        raise typer.Exit(code)


def _show_indices(folder: Path, session: Session) -> None:
    """Score the indices that ship with their figures, print them, write the reports."""
    folder.mkdir(parents=True, exist_ok=True)
    reports = [_score(each, session) for each in SHOWN]
    for report in reports:
        session.show("", *ranking_parts(report, session))
    pages = [_page_name(report) for report in reports]
    for report, page in zip(reports, pages, strict=True):
        write_html(folder / page, report)
    write_index(folder / "index.html", reports, pages)
    write_xlsx(folder / "caicach.xlsx", reports)


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
        yield session.say("Nơi làm việc của tỉnh giả định:", "Workspace of the invented province:")
        yield f"  {folder / 'home'}"
        vi = "Dựng lại từ đầu: thêm --anew."
        yield session.say(vi, "To build everything again: add --anew.")

    return list(lines())
