"""The files of the truth: amounts by agency and period, the clocks' states, the planted faults."""

import csv
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from caicach.core.clocks import ClockName, Judgement, State
from caicach.engine.generator.agencies import Body
from caicach.engine.generator.moments import DAY, day_of
from caicach.engine.generator.truth.amounts import PERCENTILES
from caicach.engine.generator.truth.cells import Cell, Cells, added_up, lines_of
from caicach.engine.generator.truth.offers import Offers, competence_of
from caicach.engine.generator.truth.reading import Reading
from caicach.engine.generator.truth.windows import Window, windows_of
from caicach.engine.generator.world import World

HEADS = ("period", "agency", "indicator", "numerator", "denominator", "value")


class Answers:
    """Opens the files that grow with the run; writes the others when it is done."""

    def __init__(self, world: World, folder: Path) -> None:
        self.windows = windows_of(world.setting.first, world.setting.last)
        self._world, self._folder = world, folder
        self._offers = Offers(world.procedures, world.workdays)
        self._cells: Cells = {}
        self._files = ExitStack()

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._faults = self._open("faults", ("dossier", "fault", "codes"))
        heads = ("dossier", "portal", "date", "working_time")
        self._clocks = {
            window: self._open(f"clocks-{day_of(window.end // DAY)}", heads)
            for window in self.windows
            if window.kind == "quarter"
        }
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._write()
        self._files.close()

    def _open(self, name: str, heads: Iterable[str]) -> Any:
        path = self._folder / f"{name}.csv"
        file = self._files.enter_context(path.open("w", encoding="utf-8", newline=""))
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heads)
        return writer

    def cell(self, window: Window, agency: str) -> Cell:
        """Return what an agency comes to in a period, to be added to."""
        return self._cells.setdefault((window, agency), Cell())

    def tell_faults(self, reading: Reading) -> None:
        """Note what was planted in a dossier, and all the codes intake should find."""
        for name in reading.dossier.faults:
            self._faults.writerow((reading.dossier.code, name, " ".join(reading.codes)))

    def tell_clocks(self, code: str, judged: Mapping[ClockName, Judgement], window: Window) -> None:
        """Note the states of a dossier at a quarter's end, unless no clock counts it."""
        states = [judged[name].state for name in ("portal", "date", "working_time")]
        if any(state is not State.NOT_COUNTED for state in states):
            self._clocks[window].writerow((code, *map(str, states)))

    def _write(self) -> None:
        province = self._world.province
        bodies = {body.code: body for body in province.bodies}
        whole = added_up(self._cells, dict.fromkeys(bodies, province.code))
        today = added_up(self._cells, province.successors)
        months = {place: cell for place, cell in self._cells.items() if place[0].kind == "month"}
        self._table("agencies-monthly", months, bodies)
        self._table("new-map", {p: c for p, c in today.items() if p[0].kind != "month"}, bodies)
        self._table("province", whole, {})

    def _table(self, name: str, cells: Cells, bodies: Mapping[str, Body]) -> None:
        """Write cells with what their agencies' procedures come to; without bodies, all of them."""
        writer = self._open(name, HEADS)
        for (window, agency), cell in cells.items():
            competence = competence_of(bodies[agency]) if bodies else ""
            self._offers.tell(cell, window, competence)
        writer.writerows(lines_of(cells, PERCENTILES))
