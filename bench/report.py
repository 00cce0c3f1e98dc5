"""The figures as tables: printed as they come, kept as a chapter of RESULTS.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

RESULTS = Path("bench/RESULTS.md")

HEAD = """# How fast it is

Written by `make bench`. Both sides of a comparison run in turn, in processes of their own, pinned
to the same cores; a time is the median of its runs, memory the greatest sum of resident pages of a
process and its children. A bound is what was asked for; whether it is met is said, not hidden.
"""


@dataclass
class Report:
    """Sections in their order. path: where the chapter is kept after each section, beside others.

    head: the chapter's title and what it says first.
    """

    path: Path = RESULTS
    head: str = HEAD
    parts: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Add a line of words."""
        self._add(text)

    def section(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table under a title."""
        lines = [f"## {title}", "", _line(heads), _line(["---", *["---:"] * (len(heads) - 1)])]
        self._add("\n".join([*lines, *map(_line, rows)]))

    def _add(self, text: str) -> None:
        print(text, flush=True)
        print(flush=True)
        self.parts.append(text)
        own = "\n\n".join([self.head.strip(), *self.parts])
        self.path.write_text(_with_chapter(self.path, own), "utf-8")


def judged(figure: float, bound: float, *, at_least: bool = False, unit: str = "×") -> str:
    """Return a figure beside its bound and whether it is met."""
    met = figure >= bound if at_least else figure <= bound
    sign = "≥" if at_least else "≤"
    return f"{figure:,.2f} {unit} ({sign} {bound:g}: {'met' if met else '**not met**'})"


def seconds(value: float) -> str:
    """Return seconds with as many digits as mean anything."""
    return f"{value:.2f} s" if value < 100 else f"{value:.0f} s"


def _with_chapter(path: Path, chapter: str) -> str:
    """Return the file with this chapter in the place of the one of its title, or at its end."""
    text = path.read_text("utf-8") if path.exists() else ""
    title = chapter.partition("\n")[0]
    others = [each.strip() for each in re.split(r"^(?=# )", text, flags=re.MULTILINE) if each]
    named = [each.partition("\n")[0] for each in others]
    place = named.index(title) if title in named else len(others)
    others[place : place + 1] = [chapter]
    return "\n\n".join(others) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
