"""`caicach explain`: why an agency has these points, rung by rung."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from caicach.cli import main as command_line
from caicach.cli.explained_rows import PARTS, Behind, find_behind
from caicach.cli.listing import Column, show_listing
from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.cli.session import Session, check_files, check_format, session_of
from caicach.core.scoring.explain import NotInResultError, explain_item
from caicach.core.scoring.kept import ResultDocument
from caicach.files.results import read_result_file
from caicach.files.tables import fold

FORMATS = ("table", "json", "csv")
MOST_LISTED = 12
NEAR = 0.7
"""How alike two texts must be, of 1, for one to be taken for a slip in the other."""


def explain(  # noqa: PLR0913 - each option of the command is an argument
    context: typer.Context,
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="result")],
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help="agency")],
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="criterion")],
    provenance: Annotated[
        Path | None, typer.Option("--provenance", metavar="FILE", help="provenance")
    ] = None,
    rows: Annotated[str, typer.Option("--rows", metavar="|".join(PARTS), help="rows")] = "",
    store: Annotated[str, typer.Option("--store", metavar="FOLDER|ADDRESS", help="store")] = "",
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = "table",
) -> None:
    """Print the trace of one item, area or group in words, and what is behind its figures."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    if rows and rows not in PARTS:
        raise WrongUseError("indicator-part-unknown", f"--rows {rows}", value=rows)
    check_files([result])
    document, issues = read_result_file(result)
    if document is None:
        raise FaultsError(issues)
    code = _agency_code(document, agency, result)
    try:
        found = explain_item(document, code, criterion, session.lang)
    except NotInResultError as error:
        known = {each: each for each in error.known}
        values = {"value": error.value, "known": _listed(error.value, known)}
        raise WrongUseError(f"cli-{error.what}-not-in-result", str(result), **values) from None
    behind = find_behind(provenance, result, code, criterion)
    lines = [*found.lines, *(behind.lines(session) if behind else [])]
    columns = [Column("label", "", folds=False), Column("text", "")]
    content = {
        "title": found.title,
        "holds": found.holds,
        "lines": [{"label": line.label, "text": line.text} for line in lines],
    }
    texts = [[line.label, line.text] for line in lines]
    show_listing(session, columns, texts, content, found.title)
    if rows:
        _show_rows(behind, rows, store, session)


def _show_rows(behind: Behind | None, part: str, store: str, session: Session) -> None:
    """Raises WrongUseError where the figures did not come from records."""
    if behind is None:
        raise WrongUseError("cli-no-provenance", "--rows")
    code = command_line.main(["--lang", session.lang, *behind.command(part, store)])
    if code:
        raise typer.Exit(code)


def _agency_code(document: ResultDocument, named: str, result: Path) -> str:
    """Return the code of the agency with that code or name, accents and case aside.

    Raises WrongUseError where there is none, or more than one.
    """
    if document.agency(named) is not None:
        return named
    names = {each.code: f"{each.code} {each.name}".strip() for each in document.agencies}
    wanted = fold(named)
    meant = [each for each in document.agencies if wanted in (fold(each.code), fold(each.name))]
    if wanted and len(meant) == 1:
        return meant[0].code
    if meant:
        known = "; ".join(names[each.code] for each in meant[:MOST_LISTED])
        raise WrongUseError("cli-agency-several", str(result), value=named, known=known)
    known = _listed(named, names)
    raise WrongUseError("cli-agency-not-in-result", str(result), value=named, known=known)


def _listed(value: str, known: Mapping[str, str]) -> str:
    """Return what is near to `value`; where nothing is, the first of all that is known."""
    by_text = {fold(text): text for text in known.values()}
    by_text |= {fold(code): text for code, text in known.items()}
    by_text |= {fold(text.removeprefix(code)): text for code, text in known.items() if text != code}
    close = get_close_matches(fold(value), by_text, n=4, cutoff=NEAR)
    near = list(dict.fromkeys(by_text[each] for each in close))
    if near:
        return "; ".join(near)
    listed = list(known.values())
    return "; ".join(listed[:MOST_LISTED]) + ("; …" if len(listed) > MOST_LISTED else "")
