"""Numbers of one file, read in the style the file is written in."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from caicach.core.issues import Issue, issue
from caicach.core.numbers import (
    NumberTextError,
    Percent,
    Style,
    find_style,
    is_ambiguous,
    parse_percent,
)
from caicach.files.tables import Cell, Table, clip, text_of

_PLAIN = re.compile(r"-?(?P<whole>[0-9]{1,15})(?P<mark>[.,])(?P<part>[0-9]{1,15})")
_SHORT = 15


class FigureReader:
    """Reads cells as numbers and remembers what tells the style of the whole file.

    Each text is read once: columns repeat themselves.
    """

    def __init__(self, style: Style = "auto") -> None:
        self.style = style
        self.known: dict[str, Decimal | Percent | NumberTextError] = {}
        self.evidence: dict[str, str] = {}
        self.ambiguous: str | None = None

    def read(self, cell: Cell) -> Decimal | Percent:
        """Return the number in `cell`. Raises NumberTextError, also for a day."""
        if not isinstance(cell, str):
            if isinstance(cell, date):
                raise NumberTextError("words", text_of(cell))
            return cell
        found = self.known.get(cell)
        if found is None:
            found = self.known[cell] = self._parse(cell)
        if isinstance(found, NumberTextError):
            raise found
        return found

    def _parse(self, text: str) -> Decimal | Percent | NumberTextError:
        bare = text.strip()
        if bare.isascii() and bare.isdigit() and len(bare) <= _SHORT:
            return Decimal(bare)
        found = _PLAIN.fullmatch(bare)
        if found and _tells_style(found):
            style = "vi" if found["mark"] == "," else "en"
            self.evidence.setdefault(style, text)
            return Decimal(bare.replace(",", "."))
        return self._parse_slowly(text)

    def _parse_slowly(self, text: str) -> Decimal | Percent | NumberTextError:
        try:
            number = parse_percent(text, style=self.style)
        except NumberTextError as error:
            return error
        if is_ambiguous(text):
            self.ambiguous = self.ambiguous or text
        told = find_style([text])
        for style, evidence in (("vi", told.vi), ("en", told.en)):
            if evidence is not None:
                self.evidence.setdefault(style, evidence)
        return number if number.had_sign else number.value

    @property
    def must_read_again(self) -> bool:
        """A text like 1.234 was read before the file proved to write decimals with a point."""
        return self.style == "auto" and self.ambiguous is not None and set(self.evidence) == {"en"}

    def judge_style(self, table: Table, columns: Iterable[int]) -> list[Issue]:
        """Return a fault when two styles are mixed, a warning when nothing tells the style."""
        if len(self.evidence) == 2:
            places = {key: _find(text, table, columns) for key, text in self.evidence.items()}
            texts = {f"{key}_text": clip(text) for key, text in self.evidence.items()}
            where = places["en"]
            return [issue("number-styles-mixed", where, **texts, vi_place=places["vi"])]
        if self.ambiguous is not None and not self.evidence:
            where = _find(self.ambiguous, table, columns)
            return [issue("number-style-assumed", where, value=clip(self.ambiguous))]
        return []


def _find(text: str, table: Table, columns: Iterable[int]) -> str:
    """Return the place of the first cell that holds `text`."""
    wanted = list(columns)
    for row, cells in table.rows:
        for column in wanted:
            if column < len(cells) and cells[column] == text:
                return table.place(row, column)
    return table.file


def _tells_style(found: re.Match[str]) -> bool:
    """Three digits after the mark may be thousands, unless what precedes cannot be."""
    return len(found["part"]) != 3 or len(found["whole"]) > 3 or found["whole"][0] == "0"
