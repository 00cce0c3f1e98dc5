"""The clocks as data: what each compares, and the readings it can be asked for."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field

from caicach.core.clocks.clock import Clock
from caicach.core.clocks.shelf import read_shipped
from caicach.core.clocks.state import CLOCK_CODES, ClockName
from caicach.core.documents import Shape, Text, Words
from caicach.core.issues import Issue, issue

ReadingName = Literal["knowledge", "second_request", "due_on_day_off"]


class Option(Shape):
    """One way to read a question, and who reads it so."""

    id: Text
    label: Words
    source: Text


class Reading(Shape):
    """A question on which systems differ."""

    id: ReadingName
    label: Words
    default: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class ClockDefinition(Shape):
    """A definition of on time with its source."""

    clock: ClockName
    label: Words
    rule: Words
    source: Text
    readings: tuple[Reading, ...]


class ClockChoiceError(ValueError):
    """A clock, a reading or an option that is not there; `issue` says which are."""

    def __init__(self, found: Issue) -> None:
        super().__init__(str(found))
        self.issue = found


@cache
def clock_definitions() -> Mapping[ClockName, ClockDefinition]:
    """Return the three clocks by name, in the order of their codes."""
    return {name: read_shipped(name, ClockDefinition) for name in CLOCK_CODES}


def load_clock(name: str, choices: Mapping[str, str] | None = None, where: str = "clocks") -> Clock:
    """Return the clock of that name; choices: the option taken for readings, else its default.

    Raises ClockChoiceError, its issue told at `where`.
    """
    definition = next((d for d in clock_definitions().values() if d.clock == name), None)
    if definition is None:
        known = ", ".join(CLOCK_CODES)
        raise ClockChoiceError(issue("clock-unknown", where, name=name, known=known))
    taken: dict[str, Any] = {each.id: each.default for each in definition.readings}
    for reading, option in (choices or {}).items():
        _check_choice(definition, reading, option, where)
        taken[reading] = option
    return Clock(definition.clock, **taken)


def _check_choice(definition: ClockDefinition, name: str, option: str, where: str) -> None:
    clock = definition.clock
    reading = next((each for each in definition.readings if each.id == name), None)
    if reading is None:
        known = ", ".join(each.id for each in definition.readings)
        raise ClockChoiceError(
            issue("clock-reading-unknown", where, clock=clock, name=name, known=known)
        )
    options = [each.id for each in reading.options]
    if option not in options:
        known = ", ".join(options)
        raise ClockChoiceError(
            issue("clock-option-unknown", where, reading=name, option=option, known=known)
        )


def taken_readings(clock: Clock) -> dict[str, str]:
    """Return the option of each reading the clock has, for a result to say which made it."""
    readings = clock_definitions()[clock.name].readings
    return {each.id: str(getattr(clock, each.id)) for each in readings}
