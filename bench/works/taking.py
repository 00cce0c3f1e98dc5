"""Files taken in: a whole province's, and a day's changes."""

import os
import shutil
import tempfile
import time
from pathlib import Path

from bench import province
from bench.changes import write_changes
from bench.measured import threads
from bench.stages import Stages
from bench.works.clock import Answer, taken
from caicach.engine import Store
from caicach.engine.indicators import refresh
from caicach.engine.intake import Intake, IntakeSetting
from caicach.engine.profiles import Reading


def intake(dossiers: str, which: str = "*") -> Answer:
    """Take a province's payload, or only its dossiers, into a store that holds its registers."""
    files, stages = province.payload(int(dossiers)), Stages()
    with tempfile.TemporaryDirectory(dir=province.BUILD) as place:
        store = province.opened_with_tables(Path(place) / "store", files)
        setting = IntakeSetting(Reading(province.KEY), threads(), stages.watch)
        with stages.timed():
            started = time.perf_counter()
            spent = sum(os.times()[:4])
            run = province.take_payload(store, files, setting, which)
            answer = taken(started) | {"processor": sum(os.times()[:4]) - spent}
    return answer | {
        "stages": stages.seconds,
        "megabytes": sum(each.bytes for each in run.files) / 1e6,
        "records": sum(each.records for each in run.files),
    }


def change(store: str, millions: str, kind: str) -> Answer:
    """Take 100,000 changed dossiers into a copy of a store and bring its cubes up to date."""
    with tempfile.TemporaryDirectory(dir=province.BUILD) as place:
        copy = shutil.copytree(store, Path(place) / "store", copy_function=_linked)
        files = write_changes(Path(place) / "files", int(millions), are_recent=kind == "recent")
        opened = Store.open(copy)
        run = Intake(opened, IntakeSetting(Reading(province.KEY), threads()))
        started = time.perf_counter()
        told = run.run(files, province.profile("national"))
        committed = time.perf_counter() - started
        done = refresh(opened)
        answer = taken(started)
    changed = told.files[0].changed
    return answer | {"committed": committed, "changed": changed, "months": done.built}


def _linked(source: str, target: str) -> str:
    """Rows never change once they are written: they need not be copied."""
    if source.endswith(".parquet"):
        os.link(source, target)
        return target
    return str(shutil.copy2(source, target))
