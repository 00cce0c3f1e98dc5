"""Any file read as tables, refused in words where it cannot be."""

from pathlib import Path

from caicach.core.issues import Issue, has_faults, issue
from caicach.files.tables import limits
from caicach.files.tables.content import ContentKind, kind_of_content
from caicach.files.tables.csv_text import read_csv
from caicach.files.tables.spreadsheet import read_spreadsheet
from caicach.files.tables.table import Table
from caicach.files.tables.text_encoding import decode
from caicach.files.tables.zip_parts import open_zip

ZIP_START = b"PK\x03\x04"
SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})


def read_bytes(path: Path, file: str) -> tuple[bytes | None, list[Issue]]:
    """Return what the file holds, or None with the fault; nothing larger than the limit is read."""
    try:
        size = path.stat().st_size
        if size > limits.MAX_FILE_BYTES:
            values = {"size": size // 2**20, "limit": limits.MAX_FILE_BYTES // 2**20}
            return None, [issue("file-too-large", file, **values)]
        return path.read_bytes(), []
    except FileNotFoundError:
        return None, [issue("file-missing", file)]
    except IsADirectoryError:
        return None, [issue("file-is-folder", file)]
    except OSError as error:
        return None, [issue("file-unreadable", file, reason=error.strerror or str(error))]


def open_tables(path: Path) -> tuple[list[Table], list[Issue]]:
    """Return the tables of a file that must hold one; none with the faults where it does not."""
    file = str(path)
    content, issues = read_bytes(path, file)
    if content is None:
        return [], issues
    _, tables, more = read_tables(content, file)
    issues = [*issues, *more]
    if not tables and not has_faults(issues):
        issues.append(issue("file-not-a-table", file))
    return tables, issues


def read_tables(content: bytes, file: str) -> tuple[ContentKind, list[Table], list[Issue]]:
    """Return the kind of file and its tables.

    file: its name as shown in faults. JSON has no tables: its reader takes the content itself.
    """
    container = None
    names: frozenset[str] = frozenset()
    if content.startswith(ZIP_START):
        container, issues = open_zip(content, file)
        if container is None:
            return "refused", [], issues
        names = frozenset(container.namelist())
    kind, refusal = kind_of_content(content, names, file)
    if refusal:
        return "refused", [], [refusal]
    if kind == "json":
        return kind, [], []
    if kind != "text":
        tables, more = read_spreadsheet(content, container, kind, file)
        return kind, tables, more
    return (kind, *_read_text(content, file))


def _read_text(content: bytes, file: str) -> tuple[list[Table], list[Issue]]:
    text, issues = decode(content, file)
    if text is None and Path(file).suffix.lower() in SPREADSHEETS:
        return [], [issue("spreadsheet-broken", file)]
    if text is None or has_faults(issues):
        return [], issues
    table, more = read_csv(text, file)
    return ([table] if table else []), [*issues, *more]
