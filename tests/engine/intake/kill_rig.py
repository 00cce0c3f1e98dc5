"""Run intakes in children that are killed at random moments; print what was found.

Run as: kill_rig.py FOLDER KILLS SEED. Children are forked from a process that has loaded
everything and started no thread, so that a moment of death is as often inside a commit as before.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import duckdb  # noqa: F401 - loaded before the children are forked

from caicach.engine.facts import Store
from caicach.engine.intake import Intake, IntakeSetting
from caicach.engine.profiles import Reading, load_profile

KILLS_PER_FILE = 5

Seen = tuple[int, list[list[int]]]
"""How often an intake died, and what a reader saw after each death and each end."""


def take(store: Path, file: Path) -> None:
    """Take one file in, or die in the middle."""
    profile, _ = load_profile("national")
    assert profile is not None
    Intake(Store.open(store), IntakeSetting(Reading(), threads=1)).run([file], profile)


def make(store: Path) -> None:
    """Make the store, in a child: making it starts threads."""
    Store.create(store)


def counted(store: Path) -> str:
    """Return what a reader sees: version, dossiers, steps, months, taken files."""
    facts = Store.open(store).facts()
    rows = [facts.read(name).num_rows for name in ("dossiers", "steps", "files")]
    return json.dumps([facts.version, *rows])


def child(work: object, *arguments: Path) -> tuple[int, int]:
    """Start `work` in a child; return its number and the end of the pipe with its answer."""
    reader, writer = os.pipe()
    number = os.fork()
    if number == 0:
        code = 1
        try:
            answer = work(*arguments)  # type: ignore[operator]
            os.write(writer, str(answer or "done").encode())
            code = 0
        except BaseException as error:
            os.write(writer, f"{type(error).__name__}: {error}".encode())
        os._exit(code)
    os.close(writer)
    return number, reader


def finished(number: int, reader: int) -> str:
    """Wait for a child and return its answer; raise when it failed."""
    answer = os.read(reader, 10_000).decode()
    os.close(reader)
    _, status = os.waitpid(number, 0)
    if status:
        raise RuntimeError(answer or f"status {status}")
    return answer


def died(number: int, reader: int, after: float) -> bool:
    """Kill a child `after` seconds and say whether it was killed before it was done."""
    time.sleep(after)
    os.kill(number, signal.SIGKILL)
    _, status = os.waitpid(number, 0)
    os.close(reader)
    return os.WIFSIGNALED(status)


def taken(files: list[Path], store: Path, kills: int, typical: float, dice: random.Random) -> Seen:
    """Take every file into a new store, killing at most `kills` times on the way."""
    finished(*child(make, store))
    killed, states = 0, []
    for file in files:
        for _ in range(KILLS_PER_FILE):
            moment = dice.uniform(0, typical)
            if killed == kills or not died(*child(take, store, file), moment):
                break
            killed += 1
            states.append(json.loads(finished(*child(counted, store))))
        finished(*child(take, store, file))
        states.append(json.loads(finished(*child(counted, store))))
    return killed, states


def run(folder: Path, kills: int, seed: int) -> dict[str, object]:
    """Kill `kills` times, over as many stores as that needs; return what readers saw of each."""
    dice = random.Random(seed)  # noqa: S311 - moments of death are no secret
    files = sorted((folder / "files").iterdir())
    calm = folder / "calm"
    finished(*child(make, calm))
    began = time.monotonic()
    for file in files:
        finished(*child(take, calm, file))
    typical = (time.monotonic() - began) / len(files)
    seen: dict[str, Seen] = {}
    while (killed := sum(each for each, _ in seen.values())) < kills:
        store = f"store-{len(seen)}"
        seen[store] = taken(files, folder / store, kills - killed, typical, dice)
    return {"stores": seen, "calm": json.loads(finished(*child(counted, calm)))}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
