"""The machine a bench ran on, and the cores that both sides are pinned to."""

import os
import platform
import re
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

PACKAGES = ("duckdb", "ibis-framework", "deltalake", "pyarrow", "pandas", "numpy", "pyspark")


def pin(cores: int) -> list[int]:
    """Keep this process and all that it starts to its first cores; return which those are."""
    chosen = sorted(os.sched_getaffinity(0))[:cores]
    os.sched_setaffinity(0, chosen)
    return chosen


def described(packages: Sequence[str] = PACKAGES) -> Iterator[str]:
    """Yield lines that say what the figures were measured on."""
    pinned = sorted(os.sched_getaffinity(0))
    memory = psutil.virtual_memory().total / 2**30
    yield f"day: {datetime.now(UTC).date().isoformat()}"
    yield f"processor: {_processor()}, {os.cpu_count()} cores; both sides pinned to {len(pinned)}"
    yield f"memory: {memory:.0f} GiB; system: {platform.system()} {platform.release()}"
    yield f"versions: Python {platform.python_version()}, {', '.join(_versions(packages))}"


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    text = listed.read_text("utf-8") if listed.exists() else ""
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found[1] if found else platform.machine()


def _versions(packages: Sequence[str]) -> Iterator[str]:
    for name in packages:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
    for command in (("postgres", "--version"), ("java", "-version")):
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        yield (done.stdout or done.stderr).strip().split("\n", maxsplit=1)[0]
