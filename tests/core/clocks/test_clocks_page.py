"""The page on clocks: its example is true, and it names every reading and reason."""

import doctest
from pathlib import Path

from caicach.core.clocks import clock_definitions
from caicach.core.clocks.words import clock_words

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "clocks.md"
TEXT = PAGE.read_text("utf-8")


def test_every_example_of_the_page_gives_what_it_shows() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 5
    assert result.failed == 0


def test_every_reading_is_on_the_page_with_its_default_first() -> None:
    for definition in clock_definitions().values():
        for reading in definition.readings:
            options = ", ".join(f"`{each.id}`" for each in reading.options)
            assert reading.default == reading.options[0].id
            assert f"| `{reading.id}` | {options} |" in TEXT


def test_every_reason_is_on_the_page_with_its_words() -> None:
    for code, words in clock_words().reasons.items():
        assert f"| `{code}` | {words.vi} | {words.en} |" in TEXT
