"""The page on calendars: its examples are true, its file is a calendar, its keys are all."""

import doctest
import re
from pathlib import Path

from caicach.core.calendars import read_calendar
from caicach.core.calendars.calendar_day import CalendarDay, CalendarFile, WrittenSettings

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "calendars.md"
TEXT = PAGE.read_text("utf-8")


def test_every_example_of_the_page_gives_what_it_shows() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 6
    assert result.failed == 0


def test_the_file_of_the_page_is_a_calendar_without_any_issue() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    calendar, issues = read_calendar(block, "calendars.md")
    assert calendar is not None
    assert issues == []


def test_every_key_of_a_calendar_is_on_the_page() -> None:
    for shape, head in ((CalendarFile, ""), (WrittenSettings, "settings."), (CalendarDay, "")):
        for name, field in shape.model_fields.items():
            assert f"`{head}{field.alias or name}`" in TEXT or name == "settings"
