"""kill -9 in the middle of a job: the next worker does it again, whole."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

WORKER = """
import os, sys, time
from pathlib import Path
import django
django.setup()
from datetime import timedelta
from caicach.web.jobs import queue, worker
from caicach.web.jobs.kinds import job

queue.LEASE = timedelta(seconds=2)
worker.BEAT = 0.4
worker.PAUSE = 0.1

@job("test.slow")
def slow(run, folder, steps):
    for step in range(steps):
        Path(folder, f"step-{step}").write_text("x")
        run.progress(step, steps)
        time.sleep(0.1)
    Path(folder, "whole").write_text(str(os.getpid()))
    return steps

if sys.argv[1] == "put":
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    queue.enqueue("test.slow", {"folder": sys.argv[2], "steps": int(sys.argv[3])})
else:
    worker.serve_jobs()
"""


def start(home: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {name: text for name, text in os.environ.items() if "CAICACH" not in name}
    environment |= {"CAICACH_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, *arguments],
        env=environment,
        stderr=subprocess.DEVNULL,
    )


def wait_for(path: Path, seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, f"{path.name} was not written"
        time.sleep(0.05)


def test_a_job_killed_in_the_middle_is_found_and_run_again(tmp_path: Path) -> None:
    assert start(tmp_path, "put", str(tmp_path), "30").wait(60) == 0
    first = start(tmp_path, "work")
    wait_for(tmp_path / "step-5")
    first.send_signal(signal.SIGKILL)
    first.wait(10)
    assert not (tmp_path / "whole").exists()
    second = start(tmp_path, "work")
    try:
        wait_for(tmp_path / "whole")
        assert (tmp_path / "whole").read_text() == str(second.pid)
    finally:
        second.send_signal(signal.SIGTERM)
        assert second.wait(15) == 0
