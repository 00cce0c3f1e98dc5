"""`caicach explain`: why an agency has these points, rung by rung."""

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from caicach.cli.listing import Column, show_listing
from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.cli.session import check_files, check_format, session_of
from caicach.core.scoring.explain import NotInResultError, explain_item
from caicach.files.results import read_result_file

FORMATS = ("table", "json", "csv")


def explain(
    context: typer.Context,
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="result")],
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help="agency")],
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="criterion")],
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = "table",
) -> None:
    """Print the trace of one item, area or group in words."""

    session = session_of(context)
    session.output = check_format(output, FORMATS)
    check_files([result])
    document, issues = read_result_file(result)
    if document is None:
        raise FaultsError(issues)
    try:
        found = explain_item(document, agency, criterion, session.lang)
    except NotInResultError as error:
        known = list(dict.fromkeys(error.known))
        near = get_close_matches(error.value, known, n=4, cutoff=0.4) or known[:12]
        code = f"cli-{error.what}-not-in-result"
        raise WrongUseError(code, str(result), value=error.value, known=", ".join(near)) from None
    columns = [Column("label", "", folds=False), Column("text", "")]
    rows = [[line.label, line.text] for line in found.lines]
    content = {
        "title": found.title,
        "holds": found.holds,
        "lines": [{"label": line.label, "text": line.text} for line in found.lines],
    }
    show_listing(session, columns, rows, content, found.title)
