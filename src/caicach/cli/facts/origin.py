"""`caicach facts origin`: the file and line of every row about a dossier."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from caicach.cli.listing import FORMATS, Column, ListingFormat, show_listing
from caicach.cli.refusal import WrongUseError
from caicach.cli.session import Session, check_format, session_of
from caicach.cli.stores import FactsVersionOption, StoreOption, opened
from caicach.core.issues import issue, shorten
from caicach.engine.facts import Trace, traces


def origin(
    context: typer.Context,
    dossier: Annotated[str, typer.Argument(metavar="KEY|CODE", help="dossier")],
    store: StoreOption = "",
    version: FactsVersionOption = None,
    output: ListingFormat = "table",
) -> None:
    """Tell file, record and line of every version and step of a dossier."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    with opened(store) as found:
        facts = found.facts(version)
        rows = traces(facts, dossier)
    if not rows:
        missing = issue(
            "store-row-unknown", facts.store.address, version=facts.version, value=shorten(dossier)
        )
        raise WrongUseError.of([missing])
    show_listing(
        session,
        _columns(session),
        [_row(each, session) for each in rows],
        [asdict(each) for each in rows],
    )


TABLES = {
    "dossiers": ("hiện tại", "now"),
    "earlier": ("trước đó", "earlier"),
    "steps": ("bước", "step"),
    "apologies": ("xin lỗi", "apology"),
}


def _columns(session: Session) -> list[Column]:
    return [
        Column("table", session.say("Dòng", "Row"), folds=False),
        Column("code", session.say("Mã hồ sơ", "Code"), folds=False),
        Column("status", session.say("Trạng thái", "Status"), folds=False),
        Column("at", session.say("Lúc", "At"), folds=False),
        Column("taken_in", session.say("Phiên bản", "Version"), right=True),
        Column("name", session.say("Tệp", "File")),
        Column("record", session.say("Bản ghi", "Record"), right=True),
        Column("line", session.say("Dòng số", "Line"), right=True),
    ]


def _row(each: Trace, session: Session) -> list[str]:
    table = session.say(*TABLES[each.table]) if session.output == "table" else each.table
    file = each.name or each.file or ""
    numbers = [_number(value) for value in (each.taken_in, each.record, each.line)]
    head = [table, each.code or "", each.status or "", _at(each.at, session)]
    return [*head, numbers[0], file, *numbers[1:]]


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _at(at: datetime | None, session: Session) -> str:
    if at is None:
        return ""
    if session.output != "table" or session.lang == "en":
        return f"{at:%Y-%m-%d %H:%M:%S}"
    return f"{at:%d/%m/%Y %H:%M:%S}"
