"""The real server of the workspace, over a small province, for as long as tests need it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

import psycopg

PROVINCE = Path(__file__).with_name("filled_workspace.py")
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers, and where it keeps what it keeps."""

    address: str
    home: Path


@contextmanager
def running_server(home: Path) -> Iterator[Server]:
    """Fill a workspace in `home`, serve it on a free port of this machine, and stop it."""
    with _database() as database:
        environment = _environment(home) | database
        subprocess.run([sys.executable, str(PROVINCE)], env=environment, check=True)
        with served(home, environment) as server:
            yield server


@contextmanager
def served(home: Path, environment: dict[str, str]) -> Iterator[Server]:
    """Serve the workspace that `environment` names on a free port, and stop it."""
    port = _free_port()
    command = [Path(sys.executable).with_name("caicach"), "serve", "--workers", "1"]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port)], env=environment, stdout=log, stderr=log
        )
    try:
        _wait(port, process, home / "server.log")
        yield Server(f"http://127.0.0.1:{port}", home)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _environment(home: Path) -> dict[str, str]:
    """Return this environment without anybody's own settings."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("CAICACH_")}
    return kept | {"CAICACH_HOME": str(home), "DJANGO_SETTINGS_MODULE": SETTINGS}


SETTINGS = "caicach.web.settings.django"


@contextmanager
def _database() -> Iterator[dict[str, str]]:
    """Yield the setting of a PostgreSQL database of its own where tests run on one."""
    address = os.environ.get("CAICACH_TEST_DATABASE_URL", "")
    if not address:
        yield {}
        return
    name = f"caicach_browser_{uuid4().hex[:12]}"
    with psycopg.connect(address.rpartition("/")[0] + "/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield {"CAICACH_DATABASE_URL": f"{address.rpartition('/')[0]}/{name}"}
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        if _is_ready(port):
            return
        time.sleep(0.1)
    raise RuntimeError(log.read_text("utf-8")[-4000:])


def _is_ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
