"""Payload files written one after the other, the same bytes for the same content."""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import orjson

from caicach.engine.generator.payload import DOSSIERS_SERVICE, STEPS_SERVICE, Entry, envelope
from caicach.engine.generator.setting import Format

FOLDERS = {DOSSIERS_SERVICE: "dossiers", STEPS_SERVICE: "steps"}
LEVEL = 5


@dataclass(slots=True)
class Feed:
    """A folder of payload files. records: how many each folder holds."""

    folder: Path
    sender: str
    format: Format
    is_compressed: bool
    records: dict[str, int] = field(default_factory=dict)

    def write(self, name: str, service: str, entries: Iterable[Entry]) -> None:
        """Write a file of one service: a line for each entry, or one array in its envelope."""
        before, after = (each.encode() for each in self.around)
        count = 0
        with self.file(name, service) as file:
            for entry in entries:
                line = before + orjson.dumps(entry) + after
                file.write(line if count else line[self.skipped :])
                count += 1
        self.count(service, count)

    @property
    def around(self) -> tuple[str, str]:
        """Return what stands before and after each entry."""
        return ("", "\n") if self.format == "ndjson" else (",\n", "")

    @property
    def skipped(self) -> int:
        """Return how many bytes the first entry of a file leaves out: there is no comma yet."""
        return 0 if self.format == "ndjson" else 1

    def count(self, service: str, records: int) -> None:
        """Note how many records a file got."""
        folder = FOLDERS[service]
        self.records[folder] = self.records.get(folder, 0) + records

    @contextmanager
    def file(self, name: str, service: str) -> Iterator[IO[bytes]]:
        """Open a file for its entries; its envelope is written around them."""
        folder = self.folder / FOLDERS[service]
        folder.mkdir(parents=True, exist_ok=True)
        ending = f".{self.format}.gz" if self.is_compressed else f".{self.format}"
        with self._opened(folder / f"{name}{ending}") as file:
            if self.format == "ndjson":
                yield file
                return
            file.write(orjson.dumps(envelope(self.sender, service))[:-1] + b',"data":[')
            yield file
            file.write(b"\n]}\n")

    @contextmanager
    def _opened(self, path: Path) -> Iterator[IO[bytes]]:
        """Neither the name nor the hour of writing goes into a compressed file."""
        with path.open("wb") as file:
            if not self.is_compressed:
                yield file
                return
            with gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as packed:
                yield cast("IO[bytes]", packed)
