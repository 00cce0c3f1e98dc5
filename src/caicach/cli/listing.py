"""A list of rows, shown as a table, as CSV or as JSON."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from caicach.cli.session import Session
from caicach.files.safe_text import guarded, safe

FORMATS = ("table", "json", "csv")

ListingFormat = Annotated[
    str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
]


@dataclass(frozen=True, slots=True)
class Column:
    """key: in JSON and CSV. head: above the table. right: numbers stand at the right."""

    key: str
    head: str
    right: bool = False
    folds: bool = True


def table_of(columns: Sequence[Column], rows: Sequence[Sequence[str]], title: str = "") -> "Table":
    """Return a table for the terminal; narrow ones fold words, never figures."""

    table = Table(
        title=safe(title) or None,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_header=any(column.head for column in columns),
    )
    for column in columns:
        table.add_column(
            column.head,
            justify="right" if column.right else "left",
            no_wrap=column.right or not column.folds,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(Text(safe(each)) for each in row))
    return table


def show_listing(
    session: Session,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    content: Any,
    title: str = "",
) -> None:
    """Print rows in the session's format; `content` is what JSON shows."""
    if session.output == "json":
        session.print_json(content)
    elif session.output == "csv":
        session.print_text(csv_of(columns, rows))
    else:
        session.show(table_of(columns, rows, title))


def csv_of(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV; text that a spreadsheet would take for a formula is guarded."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    writer.writerows([guarded(each) for each in row] for row in rows)
    return stream.getvalue()
