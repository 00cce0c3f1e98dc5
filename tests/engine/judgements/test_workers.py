"""Worker processes leave when their work is over, however it ended."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from caicach.engine.judgements import open_pool

PARENT = """
import os, sys, time
from caicach.engine.judgements import open_pool

if __name__ == "__main__":
    with open_pool(2) as pool:
        print(pool.submit(os.getpid).result(), flush=True)
        time.sleep(60)
"""

SCRIPT = """
import os
from caicach.engine.judgements import open_pool

print("loaded", flush=True)
with open_pool(2) as pool:
    print(pool.submit(os.getpid).result() != os.getpid(), flush=True)
"""


def is_alive(process: int) -> bool:
    """A process that has ended and waits to be collected is not alive."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are read from /proc")
def test_a_killed_process_leaves_no_worker_behind(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, "utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert is_alive(worker)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    for _ in range(100):
        if not is_alive(worker):
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the worker is still there after ten seconds")


def test_workers_are_gone_when_the_pool_is_closed() -> None:
    with open_pool(2) as pool:
        assert pool is not None
        worker = pool.submit(os.getpid).result()
    assert not is_alive(worker)


def test_workers_do_not_load_the_script_that_starts_them(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, "utf-8")
    done = subprocess.run(
        [sys.executable, script], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["loaded", "True"]
