"""The reference page of all columns: `python -m caicach.engine.facts.reference`."""

import sys
from collections.abc import Iterator

import pyarrow as pa

from caicach.engine.facts.shape import DOSSIERS, TABLES, Column, TableShape

HEAD = """\
# Fact tables

Every table of a [store](store.md), its columns, who fills them and what they say. *feed*: mapped
from the file by the source profile. *intake*: added when files are merged. *judgement*: computed
from the dossier's times, the calendar and the procedure. A column without a value is *missing*,
which is neither zero nor false. Instants are local time of Asia/Ho_Chi_Minh. This page is
generated: `python -m caicach.engine.facts.reference > docs/reference/facts.md`.
"""

TYPES = {
    pa.string(): "text",
    pa.timestamp("us"): "instant",
    pa.date32(): "day",
    pa.bool_(): "yes or no",
    pa.float64(): "number",
}


def reference_page() -> str:
    """Return the page: one section and one table of columns for each fact table."""
    return "\n".join([HEAD, *(line for shape in TABLES.values() for line in _section(shape))])


def _section(shape: TableShape) -> Iterator[str]:
    yield f"## {shape.name}\n"
    yield f"Cut by month in `{shape.month}`.\n" if shape.month else "Not cut by month.\n"
    if shape is not DOSSIERS and shape.columns is DOSSIERS.columns:
        yield "The columns of [dossiers](#dossiers).\n"
        return
    yield "| column | type | filled by | says |\n|---|---|---|---|"
    yield from (_row(column) for column in shape.columns)
    yield ""


def _row(column: Column) -> str:
    return f"| `{column.name}` | {_type(column.type)} | {column.filled_by} | {column.says} |"


def _type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return f"integer, {kind.bit_width} bits"
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "(" + "; ".join(f"`{each.name}` {_type(each.type)}" for each in kind) + ")"
    return TYPES[kind]


if __name__ == "__main__":
    sys.stdout.write(reference_page())
