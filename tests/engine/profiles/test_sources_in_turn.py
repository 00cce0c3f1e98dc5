"""Sources read side by side take turns, however fast each is."""

import time
from collections.abc import Iterator

import pytest

from caicach.engine.profiles.read_ahead import side_by_side


def letters(word: str, pause: float = 0.0, fails: bool = False) -> Iterator[str]:
    for letter in word:
        time.sleep(pause)
        yield letter
    if fails:
        raise OSError(word)


def test_no_source_gives_nothing() -> None:
    assert not list(side_by_side([], 2))


def test_the_order_is_the_same_however_slow_one_of_them_is() -> None:
    slow = [lambda: letters("abc", 0.02), lambda: letters("de"), lambda: letters("fg")]
    fast = [lambda: letters("abc"), lambda: letters("de", 0.02), lambda: letters("fg")]
    found = list(side_by_side(slow, 2))
    assert found == list(side_by_side(fast, 2))
    assert [each for number, each in found if number == 0] == list("abc")
    assert sorted(each for _, each in found) == list("abcdefg")


def test_one_at_a_time_is_one_after_the_other() -> None:
    found = list(side_by_side([lambda: letters("ab"), lambda: letters("c")], 1))
    assert found == [(0, "a"), (0, "b"), (1, "c")]


def test_what_one_raises_is_raised_and_the_others_are_stopped() -> None:
    closed = []

    def endless() -> Iterator[str]:
        try:
            while True:
                yield "x"
        finally:
            closed.append("yes")

    with pytest.raises(OSError, match="ab"):
        list(side_by_side([endless, lambda: letters("ab", fails=True)], 2))
    assert closed == ["yes"]
