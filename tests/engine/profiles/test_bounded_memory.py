"""A file of any size is read in the same memory."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from profile_feeds import dossier

READ = """
import resource, sys
from pathlib import Path
from caicach.engine.profiles import Reading, load_profile, read_records
profile, _ = load_profile("national-dossiers")
setting = Reading(block_bytes=2 << 20, threads=1)
rows = sum(len(each.table) for each in read_records(Path(sys.argv[1]), profile, setting))
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
LEEWAY_MIB = 80
"""The engine keeps blocks of its own; five times the input adds 110 MiB unpacked."""


def array_of(count: int, path: Path) -> Path:
    body = json.dumps(dossier(TrichYeuHoSo="x" * 9_000), ensure_ascii=False).encode()
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(b'{"madonvi": "H21", "data": [')
        for _ in range(count - 1):
            stream.write(body + b",")
        stream.write(body + b"]}")
    return path


def read_apart(path: Path) -> tuple[int, int]:
    told = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True
    )
    rows, mebibytes = told.stdout.split()
    return int(rows), int(mebibytes)


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KiB on Linux only")
def test_an_array_five_times_as_long_takes_no_more_memory(tmp_path: Path) -> None:
    few, little = read_apart(array_of(3_000, tmp_path / "few.json.gz"))
    many, much = read_apart(array_of(15_000, tmp_path / "many.json.gz"))
    assert (few, many) == (3_000, 15_000)
    assert much < little + LEEWAY_MIB
