"""`caicach score`: a round scored, ranked, compared and written."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from caicach.cli.editions import open_edition
from caicach.cli.ranking_table import ranking_parts
from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.cli.session import (
    Session,
    check_files,
    check_format,
    check_target,
    session_of,
)
from caicach.cli.shipped_figures import shipped_figures
from caicach.core.criteria import Edition
from caicach.core.issues import Issue, has_faults
from caicach.core.reconcile import PublishedFigure, reconcile
from caicach.core.scoring import score_inputs
from caicach.core.scoring.change import carry_previous, compare_with
from caicach.core.scoring.document import result_document
from caicach.core.scoring.kept import ResultDocument, read_result
from caicach.files.inputs import CodeBook, by_place, read_inputs
from caicach.files.published import Scope, read_published
from caicach.files.reports import (
    Report,
    json_pieces,
    report_csv,
    report_json,
    report_of,
    write_html,
    write_xlsx,
)
from caicach.files.results import read_result_file
from caicach.files.whole_file import write_text

FORMATS = ("table", "json", "csv", "xlsx", "html")
NEEDS_FILE = ("xlsx", "html")


def score(  # noqa: PLR0913 - each option of the command is an argument
    context: typer.Context,
    edition: Annotated[str, typer.Argument(metavar="SET/EDITION|PATH", help="edition")],
    inputs: Annotated[
        list[Path] | None, typer.Argument(metavar="[INPUT]...", help="inputs")
    ] = None,
    published: Annotated[
        Path | None, typer.Option("--published", metavar="FILE", help="published")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", metavar="FILE", help="previous")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="out")] = None,
    output: Annotated[
        str | None, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = None,
    choose: Annotated[
        list[str] | None, typer.Option("--choose", metavar="ID=OPTION", help="choose")
    ] = None,
) -> None:
    """Score a round, and say what it comes to."""
    session = session_of(context)
    session.output, session.by_ending = _format(output, out), output is None
    handed_in = [*(inputs or []), published, previous]
    check_files(handed_in)
    if out is not None:
        check_target(out, [path for path in handed_in if path is not None])
    found = open_edition(edition)
    files = Files(inputs or [], published, previous)
    choices = take_named(found, choose or ())
    if files.inputs:
        report = score_files(found, files, session, choices)
    else:
        report = score_shipped(edition, found, files, session, choices)
    write_report(report, session, out)


class Files(NamedTuple):
    """What a round is scored from and compared with."""

    inputs: Sequence[Path]
    published: Path | None = None
    previous: Path | None = None


def score_shipped(
    name: str, edition: Edition, files: Files, session: Session, choices: dict[str, str]
) -> Report:
    """Return the report of the figures that ship beside an edition.

    Raises WrongUseError where none ship; what was published ships too, unless another is named.
    """
    with shipped_figures(name) as figures:
        shipped = Files([figures.inputs], files.published or figures.published, files.previous)
        report = score_files(edition, shipped, session, choices)
    published = str(files.published) if files.published else figures.names[1]
    return report.named([figures.names[0]], published)


def _format(named: str | None, out: Path | None) -> str:
    """The ending of `--out` tells the format where none is named."""
    ending = out.suffix.lower().lstrip(".") if out else ""
    output = named or (ending if ending in FORMATS else None)
    if output is None:
        if out is not None and ending != "txt":
            raise WrongUseError("cli-out-ending", str(out), known=" | ".join(FORMATS[1:]))
        output = "table"
    check_format(output, FORMATS)
    if output in NEEDS_FILE and out is None:
        raise WrongUseError("cli-format-needs-out", f"--format {output}", ending=output)
    return output


def take_named(edition: Edition, named: Sequence[str]) -> dict[str, str]:
    """Return the options named as ID=OPTION. Raises WrongUseError for one that is not there."""
    options = {choice.id: [option.id for option in choice.options] for choice in edition.choices}
    taken: dict[str, str] = {}
    for each in named:
        choice, _, option = each.partition("=")
        if option not in options.get(choice, []):
            known = "; ".join(f"{name}={'|'.join(ids)}" for name, ids in options.items())
            raise WrongUseError("cli-choice-unknown", f"--choose {each}", known=known or "–")
        taken[choice] = option
    return taken


def score_files(
    edition: Edition, files: Files, session: Session, choices: dict[str, str]
) -> Report:
    """Return the report of a scored round. Raises FaultsError with all faults at once."""
    handed_in, issues = read_inputs(files.inputs, edition)
    before, more = _read_previous(files.previous)
    figures, yet_more = _read_published(files.published, edition)
    issues += [*more, *yet_more]
    if before is not None and not has_faults(issues):
        carry_previous(handed_in, before, edition)
    result = score_inputs(edition, handed_in, choices=choices)
    issues = by_place([*issues, *result.issues])
    _stop_at_faults(issues, edition)
    if before is not None:
        known = len(result.issues)
        compare_with(result, before)
        issues += result.issues[known:]
    entry = result_document(result, session.lang)
    report = report_of(
        entry,
        session.lang,
        issues=issues,
        reconciliation=reconcile(read_result(entry), figures) if figures else None,
        published="" if files.published is None else str(files.published),
        inputs=[str(path) for path in files.inputs],
    )
    return report.noted(edition.note.text(session.lang) if edition.note else "")


def _stop_at_faults(issues: Sequence[Issue], edition: Edition) -> None:
    if has_faults(issues):
        raise FaultsError(list(dict.fromkeys(issues)), edition.edition)


def _read_previous(path: Path | None) -> tuple[ResultDocument | None, list[Issue]]:

    return (None, []) if path is None else read_result_file(path)


def _read_published(
    path: Path | None, edition: Edition
) -> tuple[list[PublishedFigure], list[Issue]]:
    if path is None:
        return [], []
    return read_published(path, Scope(edition.edition, CodeBook.of(edition)))


def write_report(report: Report, session: Session, out: Path | None) -> None:
    """Write the report in the session's format, whole or not at all."""

    if session.output == "xlsx" and out is not None:
        write_xlsx(out, [report])
    elif session.output == "html" and out is not None:
        write_html(out, report)
    else:
        _write_text(report, session, out)
    if session.output != "json" or out is not None:
        session.tell_issues(report.issues)
    if out is not None:
        session.tell(session.say(f"Đã ghi {out}", f"Wrote {out}"))


def _write_text(report: Report, session: Session, out: Path | None) -> None:

    if session.output == "table" and out is None:
        session.show(*ranking_parts(report, session))
        return
    pieces: Iterable[str]
    if session.output == "table":
        pieces = [session.plain(*ranking_parts(report, session))]
    elif session.output == "json":
        pieces = json_pieces(report_json(report))
    else:
        pieces = [report_csv(report)]
    if out is None:
        session.print_text(*pieces)
    else:
        write_text(out, pieces)
