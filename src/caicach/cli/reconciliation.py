"""`caicach reconcile`: a result beside what was published, or a published table by itself."""

from pathlib import Path
from typing import Annotated, Any

import typer

from caicach.cli.listing import Column, csv_of, table_of
from caicach.cli.refusal import FaultsError
from caicach.cli.session import Session, check_files, check_format, session_of
from caicach.core.issues import Issue, has_faults
from caicach.core.reconcile import Reconciliation, check_published
from caicach.core.reconcile import reconcile as compare
from caicach.core.scoring.kept import ResultDocument
from caicach.files.inputs import CodeBook
from caicach.files.published import Scope, read_published
from caicach.files.reports.compared import compared_rows
from caicach.files.reports.json_report import reconciliation_entry
from caicach.files.reports.words import counted
from caicach.files.results import read_result_file
from caicach.files.safe_text import safe

FORMATS = ("table", "json", "csv")


def reconcile(
    context: typer.Context,
    result: Annotated[Path, typer.Argument(metavar="RESULT|PUBLISHED", help="result")],
    published: Annotated[
        Path | None, typer.Argument(metavar="[PUBLISHED]", help="published")
    ] = None,
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = "table",
) -> None:
    """Name every agreement and disagreement; published figures are never changed."""

    session = session_of(context)
    session.output = check_format(output, FORMATS)
    check_files([result, published])
    if published is None:
        figures, issues = read_published(result, None)
        _stop_at_faults(issues)
        found = Reconciliation((), tuple(check_published(figures)))
    else:
        document, issues = read_result_file(result)
        if document is None:
            raise FaultsError(issues)
        figures, more = read_published(published, _scope(document))
        _stop_at_faults([*issues, *more])
        found = compare(document, figures)
        issues = [*issues, *more]
    session.tell_issues(issues)
    _show(found, session, len(figures))


def _stop_at_faults(issues: list[Issue]) -> None:
    if has_faults(issues):
        raise FaultsError(issues)


def _scope(document: ResultDocument) -> Scope:
    """The result itself knows the codes of its edition, shipped or not."""
    return Scope(document.edition, CodeBook(list(document.criteria), {}))


def _show(found: "Reconciliation", session: Session, count: int) -> None:

    if session.output == "json":
        session.print_json(reconciliation_entry(found, session.lang))
        return
    rows = [
        [r.agency, r.criterion, r.what, r.ours, r.published, r.difference, r.verdict]
        for r in compared_rows(found.comparisons, session.lang)
    ]
    if session.output == "csv":
        session.print_text(csv_of(_columns(session), rows))
        return
    parts: list[Any] = [_summary(found, session, count)]
    amiss = len(rows) - found.count("equal")
    if amiss:
        parts.append(table_of(_columns(session), rows[:amiss]))
    parts += [safe(f"• {each.text(session.lang)}") for each in found.slips]
    session.show(*parts)


def _columns(session: Session) -> list[Column]:
    return [
        Column("agency", session.say("Cơ quan", "Agency")),
        Column("criterion", session.say("Mục", "Item")),
        Column("what", session.say("Số", "Figure"), folds=False),
        Column("ours", session.say("Tính lại", "Ours"), right=True),
        Column("published", session.say("Công bố", "Published"), right=True),
        Column("difference", session.say("Chênh lệch", "Difference"), right=True),
        Column("verdict", session.say("Kết luận", "Verdict")),
    ]


def _summary(found: "Reconciliation", session: Session, count: int) -> str:
    equal, near = found.count("equal"), found.count("within_rounding")
    other, silent = found.count("different"), found.count("not_comparable")
    slips = len(found.slips)
    if not found.comparisons:
        return session.say(
            f"Đã đọc {count} dòng công bố; {slips} điểm đáng lưu ý.",
            f"{counted(count, 'published row')} read; {counted(slips, 'remark')}.",
        )
    return session.say(
        f"{equal} số khớp, {near} khớp trong sai số làm tròn, {other} khác, "
        f"{silent} không so được; {slips} điểm đáng lưu ý trong bảng công bố.",
        f"{equal} equal, {near} within rounding, {other} different, "
        f"{silent} not comparable; {counted(slips, 'remark')} on the published table.",
    )
