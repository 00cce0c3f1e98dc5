"""`caicach indicators check`: faults of definitions, and the cases of those that ship."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from caicach.cli.indicators.asking import check_file
from caicach.cli.listing import FORMATS, Column, ListingFormat, show_listing
from caicach.cli.refusal import DONE, FAULTS
from caicach.cli.session import check_files, check_format, session_of
from caicach.core.indicators import read_indicators, shipped_files
from caicach.core.issues import Issue, has_faults
from caicach.core.scoring.document import issue_entry
from caicach.engine.indicators import check_shipped_cases, fact_columns


class Checked(NamedTuple):
    """A file of definitions, or the cases of an indicator."""

    name: str
    entries: int
    issues: list[Issue]


def check(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="indicators.files")
    ] = None,
    output: ListingFormat = "table",
) -> None:
    """Check files of definitions; without any, those that ship and their cases."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    check_files(files or [])
    found = [_of_file(path) for path in files] if files else list(_shipped())
    if session.output != "json":
        session.tell_issues(issue for each in found for issue in each.issues)
    columns = [
        Column("name", session.say("Tệp hoặc chỉ tiêu", "File or indicator"), folds=False),
        Column("entries", session.say("Số mục", "Entries"), right=True),
        Column("faults", session.say("Lỗi", "Faults"), right=True),
    ]
    rows = [[each.name, str(each.entries), str(len(each.issues))] for each in found]
    content = [
        {
            "name": each.name,
            "entries": each.entries,
            "issues": [issue_entry(issue, session.lang) for issue in each.issues],
        }
        for each in found
    ]
    show_listing(session, columns, rows, content)
    raise typer.Exit(FAULTS if any(has_faults(each.issues) for each in found) else DONE)


def _of_file(path: Path) -> Checked:
    found, issues = check_file(path)
    return Checked(str(path), len(found), issues)


def _shipped() -> Iterator[Checked]:
    for path, text in shipped_files():
        found, issues = read_indicators(text, path, fact_columns())
        yield Checked(path, len(found), issues)
    for name, count, issues in check_shipped_cases():
        yield Checked(name, count, issues)
