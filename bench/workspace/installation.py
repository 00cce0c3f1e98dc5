"""One installation: its folder, its database, its commands, its server."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SETTINGS = "bench.workspace.settings"
"""The shipped settings with three empty views beside the pages."""

SECRET = "a secret of a bench, long enough and known to everybody 0123456789"  # noqa: S105 -- invented
PATIENCE = 120.0
COMMAND = str(Path(sys.executable).with_name("caicach"))


@dataclass(frozen=True)
class Installation:
    """An installation in `home`; url: of its database, empty for SQLite in `home`."""

    home: Path
    store: Path
    url: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Return its settings: those of production behind a proxy, without a second factor."""
        given = {
            "CAICACH_PRODUCTION": "1",
            "CAICACH_SECRET_KEY": SECRET,
            "CAICACH_ALLOWED_HOSTS": "127.0.0.1,localhost",
            "CAICACH_HTTPS": "1",
            "CAICACH_BEHIND_PROXY": "1",
            "CAICACH_REQUIRE_MFA": "0",
            "CAICACH_HOME": str(self.home.absolute()),
            "CAICACH_STORE": str(self.store.absolute()),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONPATH": str(Path.cwd()),
        }
        if self.url:
            given["CAICACH_DATABASE_URL"] = self.url
        return {**os.environ, **given, **self.more}

    def run(self, *command: str) -> float:
        """Run a command in it; return its seconds.

        Raises RuntimeError with what it wrote where it fails.
        """
        begun = time.monotonic()
        self._done(*command)
        return time.monotonic() - begun

    def _done(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout.strip()

    def inside(self, name: str, *given: Any) -> Any:
        """Return what a function of `bench.workspace` answers inside of it."""
        texts = [json.dumps(each) for each in given]
        done = self._done(sys.executable, "-m", "bench.workspace.inside", name, *texts)
        return json.loads(done.rpartition("\n")[2] or "null")

    def caicach(self, *command: str) -> float:
        """Run a command of Caicach in it; return its seconds."""
        return self.run(COMMAND, *command)

    @contextmanager
    def served(self, port: int, *options: str) -> Iterator[Path]:
        """Serve it as shipped until the block ends; give the file its logs go to."""
        log = self.home / "serve.log"
        command = [COMMAND, "serve", "--port", str(port), *options]
        with log.open("wb") as out:
            process = subprocess.Popen(command, env=self.environment, stdout=out, stderr=out)
            try:
                _wait(f"http://127.0.0.1:{port}/health/ready/", process, log)
                yield log
            finally:
                process.terminate()
                process.wait(60)


def emptied(folder: Path) -> Path:
    """Return the folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 -- our own loopback
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the server does not answer\n{log.read_text('utf-8')[-3000:]}")
