"""`caicach facts diff`: what changed from one version to another."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from caicach.cli.listing import Column, csv_of, table_of
from caicach.cli.session import Session, check_format, session_of
from caicach.cli.stores import StoreOption, opened
from caicach.core.numbers import format_number
from caicach.engine.facts import Difference, MonthDifference, difference

FORMATS = ("table", "json", "csv")


def diff(
    context: typer.Context,
    before: Annotated[int, typer.Argument(metavar="A", help="before")],
    after: Annotated[int, typer.Argument(metavar="B", help="after")],
    store: StoreOption = "",
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = "table",
) -> None:
    """Tell what changed from version A to B: rows by table and month, files."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    with opened(store) as found:
        changes = difference(found.facts(before), found.facts(after))
    if session.output == "json":
        session.print_json({"before": before, "after": after, **asdict(changes)})
    elif session.output == "csv":
        session.print_text(csv_of(_columns(session), [_row(e, session) for e in changes.months]))
    else:
        _show(changes, session)


def _columns(session: Session) -> list[Column]:
    return [
        Column("table", session.say("Bảng", "Table"), folds=False),
        Column("month", session.say("Tháng", "Month"), folds=False),
        Column("added", session.say("Thêm", "Added"), right=True),
        Column("removed", session.say("Bỏ", "Removed"), right=True),
        Column("changed", session.say("Đổi", "Changed"), right=True),
        Column("judged", session.say("Đổi đánh giá", "Judged anew"), right=True),
    ]


def _row(each: MonthDifference, session: Session) -> list[str]:
    counts = (each.added, each.removed, each.changed, each.judged)
    return [each.table, _month(each.month, session), *map(str, counts)]


def _month(month: str | None, session: Session) -> str:
    if month == "unknown" and session.output == "table":
        return session.say("không rõ", "unknown")
    return month or ""


def _show(changes: Difference, session: Session) -> None:
    if not changes.months:
        session.show(session.say("Hai phiên bản không khác nhau.", "The two versions are equal."))
        return
    session.show(table_of(_columns(session), [_shown(each, session) for each in changes.months]))
    if changes.files:
        session.show(table_of(*_files(changes.files, session)))


def _shown(each: MonthDifference, session: Session) -> list[str]:
    counts = (each.added, each.removed, each.changed, each.judged)
    written = [format_number(count, lang=session.lang) for count in counts]
    return [each.table, _month(each.month, session), *written]


def _files(
    files: tuple[dict[str, Any], ...], session: Session
) -> tuple[list[Column], list[list[str]]]:
    columns = [
        Column("name", session.say("Tệp đã nạp", "Files brought")),
        Column("profile", session.say("Cách đọc", "Profile"), folds=False),
        Column("records", session.say("Bản ghi", "Records"), right=True),
        Column("added", session.say("Thêm", "Added"), right=True),
        Column("changed", session.say("Đổi", "Changed"), right=True),
        Column("unreadable", session.say("Không đọc được", "Unreadable"), right=True),
    ]
    counts = ("records", "added", "changed", "unreadable")
    rows = [
        [each["name"] or each["file"], each["profile"] or ""]
        + [_count(each[name], session) for name in counts]
        for each in files
    ]
    return columns, rows


def _count(count: int | None, session: Session) -> str:
    return "–" if count is None else format_number(count, lang=session.lang)
