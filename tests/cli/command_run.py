"""What running a command comes to, for the tests of commands."""

from collections.abc import Callable
from typing import NamedTuple


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
