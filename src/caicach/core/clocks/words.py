"""What people call states and reasons; the words are data."""

from collections.abc import Mapping
from functools import cache

from caicach.core.clocks.shelf import read_shipped
from caicach.core.clocks.state import State
from caicach.core.documents import Shape, Words
from caicach.core.issues import Lang


class ClockWords(Shape):
    """What `standards/clocks/words.yaml` holds."""

    states: Mapping[str, Words]
    reasons: Mapping[str, Words]


@cache
def clock_words() -> ClockWords:
    """Return the words of all states and reasons."""
    return read_shipped("words", ClockWords)


def state_words(state: State, lang: Lang = "vi") -> str:
    """Return what people call the state."""
    return clock_words().states[str(state)].text(lang)


def reason_words(reason: str, lang: Lang = "vi") -> str:
    """Return the reason in words. Raises KeyError for a code that no clock gives."""
    return clock_words().reasons[reason].text(lang)
