"""`caicach standards workbook`: a workbook to hand out and have filled in."""

from pathlib import Path
from typing import Annotated

import typer

from caicach.cli.editions import open_edition
from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.cli.scoring import take_named
from caicach.cli.session import check_files, check_target, session_of
from caicach.core.issues import has_faults
from caicach.files.workbook import read_agencies, write_workbook


def workbook(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(metavar="SET/EDITION|PATH", help="edition")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.xlsx", help="out")],
    agencies: Annotated[
        Path | None, typer.Option("--agencies", metavar="FILE", help="agencies")
    ] = None,
    choose: Annotated[
        list[str] | None, typer.Option("--choose", metavar="ID=OPTION", help="choose")
    ] = None,
) -> None:
    """Write a workbook with one row for each agency and one column for each item."""

    session = session_of(context)
    check_files([agencies])
    if out.suffix.lower() != ".xlsx":
        raise WrongUseError("cli-out-ending", str(out), known="xlsx")
    check_target(out, [agencies] if agencies else [])
    found = open_edition(edition)
    choices = {**found.defaults(), **take_named(found, choose or ())}
    listed, issues = read_agencies(agencies) if agencies else ([], [])
    if has_faults(issues):
        raise FaultsError(issues, found.edition)
    session.tell_issues(issues)
    write_workbook(out, found, listed, choices, session.lang)
    session.tell(session.say(f"Đã ghi {out}", f"Wrote {out}"))
