"""`caicach indicators compute`: figures of any agencies and periods, or an edition's inputs."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pyarrow.csv as arrow_csv
import pyarrow.parquet as parquet
import typer

from caicach.cli.editions import open_edition
from caicach.cli.indicators.asking import (
    AgainstOption,
    AgencyOption,
    ByOption,
    DivideOption,
    EngineOption,
    MapOption,
    PeriodsOption,
    ProceduresOption,
    SparkOption,
    indicator_words,
    is_edition,
    read_against,
    read_engine,
    read_map,
    read_names,
    read_periods,
)
from caicach.cli.indicators.definitions import unit_words
from caicach.cli.listing import Column, table_of
from caicach.cli.refusal import WrongUseError
from caicach.cli.scoring import take_named
from caicach.cli.session import Session, check_format, check_target, json_text, session_of
from caicach.cli.stores import FactsVersionOption, StoreOption, opened
from caicach.core.indicators import Indicator
from caicach.core.numbers import format_number
from caicach.core.periods import Period
from caicach.engine.facts import Facts
from caicach.engine.indicators import (
    Against,
    IndexInputs,
    Values,
    compute,
    compute_against,
    index_inputs,
)
from caicach.engine.indicators.agency_map import TOTAL
from caicach.engine.indicators.compute import Asked
from caicach.engine.indicators.index_inputs import HEAD
from caicach.files.safe_text import guarded
from caicach.files.whole_file import write_text, write_whole

FORMATS = ("table", "json", "csv", "parquet")
NOTHING = {
    "missing": ("chưa có dữ liệu", "no data taken in"),
    "empty": ("không phát sinh", "nothing to count"),
}

CHANGE_PLACES = 2
"""Decimals of a change in percent of a count."""

CHANGES = {
    "points": ("điểm %", "points"),
    "percent": ("%", "%"),
    "working_days": ("ngày", "days"),
}


@dataclass(frozen=True)
class Wanted:
    """What is computed: names as given, and the periods."""

    names: list[str]
    periods: Sequence[Period]
    asked: Asked
    choose: list[str]
    against: Against | None

    def values(self, facts: Facts, found: Sequence[Indicator]) -> Values:
        """Return the figures; beside those of another period where that is wanted."""
        if self.against is None:
            return compute(facts, found, self.periods, **self.asked)
        return compute_against(facts, found, self.periods, self.against, **self.asked)


def compute_(  # noqa: PLR0913 - each option of the command is an argument
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="NAME|EDITION...", help="indicators.names")],
    store: StoreOption = "",
    version: FactsVersionOption = None,
    period: PeriodsOption = None,
    against: AgainstOption = "",
    by: ByOption = "agency",
    agency: AgencyOption = "",
    procedure: ProceduresOption = None,
    map_day: MapOption = "",
    divide: DivideOption = False,
    choose: Annotated[
        list[str] | None, typer.Option("--choose", metavar="ID=OPTION", help="choose")
    ] = None,
    engine: EngineOption = "duckdb",
    spark: SparkOption = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="out")] = None,
    output: Annotated[
        str | None, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = None,
) -> None:
    """Compute indicators from the facts of a store."""
    session = session_of(context)
    session.output, session.by_ending = _format(output, out), output is None
    if out is not None:
        check_target(out, [])
    asked = Asked(by=by, agency=agency or None, map_day=read_map(map_day), divides=divide)
    asked["procedures"] = procedure or []
    wanted = Wanted(names, read_periods(period), asked, choose or [], read_against(against))
    found = read_names(names)
    asked["engine"] = read_engine(engine, spark)
    with opened(store) as opened_store, indicator_words():
        facts = opened_store.facts(version)
        if _feeds_edition(wanted):
            _write_inputs(facts, wanted, session, out)
        else:
            _write_values(wanted.values(facts, found), found, session, out)


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


def _feeds_edition(wanted: Wanted) -> bool:
    """Inputs of an edition are for one edition and one period."""
    editions = [name for name in wanted.names if is_edition(name)]
    if editions and (len(wanted.names) > 1 or len(wanted.periods) > 1):
        raise WrongUseError("indicators-one-edition", editions[0], value=editions[0])
    if editions and wanted.against is not None:
        raise WrongUseError("indicators-against-edition", "--against", value=editions[0])
    return bool(editions)


def _write_inputs(facts: Facts, wanted: Wanted, session: Session, out: Path | None) -> None:
    """As CSV, what `caicach score` reads; otherwise the values behind it."""
    name = wanted.names[0]
    choices = take_named(open_edition(name), wanted.choose)
    found = index_inputs(facts, name, wanted.periods[0], choices, **wanted.asked)
    if session.output != "csv":
        _write_values(found.values, read_names(wanted.names), session, out)
        return
    text = inputs_csv(found)
    if out is None:
        session.print_text(text)
    else:
        write_text(out, [text])
        beside = out.with_name(f"{out.stem}.provenance.json")
        write_text(beside, [json_text(found.provenance)])
        session.tell(session.say(f"Đã ghi {out} và {beside}", f"Wrote {out} and {beside}"))
    session.tell_issues(found.issues)


def inputs_csv(found: IndexInputs) -> str:
    """Return the rows in the long form; text that a spreadsheet would run is guarded."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([guarded(each) for each in row] for row in found.rows)
    return stream.getvalue()


