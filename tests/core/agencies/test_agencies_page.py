"""The examples of the agencies page are true."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "agencies.md"


def test_every_example_of_the_page_gives_what_it_shows() -> None:
    register = PAGE.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    result = doctest.testfile(
        str(PAGE), module_relative=False, encoding="utf-8", extraglobs={"REGISTER": register}
    )
    assert result.attempted > 10
    assert result.failed == 0
