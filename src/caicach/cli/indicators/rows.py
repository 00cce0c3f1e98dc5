"""`caicach indicators rows`: the rows that a figure counts, a page or all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as parquet
import typer

from caicach.cli.indicators.asking import (
    AgencyOption,
    EngineOption,
    MapOption,
    PeriodsOption,
    ProceduresOption,
    SparkOption,
    indicator_words,
    read_engine,
    read_map,
    read_names,
    read_period,
)
from caicach.cli.listing import Column, table_of
from caicach.cli.refusal import WrongUseError
from caicach.cli.session import Session, check_format, check_target, json_text, session_of
from caicach.cli.stores import FactsVersionOption, StoreOption, opened
from caicach.core.indicators import Indicator
from caicach.core.numbers import format_number
from caicach.engine.indicators import RowList, rows
from caicach.engine.indicators.row_list import AskedRows, Side
from caicach.files.whole_file import write_text, write_whole

FORMATS = ("table", "json", "csv", "parquet")
PAGE = 20
PARTS: tuple[Side, ...] = ("numerator", "denominator")


@dataclass(frozen=True)
class Page:
    """Which rows of the list; limit None for all of them."""

    number: int
    limit: int | None

    @property
    def first(self) -> int:
        """Return how many rows come before it."""
        return (self.number - 1) * (self.limit or 0)


def rows_(  # noqa: PLR0913 - each option of the command is an argument
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="INDICATOR", help="indicators.name")],
    store: StoreOption = "",
    version: FactsVersionOption = None,
    period: PeriodsOption = None,
    agency: AgencyOption = "",
    procedure: ProceduresOption = None,
    part: Annotated[
        str, typer.Option("--part", metavar="|".join(PARTS), help="indicators.part")
    ] = "numerator",
    map_day: MapOption = "",
    limit: Annotated[int | None, typer.Option("--limit", help="indicators.limit")] = None,
    page: Annotated[int, typer.Option("--page", help="indicators.page")] = 1,
    engine: EngineOption = "duckdb",
    spark: SparkOption = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="out")] = None,
    output: Annotated[
        str | None, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = None,
) -> None:
    """List the rows behind a numerator or a denominator."""
    session = session_of(context)
    session.output, session.by_ending = _format(output, out), output is None
    if out is not None:
        check_target(out, [])
    asked = _asked(agency, part, map_day)
    chosen = _page(page, limit, out)
    asked["first"], asked["limit"] = chosen.first, chosen.limit
    asked["procedures"] = procedure or []
    indicator, only = _one(name), read_period(period)
    asked["engine"] = read_engine(engine, spark)
    with opened(store) as found, indicator_words():
        listed = rows(found.facts(version), indicator, only, **asked)
        _write(listed, chosen, session, out)


def _asked(agency: str, part: str, map_day: str) -> AskedRows:
    named = next((each for each in PARTS if each == part), None)
    if named is None:
        raise WrongUseError("indicator-part-unknown", f"--part {part}", value=part)
    return AskedRows(agency=agency or None, map_day=read_map(map_day), part=named)


def _page(number: int, limit: int | None, out: Path | None) -> Page:
    if number < 1 or (limit is not None and limit < 1):
        raise WrongUseError("indicator-page-below-one", "--page")
    if limit is None and (out is None or number > 1):
        limit = PAGE
    return Page(number, limit)


def _one(name: str) -> Indicator:
    found = read_names([name])
    if len(found) != 1:
        raise WrongUseError("indicator-file-not-one", name, value=name, count=len(found))
    return found[0]


def _format(named: str | None, out: Path | None) -> str:
    """The ending of `--out` tells the form where none is named."""
    ending = out.suffix.lower().lstrip(".") if out else ""
    found = named or (ending if ending in FORMATS else None)
    if found is None and out is not None and ending != "txt":
        raise WrongUseError("cli-out-ending", str(out), known=" | ".join(FORMATS[1:]))
    found = check_format(found or "table", FORMATS)
    if found == "parquet" and out is None:
        raise WrongUseError("cli-format-needs-out", "--format parquet", ending="parquet")
    return found


def _write(listed: RowList, page: Page, session: Session, out: Path | None) -> None:
    if out is not None and session.output in ("parquet", "csv"):
        _write_file(listed.rows, session.output, out)
    else:
        table = listed.rows.read_all()
        if out is None and session.output == "table":
            session.show(_table(table, session))
            session.tell(_count_words(listed, table.num_rows, page, session))
            return
        text = _text(table, session)
        if out is None:
            session.print_text(text)
            return
        write_text(out, [text])
    session.tell(session.say(f"Đã ghi {out}", f"Wrote {out}"))


def _write_file(reader: pa.RecordBatchReader, form: str, out: Path) -> None:
    """Batch by batch: the list of a province may not fit into memory."""
    with write_whole(out) as path:
        opened_file: Any
        if form == "parquet":
            opened_file = parquet.ParquetWriter(path, reader.schema, compression="zstd")
        else:
            opened_file = arrow_csv.CSVWriter(path, reader.schema)
        with opened_file as writer:
            for batch in reader:
                writer.write_batch(batch)


def _text(table: pa.Table, session: Session) -> str:
    if session.output == "json":
        return json_text(table.to_pylist())
    if session.output == "csv":
        sink = pa.BufferOutputStream()
        arrow_csv.write_csv(table, sink)
        return str(sink.getvalue().to_pybytes().decode())
    return session.plain(_table(table, session))


def _table(table: pa.Table, session: Session) -> Any:
    columns = [Column(name, name, folds=False) for name in table.column_names]
    return table_of(columns, [_cells(row, session) for row in table.to_pylist()])


def _cells(row: dict[str, Any], session: Session) -> Sequence[str]:
    return [_cell(value, session) for value in row.values()]


def _cell(value: object, session: Session) -> str:
    if isinstance(value, datetime):
        shape = "%d/%m/%Y %H:%M:%S" if session.lang == "vi" else "%Y-%m-%d %H:%M:%S"
        return value.strftime(shape)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y" if session.lang == "vi" else "%Y-%m-%d")
    return "" if value is None else str(value)


def _count_words(listed: RowList, shown: int, page: Page, session: Session) -> str:
    count = format_number(listed.count, lang=session.lang)
    if shown == listed.count:
        return session.count(listed.count, "dòng.", "row.", "rows.")
    if not shown:
        return session.say(
            f"Trang {page.number} không có dòng nào: chỉ có {count} dòng.",
            f"Page {page.number} has no rows; in all there are {count}.",
        )
    first, last = page.first + 1, page.first + shown
    if last == listed.count:
        return session.say(
            f"Dòng {first}–{last} trong {count} dòng, hết.",
            f"Rows {first}–{last} of {count}, the last.",
        )
    return session.say(
        f"Dòng {first}–{last} trong {count} dòng; xem tiếp bằng --page {page.number + 1}, "
        "ghi tất cả bằng --out tep.csv hoặc tep.parquet.",
        f"Rows {first}–{last} of {count}; go on with --page {page.number + 1}, write all with "
        "--out file.csv or file.parquet.",
    )