def _write_values(
    values: Values, indicators: Sequence[Indicator], session: Session, out: Path | None
) -> None:
    session.tell_issues(values.issues)
    if session.output == "parquet" and out is not None:
        with write_whole(out) as path:
            parquet.write_table(values.table, path)
    elif out is None and session.output == "table":
        session.show(_table(values, indicators, session))
        return
    else:
        text = _text(values, indicators, session)
        if out is None:
            session.print_text(text)
            return
        write_text(out, [text])
    session.tell(session.say(f"Đã ghi {out}", f"Wrote {out}"))


def _text(values: Values, indicators: Sequence[Indicator], session: Session) -> str:
    if session.output == "json":
        return json_text([_entry(each) for each in values.records()])
    if session.output == "csv":
        stream = io.BytesIO()
        arrow_csv.write_csv(values.table, stream)
        return stream.getvalue().decode()
    return session.plain(_table(values, indicators, session))


def _entry(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "map_day": record["map_day"].isoformat()}


def _table(values: Values, indicators: Sequence[Indicator], session: Session) -> Any:
    known = {each.id: each for each in indicators}
    column = values.group_column
    compares = "against" in values.table.column_names
    columns = [
        Column("indicator", session.say("Chỉ tiêu", "Indicator")),
        Column("period", session.say("Kỳ", "Period"), folds=False),
        Column(column, session.say("Của", "Of")),
        Column("numerator", session.say("Tử số", "Numerator"), right=True),
        Column("denominator", session.say("Mẫu số", "Denominator"), right=True),
        Column("value", session.say("Giá trị", "Value"), right=True),
        Column("unit", session.say("Đơn vị", "Unit"), folds=False),
    ]
    if compares:
        columns += [
            Column("against", session.say("So với", "Against"), folds=False),
            Column("value_before", session.say("Giá trị kỳ đó", "Its value"), right=True),
            Column("change", session.say("Tăng, giảm", "Change"), right=True),
        ]
    rows = [_row(each, known[each["indicator"]], column, session) for each in values.records()]
    return table_of(columns, rows)


def _row(record: dict[str, Any], indicator: Indicator, column: str, session: Session) -> list[str]:
    top = record["numerator"] if record["sum"] is None else record["sum"]
    code, name = _group(record[column], column, session), record.get("name")
    cells = [
        indicator.label.text(session.lang),
        record["period"],
        f"{code} {name}" if name else code,
        _number(top, 0 if record["sum"] is None else 1, session),
        _number(record["denominator"], 0, session),
        _value(record["value"], record["state"], indicator, session),
        unit_words(indicator, session),
    ]
    if "against" in record:
        value = _value(record["value_before"], record["state_before"], indicator, session)
        cells += [record["against"], value, _change(record, indicator, session)]
    return cells


def _group(code: str, column: str, session: Session) -> str:
    if column == TOTAL:
        return session.say("tất cả", "all")
    return code or session.say("(không ghi)", "(not told)")


def _value(value: float | None, state: str, indicator: Indicator, session: Session) -> str:
    if value is None:
        return session.say(*NOTHING[state])
    return _number(value, indicator.decimals, session)


def _change(record: dict[str, Any], indicator: Indicator, session: Session) -> str:
    if record["change"] is None:
        return "–"
    places = CHANGE_PLACES if record["change_in"] == "percent" else indicator.decimals
    change = Decimal(repr(record["change"]))
    number = format_number(change, places=places, lang=session.lang, signed=True)
    words = session.say(*CHANGES.get(record["change_in"], ("", "")))
    return f"{number} {words}".rstrip()


def _number(number: float | None, places: int, session: Session) -> str:
    if number is None:
        return ""
    return format_number(Decimal(repr(number)), places=places, lang=session.lang)
