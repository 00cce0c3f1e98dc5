"""Sizes that keep code readable; the bounds are those of CONTRIBUTING.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITTEN = [path for path in ROOT.glob("src/**/*.py") if path.parent.name != "migrations"]
PYTHON = sorted([*WRITTEN, *ROOT.glob("tests/**/*.py"), *ROOT.glob("bench/*.py")])
SOURCE = sorted(WRITTEN)

MOST_LINES = 400
MOST_BODY = 40
MOST_TEMPLATE = 300
EXCUSES_PER_LINES = 1000


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PYTHON, ids=shown)
def test_no_python_file_is_longer_than_the_bound(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length of every function, its docstring left out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            body = node.body[1:] if is_docstring else node.body
            length = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            yield node.name, length


@pytest.mark.parametrize("path", PYTHON, ids=shown)
def test_no_function_body_is_longer_than_the_bound(path: Path) -> None:
    long = [(name, lines) for name, lines in _functions(path) if lines > MOST_BODY]
    assert long == []


@pytest.mark.parametrize(
    "path",
    sorted(
        [
            *ROOT.glob("src/**/*.html"),
            *ROOT.glob("src/**/*.j2"),
            *ROOT.glob("src/**/cases/**/*.yaml"),
        ]
    ),
    ids=shown,
)
def test_no_template_or_case_file_is_longer_than_the_bound(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_TEMPLATE


EXCUSE = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<rest>.*)")
REASON = re.compile(r"(-|#|;)\s*\S+")


def test_excuses_are_few_and_each_says_why() -> None:
    lines = [(path, line) for path in SOURCE for line in path.read_text("utf-8").splitlines()]
    excuses = [(path, found) for path, line in lines if (found := EXCUSE.search(line))]
    assert len(excuses) <= len(lines) / EXCUSES_PER_LINES + 1
    silent = [shown(path) for path, found in excuses if not REASON.search(found["rest"])]
    assert silent == []


def test_the_bounds_bite(tmp_path: Path) -> None:
    long = tmp_path / "long.py"
    long.write_text("def f():\n" + "    x = 1\n" * (MOST_BODY + 1))
    assert [lines for _, lines in _functions(long)] == [MOST_BODY + 1]
