"""A piece of work in a process of its own: its seconds, its answer, the peak of its memory."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import psutil

BEAT = 0.05
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run came to. peak: MiB of the process and all it started, shared pages once each."""

    seconds: float
    peak: float
    answer: dict[str, Any]


def run_apart(name: str, *given: str) -> Measured:
    """Run a work of `bench.work` by name and return what it came to.

    Raises RuntimeError with what it wrote where it fails.
    """
    command = [sys.executable, "-m", "bench.work", name, *given]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        watch = _Watch(process.pid)
        watch.start()
        out, err = process.communicate()
        watch.ended.set()
        watch.join()
    if process.returncode:
        raise RuntimeError(f"{name} {' '.join(given)}\n{err.decode()[-3000:]}")
    answer: dict[str, Any] = json.loads(out.decode().strip().rpartition("\n")[2])
    return Measured(float(answer.pop("seconds")), watch.peak / 2**20, answer)


def in_turn(runs: int, *works: Sequence[str]) -> list[list[Measured]]:
    """Run the works one after the other, `runs` times over, so that a drift hits all alike."""
    found: list[list[Measured]] = [[] for _ in works]
    for _ in range(runs):
        for measured, work in zip(found, works, strict=True):
            measured.append(run_apart(*work))
    return found


def seconds_of(runs: Sequence[Measured]) -> float:
    """Return the median of the seconds."""
    return median(each.seconds for each in runs)


def peak_of(runs: Sequence[Measured]) -> float:
    """Return the greatest peak in MiB."""
    return max(each.peak for each in runs)


class _Watch(threading.Thread):
    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.process, self.peak, self.ended = psutil.Process(pid), 0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(BEAT):
            self.peak = max(self.peak, self._resident())

    def _resident(self) -> int:
        try:
            family = [self.process, *self.process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return 0
        return sum(_resident(each) for each in family)


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0


def threads() -> int:
    """Return how many threads each side may use: one for each core it is pinned to."""
    return len(os.sched_getaffinity(0))
