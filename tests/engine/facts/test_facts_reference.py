"""The page of columns says what the tables hold."""

from pathlib import Path

from caicach.engine.facts.reference import reference_page

PAGE = Path(__file__).parents[3] / "docs/reference/facts.md"


def test_the_page_of_columns_is_the_one_the_shapes_make() -> None:
    assert PAGE.read_text("utf-8") == reference_page()
