"""Entries put into an outline: what belongs to what, and the whole code of each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from caicach.files.appendix.codes import Code, settle_letters
from caicach.files.appendix.entries import Entry
from caicach.files.appendix.grid import Grid
from caicach.files.appendix.numbering import roman_text
from caicach.files.appendix.outside import is_outside
from caicach.files.appendix.wording import is_capitals, one_line

Key = tuple[str, int]


@dataclass(slots=True)
class Item:
    """An area, criterion or sub-criterion while the table is being read.

    prefix: what stands before the printed code of this item and its numbered children.
    supplied: the print has no code for it; one was supplied.
    """

    entry: Entry
    code: str
    printed: str
    key: Key
    prefix: str
    parent: "Item | None"
    name: str
    children: list["Item"] = field(default_factory=list)
    scoring: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    lines: list[Entry] = field(default_factory=list)
    supplied: bool = False

    @property
    def depth(self) -> int:
        return 0 if self.parent is None else self.parent.depth + 1

    @property
    def maximum(self) -> Decimal | None:
        return self.entry.maximum.value

    @property
    def is_scored(self) -> bool:
        """An item with a maximum and scoring of its own has no items below it."""
        return self.maximum is not None and bool(self.scoring) and not self.children

    @property
    def is_outside(self) -> bool:
        """Bonus and penalty stand outside the total, with all that is below them."""
        top = self
        while top.parent is not None:
            top = top.parent
        return is_outside(top.name)

    def walk(self) -> Iterator["Item"]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Outline:
    """The table as a tree, with the rows of totals it prints."""

    areas: list[Item] = field(default_factory=list)
    totals: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lost: list[Entry] = field(default_factory=list)

    def walk(self) -> Iterator[Item]:
        for area in self.areas:
            yield from area.walk()


class Builder:
    """Takes entries in printed order and keeps the open branch of the outline."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.branch: list[Item] = []
        self.ended = False

    def add(self, entry: Entry, following: Code | None) -> None:
        """Put one entry where it belongs. following: the next code printed below it."""
        if entry.is_total:
            self.outline.totals.append(entry)
            self.branch.clear()
        elif entry.is_footnote:
            self.ended = self.ended or entry.after_gap
            self.outline.notes.append(one_line(entry.name))
        elif entry.depth is not None:
            self._open(entry, ("column", entry.depth))
        elif entry.code is not None and entry.code.family != "bullet":
            self._open(entry, entry.code.key)
        else:
            self._add_uncoded(entry, following)

    def _add_uncoded(self, entry: Entry, following: Code | None) -> None:
        """A row without a code is an area, an item, a line of the item above, or a remark."""
        if self._is_unnumbered_area(entry, following):
            self._open_unnumbered_area(entry, following)
        elif self._is_unnumbered_item(entry):
            self._open(entry, ("unnumbered", 1))
        elif self._is_below_the_table(entry):
            self.outline.notes.append(one_line(entry.name or entry.scoring))
        elif self.branch:
            self._add_line(entry)
        else:
            self.outline.lost.append(entry)

    def _is_unnumbered_area(self, entry: Entry, following: Code | None) -> bool:
        if entry.code is not None or not entry.name or following is None:
            return False
        return is_capitals(entry.name) or (
            is_outside(entry.name)
            and entry.name[:1].isalpha()
            and not entry.scoring
            and re.search(r"\d|^(?i:mỗi|từng|cứ)\b", entry.name) is None
        )

    def _is_below_the_table(self, entry: Entry) -> bool:
        """In a sheet, remarks and signatures stand below the table after an empty row."""
        self.ended = self.ended or (entry.after_gap and entry.maximum.value is None)
        return self.ended and entry.maximum.value is None

    def _is_unnumbered_item(self, entry: Entry) -> bool:
        """A row without a code is an item when it has both a maximum and its own scoring."""
        points = entry.maximum.value is not None
        return points and bool(entry.name and entry.scoring) and not entry.scoring_shared

    def _open_unnumbered_area(self, entry: Entry, following: Code | None) -> None:
        """The code supplied fits the rows below: 3 above 3.1, else the next roman number."""
        self.branch.clear()
        head = following.printed.partition(".")[0] if following is not None else ""
        dotted = following is not None and following.key == ("number", 2)
        key: Key = ("number", 1) if dotted else ("supplied", 1)
        code = head if dotted else self._next_area_code()
        self._place(entry, Item(entry, code, "", key, "", None, entry.name, supplied=True))

    def _next_area_code(self) -> str:
        """Return the code after the last area, in its own manner of counting."""
        areas = self.outline.areas
        last = areas[-1].code if areas else ""
        if len(last) == 1 and last.isalpha() and areas[-1].key[0] == "letter":
            return chr(ord(last) + 1)
        return str(int(last) + 1) if last.isdigit() else roman_text(len(areas) + 1)

    def _open(self, entry: Entry, key: Key) -> None:
        self._close_down_to(key, entry)
        parent = self.branch[-1] if self.branch else None
        printed = entry.code.printed if entry.code is not None else ""
        code, prefix = _whole_code(entry.code, key, parent, self._next_number(parent))
        item = Item(entry, code, printed, key, prefix, parent, entry.name, supplied=not printed)
        self._place(entry, item)

    def _place(self, entry: Entry, item: Item) -> None:
        self.ended = False
        for text in (entry.scoring, entry.note):
            if text:
                item.scoring.append(text)
        if entry.evidence:
            item.evidence.append(entry.evidence)
        siblings = self.outline.areas if item.parent is None else item.parent.children
        siblings.append(item)
        self.branch.append(item)

    def _next_number(self, parent: Item | None) -> int:
        return len(self.outline.areas if parent is None else parent.children) + 1

    def _close_down_to(self, key: Key, entry: Entry) -> None:
        """Leave on the branch only what the new item can stand below."""
        family, depth = key
        keys = [item.key for item in self.branch]
        if key in keys:
            del self.branch[keys.index(key) :]
        elif family in ("letter", "roman") and depth == 1 and self._begins_anew(entry):
            self.branch.clear()
        else:
            if family == "unnumbered" and len(self.branch) > 1 and self.branch[-1].is_scored:
                self.branch.pop()
            while self.branch and _is_below(self.branch[-1].key, family, depth):
                self.branch.pop()

    def _begins_anew(self, entry: Entry) -> bool:
        """A new way of counting opens an area, unless it stands right below one."""
        if self.branch and self.branch[0].is_outside:
            return False
        return is_outside(entry.name) or (is_capitals(entry.name) and len(self.branch) > 1)

    def _add_line(self, entry: Entry) -> None:
        item = self.branch[-1]
        item.lines.append(entry)
        text = _line_text(entry)
        if text:
            item.scoring.append(text)
        if entry.scoring and not entry.scoring_shared:
            points = "" if entry.name else entry.maximum.printed
            if points and len(item.lines) == 1 and len(item.scoring) == 1:
                item.scoring[0] = _level(item.scoring[0], item.entry.maximum.printed)
            item.scoring.append(_level(entry.scoring, points))
        if entry.evidence and entry.evidence_is_new and entry.evidence not in item.evidence:
            item.evidence.append(entry.evidence)


