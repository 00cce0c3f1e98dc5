"""The indicators that ship with Caicach."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from caicach.core.indicators.file_reader import read_indicators
from caicach.core.indicators.indicator import Indicator


class IndicatorNotFoundError(LookupError):
    """No indicator of that name is known."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no indicator {name}. Known: {', '.join(known)}.")
        self.name = name
        self.known = known


def shipped_files() -> Iterator[tuple[str, str]]:
    """Yield path and text of each shipped file of definitions, by name."""
    for path in sorted(_folder("definitions").iterdir(), key=lambda each: each.name):
        if path.name.endswith(".yaml"):
            yield f"indicators/definitions/{path.name}", path.read_text("utf-8")


@cache
def load_indicators() -> Mapping[str, Indicator]:
    """Return all shipped indicators by id, in the order of their files.

    Raises ValueError when a shipped file has faults or two define one id (the tests forbid it).
    """
    found: dict[str, Indicator] = {}
    for path, text in shipped_files():
        indicators, issues = read_indicators(text, path)
        if issues:
            raise ValueError("\n".join(map(str, issues)))
        for each in indicators:
            if each.id in found:
                raise ValueError(f"{each.path}: {each.id} stands also at {found[each.id].path}")
            found[each.id] = each
    return found


def find_indicator(name: str) -> Indicator:
    """Return a shipped indicator. Raises IndicatorNotFoundError."""
    shipped = load_indicators()
    if name not in shipped:
        raise IndicatorNotFoundError(name, tuple(shipped))
    return shipped[name]


def _folder(name: str) -> Traversable:
    return files("caicach.standards").joinpath("indicators", name)
