"""The examples of the periods page are true."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "periods.md"


def test_every_example_of_the_page_gives_what_it_shows() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 8
    assert result.failed == 0
