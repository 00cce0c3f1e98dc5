"""From a point to the rows behind it: what `explain` adds where figures came from records."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from caicach.cli.refusal import FaultsError
from caicach.cli.session import Session, check_files
from caicach.core.issues import issue
from caicach.core.scoring.explain import Line

SCHEMA = "caicach-provenance/1"
PARTS = ("numerator", "denominator")


@dataclass(frozen=True)
class Behind:
    """The indicator that fed an item, and where its rows are."""

    indicator: str
    period: str
    agency: str
    map_day: str | None
    facts_version: int
    procedures: tuple[str, ...] = ()

    def lines(self, session: Session) -> list[Line]:
        """Return the lines that an explanation ends with."""
        said = session.say(
            f"{self.indicator} · kỳ {self.period} · phiên bản số liệu {self.facts_version}",
            f"{self.indicator} · {self.period} · facts version {self.facts_version}",
        )
        command = " ".join(["caicach", *self.command("numerator")])
        return [
            Line(session.say("Chỉ tiêu", "Indicator"), said),
            Line(session.say("Xem từng dòng", "See the rows"), command),
        ]

    def command(self, part: str, store: str = "") -> list[str]:
        """Return the command that lists the rows of one part."""
        words = ["indicators", "rows", self.indicator, "--period", self.period]
        words += ["--agency", self.agency, "--facts-version", str(self.facts_version)]
        for procedure in self.procedures:
            words += ["--procedure", procedure]
        if self.map_day is not None:
            words += ["--map", self.map_day]
        return [*words, "--part", part, *(["--store", store] if store else [])]


def find_behind(named: Path | None, result: Path, agency: str, criterion: str) -> Behind | None:
    """Return what is behind an item, None where its figures did not come from records.

    named: the provenance file; None looks for one beside the result that has its name.
    Raises FaultsError for a file that is no provenance.
    """
    path = named or result.with_name(f"{result.stem}.provenance.json")
    if named is not None:
        check_files([named])
    if not path.is_file():
        return None
    content = _read(path)
    indicator = content["criteria"].get(criterion)
    if indicator is None:
        return None
    day, version = content["map_day"], content["facts_version"]
    procedures = tuple(content.get("procedures", ()))
    return Behind(indicator, content["period"], agency, day, version, procedures)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError:
        content = None
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise FaultsError([issue("cli-not-provenance", str(path))])
    return content
