"""A profile drafted from the heads of a table; every guess is marked for a person to confirm."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

import yaml

from caicach.core.issues import Issue, Lang, has_faults, issue
from caicach.engine.profiles.check_fields import kind_of
from caicach.engine.profiles.columns import NEEDED, TOKENS, mappable
from caicach.engine.profiles.date_text import ISO, strptime_of
from caicach.engine.profiles.feed import Feed
from caicach.engine.profiles.first_rows import Grid, first_grids
from caicach.engine.profiles.shelf import load_profile, shipped_profiles
from caicach.files.tables import fold

ROWS = 200
HEADER_ROWS = 20
ALIKE = 0.82
"""How alike two heads must be for a guess; below, nothing is guessed."""

WORDS: dict[Lang, dict[str, str]] = {
    "vi": {
        "head": "Bản nháp từ {file}. Dòng có chữ “xác nhận” là phỏng đoán: xem lại rồi xóa chữ đó.",
        "confirm": "xác nhận",
        "meaning": "chưa có nghĩa",
        "sample": "ví dụ",
        "left_out": "Cột chưa dùng: chuyển lên fields nếu cần, để lại đây nếu không (nhất là tên, "
        "số điện thoại, nội dung).",
    },
    "en": {
        "head": "Drafted from {file}. Lines marked “confirm” are guesses: check, then unmark.",
        "confirm": "confirm",
        "meaning": "no meaning yet",
        "sample": "such as",
        "left_out": "Columns not used: move those you need up to fields, leave the others here "
        "(names, telephone numbers and free text above all).",
    },
}


@dataclass(slots=True)
class Draft:
    """text: the YAML, None where nothing could be drafted.

    guessed: head of each column. unknown: heads that fit no column. missing: columns that are
    needed and have no head.
    """

    text: str | None = None
    table: str = ""
    guessed: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a row of a grid heads the columns of a feed."""

    feed: Feed
    grid: Grid
    row: int
    guessed: dict[str, str]

    @property
    def worth(self) -> int:
        """Return how much speaks for it; columns that are needed count most."""
        needed = sum(each in self.guessed for each in NEEDED[self.feed.table])
        return len(self.guessed) + 3 * needed

    @property
    def heads(self) -> list[str]:
        """Return the heads as printed, empty ones too."""
        return [_printed(cell or "") for cell in self.grid.rows[self.row].cells]

    def cells_under(self, head: str) -> list[str]:
        """Return the filled cells of a column."""
        place = self.heads.index(head)
        rows = self.grid.rows[self.row + 1 :]
        cells = (row.cells[place] for row in rows if len(row.cells) > place)
        return [cell.strip() for cell in cells if cell and cell.strip()]


def draft_profile(path: Path, name: str, table: str | None, lang: Lang) -> Draft:
    """Return a draft for the table in `path`.

    table: the fact table, or None for the one whose heads fit best. Raises OSError.
    """
    grids, issues = first_grids(path, ROWS)
    draft = Draft(issues=list(issues))
    fits = [
        Fit(feed, grid, row, guess(feed, grid.rows[row].cells))
        for feed in _feeds(table)
        for grid in grids
        for row in range(min(HEADER_ROWS, len(grid.rows)))
    ]
    best = max(fits, key=lambda each: each.worth, default=None)
    if best is None or not best.guessed:
        if not has_faults(draft.issues):
            draft.issues.append(issue("draft-no-heads", str(path)))
        return draft
    taken = set(best.guessed.values())
    draft.table, draft.guessed = best.feed.table, best.guessed
    draft.unknown = [head for head in best.heads if head and head not in taken]
    draft.missing = [each for each in NEEDED[draft.table] if each not in best.guessed]
    draft.text = "\n".join(_lines(best, draft, name, path.name, lang)) + "\n"
    return draft


