"""`caicach facts show`: what a store holds."""

from dataclasses import asdict

import typer

from caicach.cli.facts.size import size_text
from caicach.cli.listing import FORMATS, Column, ListingFormat, show_listing
from caicach.cli.session import Session, check_format, session_of
from caicach.cli.stores import FactsVersionOption, StoreOption, opened
from caicach.core.issues import Lang
from caicach.core.numbers import format_number
from caicach.engine.facts import TableContents, contents


def show(
    context: typer.Context,
    store: StoreOption = "",
    version: FactsVersionOption = None,
    output: ListingFormat = "table",
) -> None:
    """Tell rows, months and size of every table."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    with opened(store) as found:
        facts = found.facts(version)
        tables = contents(facts)
        title = session.say("Phiên bản số liệu", "Facts version")
        show_listing(
            session,
            _columns(session),
            [_row(each, session.lang) for each in tables],
            {"store": found.address, "version": facts.version, "tables": [*map(asdict, tables)]},
            f"{found.address} · {title} {facts.version}",
        )


def _columns(session: Session) -> list[Column]:
    return [
        Column("table", session.say("Bảng", "Table"), folds=False),
        Column("rows", session.say("Số dòng", "Rows"), right=True),
        Column("months", session.say("Tháng", "Months")),
        Column("files", session.say("Số tệp", "Files"), right=True),
        Column("bytes", session.say("Dung lượng", "Size"), right=True),
    ]


def _row(each: TableContents, lang: Lang) -> list[str]:
    months = [month for month in each.months if month != "unknown"]
    spans = [" – ".join(dict.fromkeys((months[0], months[-1])))] if months else []
    if len(months) != len(each.months):
        spans.append("không rõ" if lang == "vi" else "unknown")
    return [
        each.name,
        format_number(each.rows, lang=lang),
        ", ".join(spans),
        format_number(each.files, lang=lang),
        size_text(each.bytes, lang),
    ]