def build_outline(tables: Iterable[tuple[Grid, list[Entry]]]) -> Outline:
    """Return the outline of tables that continue one another."""
    builder = Builder()
    read = [entry for _, each in tables for entry in each]
    codes = settle_letters([entry.code for entry in read])
    entries = [replace(entry, code=code) for entry, code in zip(read, codes, strict=True)]
    following: list[Code | None] = [None] * len(entries)
    for index in range(len(entries) - 1, 0, -1):
        code = entries[index].code
        following[index - 1] = code if code is not None else following[index]
    for entry, after in zip(entries, following, strict=True):
        builder.add(entry, after)
    for item in list(builder.outline.walk()):
        _fold_lettered_lines(item)
    return builder.outline


def _is_below(key: Key, family: str, depth: int) -> bool:
    """Say whether an open item closes when an item of `family` and `depth` begins."""
    minor = ("small", "bracket", "unnumbered")
    if family in minor:
        return key[0] in minor and family != key[0] and key[0] == "unnumbered"
    return key[0] in minor or (key[0] == family and key[1] >= depth)


def _whole_code(code: Code | None, key: Key, parent: Item | None, number: int) -> tuple[str, str]:
    """Return the whole code and the prefix its numbered children take over."""
    if code is None:
        made = str(number) if parent is None else f"{parent.code}.{number}"
        return made, f"{made}." if parent is None or key[0] == "column" else ""
    if parent is None or code.is_self_contained or _continues_number(code, parent):
        prefix = parent.prefix if parent is not None and not code.is_self_contained else ""
        return f"{prefix}{code.printed}", prefix
    return f"{parent.code}.{code.printed}", f"{parent.code}."


def _continues_number(code: Code, parent: Item) -> bool:
    """1.2 below 1 already names its parent; 1 below II does not."""
    head = parent.printed or parent.code
    if code.family == "small":
        return len(code.printed) > 1
    return code.family == "number" and head[:1].isdigit() and code.depth > 1


def _level(words: str, points: str) -> str:
    """A level and the points beside it; words that name points themselves stay as they are."""
    plain = points and "\n" not in words and re.search(r":\s*\d|điểm", words) is None
    return f"{words.rstrip(' :')}: {points}" if plain else words


def _line_text(entry: Entry) -> str:
    """Return a row below an item as a line of its scoring text: words, then points."""
    bullet = "- " if entry.code is not None and not entry.name.startswith(("-", "–")) else ""
    text = f"{bullet}{entry.name}".strip()
    points = entry.maximum.printed
    return f"{text.rstrip(' :')}: {points}" if text and points else text


def _fold_lettered_lines(item: Item) -> None:
    """Rows a), b) that are levels of one item, not parts of it, become its scoring text."""
    lettered = [child for child in item.children if child.key[0] in ("small", "bracket")]
    if not lettered or len(lettered) != len(item.children) or item.maximum is None:
        return
    maxima = [child.maximum for child in lettered]
    known = [each for each in maxima if each is not None]
    parts = len(known) == len(maxima) and sum(known) == item.maximum
    plain = not any(child.scoring or child.children for child in lettered)
    levels = not known or (plain and max(known) == item.maximum and len(known) > 1)
    if parts and not levels:
        return
    if plain and levels:
        item.scoring += [f"{child.printed}) {_line_text_of(child)}" for child in lettered]
        item.lines += [child.entry for child in lettered]
        item.children = []


def _line_text_of(child: Item) -> str:
    points = child.entry.maximum.printed
    return f"{child.name.rstrip(' :')}: {points}" if points else child.name
