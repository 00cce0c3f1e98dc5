"""`caicach standards check` and `cases`: faults of editions, and cases beside them."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from caicach.cli.editions import Shelved, cases_of, named_editions
from caicach.cli.listing import FORMATS, Column, show_listing
from caicach.cli.refusal import DONE, FAULTS
from caicach.cli.session import Session, check_format, session_of
from caicach.core.criteria import Outcome, run_cases
from caicach.core.issues import has_faults
from caicach.core.scoring.document import issue_entry

Paths = Annotated[list[str] | None, typer.Argument(metavar="[PATH|SET/EDITION]...", help="paths")]
Output = Annotated[str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")]


def check(context: typer.Context, paths: Paths = None, output: Output = "table") -> None:
    """Check editions; every fault is told with its line."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    found = list(named_editions(paths or []))
    if session.output != "json":
        session.tell_issues(each for one in found for each in one.loaded.issues)
    columns = [
        Column("edition", session.say("Bộ tiêu chí", "Edition"), folds=False),
        Column("verdict", session.say("Kết quả", "Verdict")),
        Column("faults", session.say("Lỗi", "Faults"), right=True),
        Column("remarks", session.say("Cảnh báo, ghi chú", "Warnings, notes"), right=True),
    ]
    rows = [_verdict(each, session) for each in found]
    show_listing(session, columns, rows, [_entry(each, session) for each in found])
    broken = any(has_faults(each.loaded.issues) for each in found)
    raise typer.Exit(FAULTS if broken else DONE)


def _verdict(found: Shelved, session: Session) -> list[str]:
    issues = found.loaded.issues
    count = sum(each.severity == "fault" for each in issues)
    verdict = session.say("dùng được", "usable")
    if count:
        verdict = session.say("có lỗi", "has faults")
    return [found.name, verdict, str(count), str(len(issues) - count)]


def _entry(found: Shelved, session: Session) -> dict[str, Any]:
    return {
        "edition": found.name,
        "usable": found.loaded.edition is not None,
        "issues": [issue_entry(each, session.lang) for each in found.loaded.issues],
    }


def cases(context: typer.Context, paths: Paths = None, output: Output = "table") -> None:
    """Run the cases beside editions; each says what was expected and what came out."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    found = list(named_editions(paths or []))
    outcomes = [(one, _outcomes(one)) for one in found]
    failed = [each for _, all_ in outcomes for each in all_ if each.issues]
    if session.output != "json":
        session.tell_issues(each for one in found for each in one.loaded.issues)
        session.tell_issues(issue for each in failed for issue in each.issues)
    columns = [
        Column("edition", session.say("Bộ tiêu chí", "Edition"), folds=False),
        Column("passed", session.say("Đúng", "Passed"), right=True),
        Column("failed", session.say("Sai", "Failed"), right=True),
    ]
    rows = [_counts(one, all_) for one, all_ in outcomes]
    content = [entry for one, all_ in outcomes for entry in _entries(one, all_, session)]
    show_listing(session, columns, rows, content)
    broken = bool(failed) or any(has_faults(each.loaded.issues) for each in found)
    raise typer.Exit(FAULTS if broken else DONE)


def _outcomes(found: Shelved) -> list[Outcome]:
    edition = found.loaded.edition
    if edition is None:
        return []
    return [
        outcome
        for code, text, path in cases_of(found)
        for outcome in run_cases(edition, code, text, path)
    ]


def _counts(found: Shelved, outcomes: Sequence[Outcome]) -> list[str]:
    failed = sum(bool(each.issues) for each in outcomes)
    return [found.name, str(len(outcomes) - failed), str(failed)]


def _entries(found: Shelved, outcomes: Sequence[Outcome], session: Session) -> list[dict[str, Any]]:
    return [
        {
            "edition": found.name,
            "criterion": each.criterion,
            "case": each.name,
            "passed": not each.issues,
            "issues": [issue_entry(one, session.lang) for one in each.issues],
        }
        for each in outcomes
    ]