def _feeds(table: str | None) -> Iterator[Feed]:
    for name in shipped_profiles():
        profile, _ = load_profile(name)
        feed = profile.feeds[0] if profile else None
        if feed and feed.form == "table" and table in (None, feed.table):
            yield feed


def guess(feed: Feed, cells: Sequence[str | None]) -> dict[str, str]:
    """Return the head of each column that has one: the same words first, then nearly the same.

    Of several heads for one column that which the profile names first.
    """
    words = {
        fold(source): name for name, field_ in feed.fields.items() for source in field_.from_ or ()
    }
    heads = {fold(cell): _printed(cell) for cell in cells if cell and fold(cell)}
    found: dict[str, str] = {}
    for word, name in words.items():
        if word in heads:
            found.setdefault(name, heads[word])
    known = words.keys() | {fold(each) for each in feed.left_out}
    for head in (each for each in heads if each not in known):
        near = get_close_matches(head, words, n=1, cutoff=ALIKE)
        if near:
            found.setdefault(words[near[0]], heads[head])
    return {name: found[name] for name in feed.fields if name in found}


def _printed(cell: str) -> str:
    """A head may be broken over lines in its cell."""
    return " ".join(cell.split())


def _lines(fit: Fit, draft: Draft, name: str, file: str, lang: Lang) -> Iterator[str]:
    words, feed = WORDS[lang], fit.feed
    mark = f"  # {words['confirm']}"
    yield f"# {words['head'].format(file=file)}"
    yield f"profile: {_inline(name)}"
    yield f"label: {_inline(name)}"
    yield f"table: {feed.table}"
    yield "form: table"
    yield f"dates: {_inline(_dates(fit))}{mark}"
    if feed.key:
        yield f"key: {_inline(list(feed.key))}{mark}"
    yield "fields:"
    for column, head in draft.guessed.items():
        late = feed.fields[column].bare_day == "end"
        source = {"from": head, "bare_day": "end"} if late else head
        example = next(iter(fit.cells_under(head)), "") if column != "applicant" else ""
        shown = f", {words['sample']} {_on_one_line(example)}" if example else ""
        yield f"  {column}: {_inline(source)}{mark}{shown}"
    yield from _codes(fit, words)
    if draft.unknown:
        yield f"# {words['left_out']}"
        yield "left_out:"
        yield from (f"  - {_inline(head)}" for head in draft.unknown)


def _codes(fit: Fit, words: dict[str, str]) -> Iterator[str]:
    """The meanings that ship, and each code of the sample that has none."""
    lists = {name: fit.feed.codes[name] for name in fit.guessed if name in fit.feed.codes}
    if lists:
        yield "codes:"
    for name, meanings in lists.items():
        known = {fold(code) for code in (*meanings, *TOKENS.get(name, ()))}
        found = dict.fromkeys(fit.cells_under(fit.guessed[name]))
        yield f"  {name}:"
        yield from (f"    {_inline(code)}: {token}" for code, token in meanings.items())
        for code in found:
            if fold(code) not in known:
                yield f"    # {_inline(_on_one_line(code))}:   {words['meaning']}"


def _dates(fit: Fit) -> list[str]:
    """The shipped formats that some cell is written in; all of them where there is no cell."""
    types = mappable(fit.feed.table)
    dated = [head for name, head in fit.guessed.items() if kind_of(types[name]) == "date"]
    cells = [cell for head in dated for cell in fit.cells_under(head)]
    fitting = [each for each in fit.feed.dates if any(_is_written_so(c, each) for c in cells)]
    return fitting or list(fit.feed.dates)


def _is_written_so(cell: str, written: str) -> bool:
    try:
        if written == ISO:
            datetime.fromisoformat(cell)
        else:
            datetime.strptime(cell, strptime_of(written) or "").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def _inline(value: object) -> str:
    """Return a value as YAML on one line; texts that YAML could take for something else quoted."""
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000)
    return text.removesuffix("...\n").strip()


def _on_one_line(text: str) -> str:
    return " ".join(text.split())[:40]
