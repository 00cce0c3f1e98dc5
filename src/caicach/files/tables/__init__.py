"""Tables as offices send them (CSV, XLSX, XLS, ODS), read one way with the place of each cell."""

from caicach.files.tables.cell import Cell, clip, fold, text_of
from caicach.files.tables.content import ContentKind, kind_of_content
from caicach.files.tables.header import Header, Vocabulary, find_header
from caicach.files.tables.limits import (
    MAX_CELLS,
    MAX_ENTRIES,
    MAX_FILE_BYTES,
    MAX_RATIO,
    MAX_ROWS,
    MAX_UNPACKED_BYTES,
)
from caicach.files.tables.reading import open_tables, read_bytes, read_tables
from caicach.files.tables.table import (
    Flaw,
    Merge,
    Row,
    Table,
    TableBrokenError,
    cell_name,
    column_name,
)
from caicach.files.tables.text_encoding import decode

__all__ = [
    "MAX_CELLS",
    "MAX_ENTRIES",
    "MAX_FILE_BYTES",
    "MAX_RATIO",
    "MAX_ROWS",
    "MAX_UNPACKED_BYTES",
    "Cell",
    "ContentKind",
    "Flaw",
    "Header",
    "Merge",
    "Row",
    "Table",
    "TableBrokenError",
    "Vocabulary",
    "cell_name",
    "clip",
    "column_name",
    "decode",
    "find_header",
    "fold",
    "kind_of_content",
    "open_tables",
    "read_bytes",
    "read_tables",
    "text_of",
]
