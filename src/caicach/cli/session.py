"""One run of a command: its language, and where it writes."""

import io
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import typer
from rich.console import Console, RenderableType

from caicach.cli.issue_list import issue_lines
from caicach.cli.refusal import WrongUseError
from caicach.core.issues import Issue, Lang, issue
from caicach.core.numbers import format_number
from caicach.files.safe_text import safe

WIDE = 500
"""Columns of a table that goes into a file or another program: nothing is folded there."""


@dataclass
class Session:
    """What every command needs to speak to the person who runs it.

    output: the format. by_ending: it was told by the name of the output file, so that a person
    and not a program reads the faults.
    """

    lang: Lang
    output: str = "table"
    by_ending: bool = False

    def say(self, vi: str, en: str) -> str:
        """Return the words of the run's language."""
        return vi if self.lang == "vi" else en

    def count(self, number: float | Decimal, vi: str, one: str, many: str) -> str:
        """Return a number with what it counts; Vietnamese has one form for one and many."""
        text = format_number(Decimal(str(number)), lang=self.lang)
        return f"{text} {self.say(vi, one if number == 1 else many)}"

    def show(self, *parts: RenderableType) -> None:
        """Print tables and lines: fitted to a terminal, plain and unfolded for anything else."""
        if sys.stdout.isatty():
            Console(highlight=False).print(*parts, sep="\n", markup=False)
        else:
            self.print_text(self.plain(*parts))

    @property
    def width(self) -> int | None:
        """Return the columns of the terminal; None where the output is no terminal."""
        return Console().width if sys.stdout.isatty() else None

    def plain(self, *parts: RenderableType) -> str:
        """Return tables and lines as the text they would be in a file."""
        stream = io.StringIO()
        console = Console(file=stream, width=WIDE, highlight=False, color_system=None)
        console.print(*parts, sep="\n", markup=False, soft_wrap=True)
        return "\n".join(line.rstrip() for line in stream.getvalue().split("\n"))

    def print_text(self, *pieces: str) -> None:
        """Print text as it is, ready for another program."""
        sys.stdout.writelines(pieces)

    def print_json(self, content: Any) -> None:
        """Print JSON, indented, letters as they are."""
        self.print_text(json_text(content))

    def tell(self, text: str) -> None:
        """Print a remark to standard error, so that output stays clean."""
        sys.stderr.write(f"{safe(text)}\n")

    def tell_issues(self, issues: Iterable[Issue]) -> None:
        """Print issues to standard error, gravest first, many of a kind counted."""
        for line in issue_lines(list(issues), self.lang):
            self.tell(line)


def json_text(content: Any) -> str:
    """Return JSON text, indented, letters as they are, one closing line break."""

    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def session_of(context: typer.Context) -> Session:
    """Return the run a command belongs to."""
    session = context.obj
    if not isinstance(session, Session):
        raise TypeError("a command runs inside a session")
    return session


def check_format(named: str, known: Sequence[str]) -> str:
    """Return the format. Raises WrongUseError for one the command does not write."""
    if named not in known:
        raise WrongUseError("cli-format-unknown", f"--format {named}", known=" | ".join(known))
    return named


def check_files(paths: Iterable[Path | None]) -> None:
    """Raise WrongUseError naming every file that is not there."""
    named = [path for path in paths if path is not None]
    missing = [issue("file-missing", str(path)) for path in named if not path.exists()]
    if missing:
        raise WrongUseError.of(missing)


def check_target(out: Path, inputs: Iterable[Path]) -> None:
    """Raise WrongUseError when `out` cannot be written, or would overwrite an input."""
    if out.is_dir():
        raise WrongUseError("cli-out-is-folder", str(out))
    if not out.resolve().parent.is_dir():
        raise WrongUseError("cli-out-no-folder", str(out), folder=out.parent)
    if not os.access(out.resolve().parent, os.W_OK):
        raise WrongUseError("cli-out-not-writable", str(out), folder=out.parent)
    for path in inputs:
        if path.exists() and out.exists() and out.samefile(path):
            raise WrongUseError("cli-out-is-input", str(out))
