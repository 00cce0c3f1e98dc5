"""A PostgreSQL server of the bench's own on loopback, with the settings it comes with."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.rivals.postgres_cube import ACCOUNT


@contextmanager
def own_server(*databases: str) -> Iterator[str]:
    """Give the address that a name of an empty database is added to; all of it goes at the end."""
    place = Path(tempfile.mkdtemp(prefix="caicach-web-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam(ACCOUNT)
        os.chown(place, account.pw_uid, account.pw_gid)
    folder, port = str(place / "cluster"), free_port()
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={place}"
    _as_account("initdb", "-D", folder, "-U", ACCOUNT, "-A", "trust", "-E", "UTF8", "--locale=C")
    _as_account("pg_ctl", "-D", folder, "-l", str(place / "log"), "-w", "-o", options, "start")
    try:
        for each in databases:
            _as_account("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", ACCOUNT, each)
        yield f"postgresql://{ACCOUNT}@127.0.0.1:{port}/"
    finally:
        _as_account("pg_ctl", "-D", folder, "-m", "fast", "stop")
        shutil.rmtree(place, ignore_errors=True)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _as_account(*command: str) -> None:
    first = ["runuser", "-u", ACCOUNT, "--"] if os.geteuid() == 0 else []
    subprocess.run([*first, *command], check=True, capture_output=True, cwd="/")
