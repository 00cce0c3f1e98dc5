"""Marks in the coordinates of the values, put together as one Vega-Lite specification."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from caicach.files.charts.theme import CONFIG, FONT_SIZE, INK, PAPER

Spec: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[float, float]


class Room(NamedTuple):
    """Pixels around the plot for what is written outside of it."""

    left: float = 2
    right: float = 8
    top: float = 8
    bottom: float = 6


class Words(NamedTuple):
    """A text at a place; dx and dy in pixels from it."""

    x: float
    y: float
    text: str


class Plot:
    """A drawing of fixed size. x and y: the values at the left and right, bottom and top edge."""

    def __init__(
        self, width: float, height: float, x: tuple[float, float], y: tuple[float, float]
    ) -> None:
        self.width, self.height = width, height
        self.x, self.y = x, y
        self.layers: list[Spec] = []

    def at_x(self, value: float) -> float:
        """Return the pixel from the left edge."""
        low, high = self.x
        return (value - low) / (high - low) * self.width

    def at_y(self, value: float) -> float:
        """Return the pixel from the top edge."""
        low, high = self.y
        return (high - value) / (high - low) * self.height

    def from_y(self, pixel: float) -> float:
        """Return the value that stands `pixel` below the top edge."""
        low, high = self.y
        return high - pixel / self.height * (high - low)

    def rules(
        self,
        ends: Iterable[tuple[float, float, float, float]],
        colour: str,
        width: float = 1,
        dash: Sequence[int] = (),
    ) -> None:
        """Add straight lines from (x, y) to (x2, y2)."""
        rows = [{"x": a, "y": b, "x2": c, "y2": d} for a, b, c, d in ends]
        mark: Spec = {"type": "rule", "color": colour, "strokeWidth": width, "strokeCap": "butt"}
        if dash:
            mark["strokeDash"] = list(dash)
        self._add(rows, mark, {**self._places(), "x2": {"field": "x2"}, "y2": {"field": "y2"}})

    def lines(self, runs: Iterable[Sequence[Place]], colour: str, width: float) -> None:
        """Add one line through each run of places; a run of one place draws nothing."""
        rows = [{"x": x, "y": y, "run": i} for i, run in enumerate(runs) for x, y in run]
        mark = {"type": "line", "color": colour, "strokeWidth": width}
        self._add(rows, mark, {**self._places(), "detail": {"field": "run", "type": "nominal"}})

    def dots(
        self, places: Iterable[Place], colour: str, size: float = 44, *, rim: bool = False
    ) -> None:
        """Add dots; size: their area in square pixels. rim: set them off from what they cover."""
        rows = [{"x": x, "y": y} for x, y in places]
        mark: Spec = {"type": "point", "color": colour, "fill": colour, "size": size}
        mark |= {"stroke": PAPER, "strokeWidth": 1.5} if rim else {"strokeWidth": 0}
        self._add(rows, mark, self._places())

    def bars(self, ends: Iterable[tuple[float, float, float, float]], colour: str) -> None:
        """Add filled boxes between (x, y) and (x2, y2)."""
        rows = [{"x": a, "y": b, "x2": c, "y2": d} for a, b, c, d in ends]
        encoding = {**self._places(), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
        self._add(rows, {"type": "rect", "color": colour}, encoding)

    def words(
        self,
        texts: Iterable[Words],
        colour: str = INK,
        *,
        shift: Place = (0, 0),
        align: str = "left",
        look: Mapping[str, object] | None = None,
    ) -> None:
        """Add texts. shift: pixels right and down. look: `fontWeight`, `baseline` and the like."""
        rows = [{"x": each.x, "y": each.y, "t": each.text} for each in texts if each.text]
        mark: Spec = {"type": "text", "color": colour, "align": align, "baseline": "middle"}
        mark |= {"dx": shift[0], "dy": shift[1], "fontSize": FONT_SIZE, **(look or {})}
        self._add(rows, mark, {**self._places(), "text": {"field": "t", "type": "nominal"}})

    def spec(self, room: Room) -> Spec:
        """Return the specification of the plot with `room` around it."""
        return {**self.part(), "padding": room._asdict(), "config": CONFIG, "autosize": "none"}

    def part(self) -> Spec:
        """Return the plot as a part of a larger specification."""
        return {"width": self.width, "height": self.height, "layer": self.layers}

    def _places(self) -> Spec:
        return {"x": _axis("x", self.x), "y": _axis("y", self.y)}

    def _add(self, rows: list[dict[str, Any]], mark: Spec, encoding: Spec) -> None:
        if rows:
            values = {"values": rows}
            self.layers.append({"data": values, "mark": mark, "encoding": encoding})


def _axis(field: str, domain: tuple[float, float]) -> Spec:
    scale = {"domain": list(domain), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}
