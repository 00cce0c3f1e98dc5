"""Stores of judged dossiers, as intake leaves them."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from invented_dossiers import MAXIMA

from caicach.core.calendars import shipped_calendar
from caicach.engine.facts import Store
from caicach.engine.facts.shape import TABLES
from caicach.engine.judgements import JudgementSetting, judge_dossiers


def setting() -> JudgementSetting:
    return JudgementSetting(shipped_calendar(), MAXIMA)


def judged(dossiers: pa.Table) -> pa.Table:
    """The dossiers with judgement columns and their month of receipt."""
    rows = judge_dossiers(dossiers, setting())
    month = pc.fill_null(pc.strftime(rows["received_at"], format="%Y-%m"), "unknown")
    return rows.set_column(rows.column_names.index("received_month"), "received_month", month)


def store_of(folder: Path, dossiers: pa.Table, agencies: str | None = None) -> Store:
    """A store with these dossiers, the maximum times they were judged with, and one file."""
    rows, store = judged(dossiers), Store.create(folder)
    with store.writing() as writing:
        months = rows["received_month"].unique().to_pylist()
        writing.replace_months("dossiers", months, rows)
        writing.replace("procedures", _procedures())
        writing.replace("files", _files())
        if agencies is not None:
            writing.put_register("agencies", agencies)
        writing.commit("intake", "test")
    return store


def _procedures() -> pa.Table:
    rows = [
        {"procedure": code, "maximum_time": float(each.amount), "maximum_unit": each.unit}
        for code, each in MAXIMA.items()
    ]
    return pa.Table.from_pylist(rows, schema=TABLES["procedures"].schema)


def _files() -> pa.Table:
    row = {"file": "f" * 16, "name": "thang-02.ndjson"}
    return pa.Table.from_pylist([row], schema=TABLES["files"].schema)
