"""One word for each thing in what people read: words the glossary gave up do not come back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ = {
    "src/caicach/web": (".html", ".txt", ".yaml", ".py", ".po"),
    "src/caicach/standards/messages": (".yaml",),
    "src/caicach/standards/rounds": (".yaml",),
    "docs/howto": (".md",),
}
QUOTES = "import-an-appendix"
"""It quotes the heads of columns that offices write."""
GIVEN_UP = {
    "phiếu điểm": "bảng chấm điểm",
    "minh chứng": "tài liệu kiểm chứng",
    "điểm cộng(?! lại)": "điểm thưởng",
    "điểm trừ": "điểm phạt",
    "ý kiến khác(?! nhau)": "không có ý kiến",
    "ký thay mặt": "thay mặt (TM.)",
}


def files() -> Iterator[Path]:
    for folder, endings in READ.items():
        found = (each for each in (ROOT / folder).rglob("*") if each.suffix in endings)
        yield from (each for each in found if each.stem.partition(".")[0] != QUOTES)


@pytest.mark.parametrize("word", GIVEN_UP)
def test_a_thing_goes_by_its_word_of_the_glossary(word: str) -> None:
    old = re.compile(word, re.IGNORECASE)
    found = [str(each.relative_to(ROOT)) for each in files() if old.search(each.read_text("utf-8"))]
    assert not found, f"write “{GIVEN_UP[word]}”"
