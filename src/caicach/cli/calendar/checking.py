"""`caicach calendar check`: every fault of a calendar file, with its line."""

from pathlib import Path
from typing import Annotated

import typer

from caicach.cli.calendar.opening import check_file
from caicach.cli.listing import FORMATS, Column, show_listing
from caicach.cli.refusal import DONE, FAULTS
from caicach.cli.session import check_format, session_of
from caicach.core.scoring.document import issue_entry


def check(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="calendar.files")],
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = "table",
) -> None:
    """Check calendar files, corrections together with the calendar they correct."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    found = [(path, *check_file(path)) for path in files]
    if session.output != "json":
        session.tell_issues(each for _, _, issues in found for each in issues)
    columns = [
        Column("file", session.say("Tệp", "File"), folds=False),
        Column("verdict", session.say("Kết quả", "Verdict")),
        Column("remarks", session.say("Lỗi, cảnh báo, ghi chú", "Issues"), right=True),
    ]
    usable, broken = session.say("dùng được", "usable"), session.say("có lỗi", "has faults")
    rows = [[str(path), usable if made else broken, str(len(said))] for path, made, said in found]
    content = [
        {
            "file": str(path),
            "usable": made is not None,
            "issues": [issue_entry(each, session.lang) for each in said],
        }
        for path, made, said in found
    ]
    show_listing(session, columns, rows, content)
    raise typer.Exit(DONE if all(made for _, made, _ in found) else FAULTS)
