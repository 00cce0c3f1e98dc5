"""Stores of millions: the province's store forty times over, under other codes.

What is copied went through the real intake once; only codes and keys differ, so cells are as many
and as uneven as in forty provinces of that size.
"""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from bench.province import base_store, kept, stores
from caicach.engine import Store
from caicach.engine.facts import Facts
from caicach.engine.facts.shape import TABLES

PROVINCE = "H99"
PROVINCES = 40
FIRST = 10
FULL = 20
"""Millions of dossiers when every copy is whole; smaller stores take a share of each."""

RENAMED = ("key", "link", "code", "sender", "agency")
COPIED = ("dossiers", "petitions", "documents", "steps")
MILLION = 1_000_000


def nation_folder(millions: int) -> Path:
    """Return the folder of a store of so many million dossiers, made or not."""
    return stores() / f"nation-{millions}"


def nation(millions: int) -> Path:
    """Return the folder of a store of so many million dossiers, made if it is not there."""
    return kept(nation_folder(millions), lambda folder: multiply(folder, millions))


def multiply(folder: Path, millions: int) -> None:
    """Make a store with `millions` of dossiers out of the province's."""
    base = Store.open(base_store()).facts()
    with Store.create(folder).writing() as writing:
        for table in COPIED:
            for month in base.months(table):
                rows = _copies(base, table, month, millions)
                writing.append(table, pa.RecordBatchReader.from_batches(TABLES[table].schema, rows))
        writing.replace("procedures", base.read("procedures"))
        writing.put_register("agencies", _registers(base.register("agencies") or ""))
        writing.commit("bench", f"{PROVINCES} copies")


def _copies(base: Facts, table: str, month: str, millions: int) -> Iterator[pa.RecordBatch]:
    """Yield a month's rows province by province, in each in the order of the store."""
    rows = base.read(table, months=[month]).combine_chunks()
    rows = rows.filter(pa.array([is_kept(each, millions) for each in _serials(rows)]))
    for province in range(FIRST, FIRST + PROVINCES):
        renamed = rows
        for name in set(RENAMED) & set(rows.schema.names):
            place = rows.schema.get_field_index(name)
            codes = pc.replace_substring(rows[name], PROVINCE, code_of(province))
            renamed = renamed.set_column(place, rows.schema.field(name), codes)
        yield from renamed.to_batches(65_536)


def is_kept(serial: str | None, millions: int) -> bool:
    """Say whether a record is in a store of so many millions: its number's last digits decide.

    serial: a code that ends in digits, the same for a dossier and its steps.
    """
    digits = (serial or "")[-2:]
    return (int(digits) if digits.isdigit() else 0) % FULL < millions


def code_of(province: int) -> str:
    """Return the code of a copy, which stands for H99 wherever that is written."""
    return f"H{province:02d}"


def _serials(rows: pa.Table) -> list[str | None]:
    found: list[str | None] = rows["code" if "code" in rows.schema.names else "key"].to_pylist()
    return found


def _registers(text: str) -> str:
    """Return the register of all provinces: each list of the province's, once for each."""
    head, _, lists = text.partition("agencies:\n")
    blocks: dict[str, list[str]] = {"agencies": []}
    name = "agencies"
    for line in lists.splitlines():
        if line.endswith(":") and not line.startswith(" "):
            name = line[:-1]
            blocks[name] = []
        else:
            blocks[name].append(line)
    codes = [code_of(number) for number in range(FIRST, FIRST + PROVINCES)]
    made = [head]
    for name, lines in blocks.items():
        block = "\n".join(lines)
        made += [f"{name}:\n", *(block.replace(PROVINCE, code) + "\n" for code in codes)]
    return "".join(made)
