"""The cells of a table's row: which column of the file each source of a profile is."""

from collections.abc import Iterator, Mapping, Sequence

from caicach.engine.profiles.sql_text import quoted


class TableCells:
    """SQL for the cells of `block(c0, c1, …)`; columns: place in the file of each head found."""

    def __init__(self, columns: Mapping[str, int], width: int) -> None:
        self._columns = columns
        self._width = width

    @property
    def relation(self) -> str:
        """Return the SELECT that names a block."""
        return "SELECT * FROM block"

    def texts(self, sources: Sequence[str]) -> list[str]:
        """Return the SQL of each source that the file has a column for."""
        return [quoted(f"c{self._columns[each]}") for each in sources if each in self._columns]

    def entries(self, source: str) -> str:
        """Raise ValueError: a row holds no lists, as the check of profiles knows."""
        raise ValueError(source)

    def member(self, entry: str, source: str) -> str:
        """Raise ValueError: a row holds no lists, as the check of profiles knows."""
        raise ValueError(f"{entry}.{source}")

    def is_absent(self, source: str) -> str:
        """Raise ValueError: a row holds no lists, as the check of profiles knows."""
        raise ValueError(source)

    @property
    def digest(self) -> str:
        """Return the SQL of the SHA-256 of the row."""
        cells = ", ".join(f"coalesce({quoted(f'c{each}')}, '')" for each in range(self._width))
        return f"sha256(concat_ws(chr(31), {cells}))"

    def lost(self) -> Iterator[str]:
        """Yield nothing: a cell is a text and no other shape."""
        return iter(())
