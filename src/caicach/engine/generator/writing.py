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
        folder = self.folder / FOLDERS[service]
        folder.mkdir(parents=True, exist_ok=True)
        ending = f".{self.format}.gz" if self.is_compressed else f".{self.format}"
        with self._open(folder / f"{name}{ending}") as file:
            if self.format == "ndjson":
                file.writelines(self._counted(service, entries, b"\n"))
            else:
                self._write_array(file, service, entries)

    @contextmanager
    def _open(self, path: Path) -> Iterator[IO[bytes]]:
        """Neither the name nor the hour of writing goes into a compressed file."""
        with path.open("wb") as file:
            if not self.is_compressed:
                yield file
                return
            with gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as packed:
                yield cast("IO[bytes]", packed)

    def _write_array(self, file: IO[bytes], service: str, entries: Iterable[Entry]) -> None:
        head = orjson.dumps(envelope(self.sender, service))
        file.write(head[:-1] + b',"data":[\n')
        between = b""
        for line in self._counted(service, entries, b""):
            file.write(between + line)
            between = b",\n"
        file.write(b"\n]}\n")

    def _counted(self, service: str, entries: Iterable[Entry], ending: bytes) -> Iterator[bytes]:
        count = 0
        for entry in entries:
            count += 1
            yield orjson.dumps(entry) + ending
        folder = FOLDERS[service]
        self.records[folder] = self.records.get(folder, 0) + count
