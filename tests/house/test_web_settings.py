"""Every setting read from the environment is told on its page, and every one told is read."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/settings.md"
NAME = re.compile(r"CAICACH_[A-Z_]*[A-Z]")


def read_in_the_source() -> set[str]:
    """Return names that stand alone as a text; those within sentences are only spoken of."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(NAME.findall(node.value)) if NAME.fullmatch(node.value) else set()
    return found


def told() -> set[str]:
    """Return the names in the first column of the page's tables."""
    rows = (line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `"))
    return {name for row in rows for name in NAME.findall(row.split("|")[1])}


def test_the_page_tells_exactly_the_settings_that_are_read() -> None:
    read = read_in_the_source()
    assert len(read) > 15
    assert sorted(read - told()) == [], "not on the page"
    assert sorted(told() - read) == [], "on the page, and read by nobody"


def test_every_setting_spoken_of_anywhere_in_the_docs_exists() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    spoken = {name for page in pages for name in NAME.findall(page.read_text("utf-8"))}
    assert sorted(spoken - told()) == []
