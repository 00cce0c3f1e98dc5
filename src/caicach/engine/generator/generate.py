"""A whole province written into a folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from caicach.engine.generator.arrivals import months_of
from caicach.engine.generator.register import register_text
from caicach.engine.generator.run import Run, Unwatched, Watch
from caicach.engine.generator.setting import Setting
from caicach.engine.generator.tables import Tables
from caicach.engine.generator.truth import Answers, Keeper
from caicach.engine.generator.world import World, found_world
from caicach.engine.generator.writing import Feed

Progress = Callable[[int], None]
"""Told how many dossiers are written."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What a run wrote: dossiers filed, and the records of each folder of the feed."""

    filed: int
    records: dict[str, int]


def generate(setting: Setting, folder: Path, tell: Progress) -> Generated:
    """Write a province into a folder, made if it is not there; return what was written."""
    world = found_world(setting)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "agencies.yaml").write_text(register_text(world.province), "utf-8")
    sender = world.province.sender
    feed = Feed(folder, sender, setting.format, setting.is_compressed)
    with Tables(folder, world.until, sender) as tables, _truth(world, folder) as watch:
        tables.procedures(world.procedures)
        run = Run(world, feed, tables, watch)
        months = months_of(setting, world.workdays)
        for month in months:
            run.write(month, is_last=month is months[-1])
            tell(run.serial)
    return Generated(run.serial, feed.records | tables.records)


@contextmanager
def _truth(world: World, folder: Path) -> Iterator[Watch]:
    if not world.setting.has_truth:
        yield Unwatched()
        return
    with Answers(world, folder / "truth") as answers:
        yield Keeper(world, answers)
