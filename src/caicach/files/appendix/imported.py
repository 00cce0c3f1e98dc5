"""What an appendix was read as: rows, an edition, points to confirm, faults with their row."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from caicach.core.issues import Issue, Lang, words

Level = Literal["area", "criterion", "sub_criterion"]
Rule = dict[str, Any]
"""A scoring rule as an edition writes it: text, lists and mappings only."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: table or sheet, and the row as a person counts it, from 1."""

    container: str
    row: int
    table: int | None = None
    sheet: str | None = None

    def __str__(self) -> str:
        return f"{self.container}, dòng {self.row}"


@dataclass(frozen=True, slots=True)
class Row:
    """One area, criterion or sub-criterion of the table.

    code: unique unless the print repeats it; roman and letter areas stand before it (`III.2.1`).
    occurrence: 2 for the second row with the same code.
    max: None where nothing is printed. in_total: False for bonus and penalty.
    rule: None for rows with children.
    """

    code: str
    printed_code: str
    occurrence: int
    parent: str | None
    level: Level
    name: str
    max: Decimal | None
    max_printed: str
    in_total: bool
    rule: Rule | None
    survey: bool
    scoring_text: str
    evidence: str
    not_applicable_to: str
    place: Place
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Confirm:
    """Something a person must look at before the edition is used.

    read: the words or the figure in question. reason: a code of the message catalogue.
    """

    code: str
    place: Place
    read: str
    reason: str
    values: tuple[tuple[str, str], ...] = ()

    def why(self, lang: Lang = "vi") -> str:
        """Return why a person must look, and at what, in one or two sentences."""
        said = words(self.reason, lang)
        named = {"criterion": self.code, "read": self.read, **dict(self.values)}
        return f"{said.problem} {said.remedy}".format(**named)


@dataclass(frozen=True, slots=True)
class Imported:
    """An appendix as read. `edition_text` is empty only where no criteria table was found."""

    title: str
    rows: tuple[Row, ...]
    edition_text: str
    confirm: tuple[Confirm, ...]
    issues: tuple[Issue, ...]
    tables_read: tuple[str, ...] = ()
