"""`caicach demo`: four real indices recomputed, reconciled and written as reports."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from caicach.cli.ranking_table import ranking_parts
from caicach.cli.scoring import score_files
from caicach.cli.session import Session, session_of
from caicach.core.criteria import load_shipped
from caicach.files.reports import Report, write_html, write_xlsx
from caicach.files.reports.html_index import write_index


class Shown(NamedTuple):
    """One index of the demo; published is None where no total was published."""

    edition: str
    inputs: str
    published: str | None


SHOWN = (
    Shown("service-index/2026", "2026-provinces.inputs.csv", "2026-provinces.published.csv"),
    Shown("pci/2019", "2019.inputs.csv", "2019.published.csv"),
    Shown("papi/2024", "2024.inputs.csv", None),
    Shown("quang-nam-department/2021", "2021.inputs.csv", "2021.published.csv"),
)


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="demo.folder")] = Path(
        "build/demo"
    ),
) -> None:
    """Score the indices that ship with their figures, print them, write the reports."""

    session = session_of(context)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        reports = [_score(each, session, opened) for each in SHOWN]
    for report in reports:
        session.show("", *ranking_parts(report, session), *_note(report, session))
    pages = [_page_name(report) for report in reports]
    for report, page in zip(reports, pages, strict=True):
        write_html(folder / page, report)
    write_index(folder / "index.html", reports, pages)
    write_xlsx(folder / "caicach.xlsx", reports)
    session.show("", *_where(folder, session))


def _score(shown: Shown, session: Session, opened: ExitStack) -> "Report":
    shelf = files("caicach.standards").joinpath("indices", shown.edition.partition("/")[0])
    inputs = opened.enter_context(as_file(shelf.joinpath(shown.inputs)))
    published = None
    if shown.published is not None:
        published = opened.enter_context(as_file(shelf.joinpath(shown.published)))
    edition = load_shipped(shown.edition)
    report = score_files(edition, [inputs], session=session, choices={}, published=published)
    return report.named([shown.inputs], shown.published or "")


def _note(report: Report, session: Session) -> list[str]:
    note = load_shipped(report.entry["edition"]).note
    return [] if note is None else [note.text(session.lang)]


def _page_name(report: "Report") -> str:
    return f"{report.entry['edition'].replace('/', '-')}.html"


def _where(folder: Path, session: Session) -> Sequence[str]:
    def lines() -> Iterator[str]:
        yield session.say("Báo cáo đã ghi:", "Reports written:")
        yield f"  {folder / 'index.html'}"
        yield f"  {folder / 'caicach.xlsx'}"

    return list(lines())
