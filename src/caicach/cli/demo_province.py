"""The records part of `caicach demo`: the commands an office would give, one after the other."""

import secrets
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from caicach.cli import main as command_line
from caicach.cli.refusal import DONE
from caicach.cli.session import Session
from caicach.core.agencies import AgencyTree, LineageKind, read_agencies
from caicach.core.periods import Month, Quarter

PROVINCE = "Tỉnh mẫu Nam Hà"
DOSSIERS = 20_000
FEWEST, MOST, DOSSIERS_OF_ONE = 20, 60, 300
"""Departments and communes of the province; a small one has fewer."""
SEED = 7
AFTER_MERGER = "2025-07-01"
BEFORE_MERGER = "2025-06-30"
LATEST_BEGIN, EARLIEST_END = date(2025, 1, 1), date(2025, 12, 31)
"""Whatever the clock says, half a year before and after the merger is there."""


class ProvinceDemo:
    """An invented province from before the merger of 2025 until the month before `today`."""

    def __init__(self, folder: Path, session: Session, dossiers: int, today: date) -> None:
        self.folder = folder
        self.dossiers = dossiers
        self.session = session
        self.last_day = max(Month.of(today).first_day - timedelta(days=1), EARLIEST_END)
        self.quarter = str(last_quarter(self.last_day))
        self.province = folder / "province"
        self.store = ("--store", str(folder / "store"))

    def run(self) -> int:
        """Show everything; return the exit code of the first command that failed, else 0."""
        for name in ("province", "store"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        key = self.folder / "key.txt"
        key.write_text(secrets.token_hex(32))
        for title, commands in (
            (("Sinh một tỉnh giả định", "Generate an invented province"), self._generating()),
            (("Nạp vào kho", "Take it in"), self._taking(key)),
        ):
            if code := self._show(title, commands):
                return code
        tree = self._agencies()
        for title, commands in (
            (("Ba cách tính đúng hạn", "Three clocks"), self._clocks(tree)),
            (("Trước và sau sáp nhập", "Before and after the merger"), self._merger(tree)),
            (("Bộ chỉ số 766", "The service index"), self._index()),
            (("Mở một điểm đến từng hồ sơ", "One point down to its rows"), self._rows(tree)),
        ):
            if code := self._show(title, commands):
                return code
        return DONE

    def _show(self, title: tuple[str, str], commands: Sequence[Sequence[str]]) -> int:
        self.session.show("", f"── {self.session.say(*title)} ──")
        for command in commands:
            words = " ".join(f'"{each}"' if " " in each else each for each in command)
            self.session.show("", f"$ caicach {words}")
            code = command_line.main(["--lang", self.session.lang, *command])
            if code != DONE:
                return code
        return DONE

    def _agencies(self) -> AgencyTree:
        path = self.province / "agencies.yaml"
        tree, issues = read_agencies(path.read_text("utf-8"), str(path))
        if tree is None:
            raise ValueError("; ".join(map(str, issues)))
        return tree

    def _generating(self) -> list[list[str]]:
        return [
            [
                *("generate", "--province", PROVINCE, "--dossiers", str(self.dossiers)),
                *("--agencies", str(agencies_for(self.dossiers)), "--seed", str(SEED)),
                *("--from", self._first_day().isoformat(), "--to", self.last_day.isoformat()),
                *("--out", str(self.province)),
            ]
        ]

    def _first_day(self) -> date:
        """Two years, and more where the merger is longer ago."""
        begin = self.last_day + timedelta(days=1)
        return min(begin.replace(year=begin.year - 2), LATEST_BEGIN)

    def _taking(self, key: Path) -> list[list[str]]:
        payload = [str(self.province / name) for name in ("dossiers", "steps")]
        tables = ("procedures", "petitions", "documents", "apologies")
        return [
            *(
                ["intake", str(self.province / f"{name}.csv"), "-p", f"{name}-table", *self.store]
                for name in tables
            ),
            ["facts", "agencies", str(self.province / "agencies.yaml"), *self.store],
            ["intake", *payload, "-p", "national", "--key", str(key), *self.store],
        ]

    def _clocks(self, tree: AgencyTree) -> list[list[str]]:
        busiest = self._busiest(tree)
        return [["clocks", "compare", "--period", self.quarter, "--agency", busiest, *self.store]]

    def _merger(self, tree: AgencyTree) -> list[list[str]]:
        """One new commune and the old bodies it came from, each on its own map."""
        asked = ["indicators", "compute", "received_count", "--period", "2025-H1"]
        parts = self._parts(tree)
        new = min(
            (code for code in parts if len(parts[code]) > 1), key=lambda code: len(parts[code])
        )
        old = [[*asked, "--map", BEFORE_MERGER, "--agency", code] for code in parts[new]]
        return [
            [*each, *self.store]
            for each in (*old, [*asked, "--map", AFTER_MERGER, "--agency", new])
        ]

    def _index(self) -> list[list[str]]:
        asked = ["indicators", "compute", "service-index/2026", "--period", self.quarter]
        inputs, result, page = (
            str(self.folder / f"service-index-{self.quarter}.{end}")
            for end in ("csv", "json", "html")
        )
        return [
            [*asked, "--by", "province", *self.store],
            [*asked, "--by", "commune", "--out", inputs, *self.store],
            ["score", "service-index/2026", inputs, "--out", result],
            ["score", "service-index/2026", inputs, "--out", page],
        ]

    def _rows(self, tree: AgencyTree) -> list[list[str]]:
        result = str(self.folder / f"service-index-{self.quarter}.json")
        agency = self._busiest(tree)
        return [
            ["explain", result, agency, "2.1", "--rows", "denominator", *self.store],
        ]

    def _busiest(self, tree: AgencyTree) -> str:
        """Return the commune that most old bodies went into."""
        parts = self._parts(tree)
        return max(sorted(parts), key=lambda code: len(parts[code]))

    def _parts(self, tree: AgencyTree) -> dict[str, list[str]]:
        parts: dict[str, list[str]] = {}
        for event in tree.events:
            if event.kind is LineageKind.MERGE and event.to_code is not None:
                parts.setdefault(event.to_code, []).append(event.from_code)
        return parts


def last_quarter(day: date) -> Quarter:
    """Return the last quarter that is over by the end of that day."""
    quarter = Quarter.of(day)
    return quarter if quarter.last_day <= day else quarter.previous()


def agencies_for(dossiers: int) -> int:
    """Return how many departments and communes a province of so many dossiers has."""
    return max(FEWEST, min(MOST, dossiers // DOSSIERS_OF_ONE))
