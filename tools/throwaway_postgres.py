"""Run a command beside a PostgreSQL server of its own, which is thrown away after it.

    python -m tools.throwaway_postgres COMMAND …

The command finds the server's address in CAICACH_TEST_DATABASE_URL; where that is set already, it
is used as it is. Without PostgreSQL on the machine the command is left out with a reason, and in CI
(CI=true) this is a failure.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

ADDRESS = "CAICACH_TEST_DATABASE_URL"
USER = "postgres"
NEW = ("-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
# nothing here is to survive a crash
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=127.0.0.1")


def run(command: Sequence[str]) -> int:
    """Run the command, with a server where there is none; return its exit code."""
    if os.environ.get(ADDRESS):
        return subprocess.run(command, check=False).returncode
    tools = find_tools()
    if tools is None:
        return refuse("PostgreSQL is not installed here (initdb, pg_ctl)")
    if os.geteuid() == 0 and not has_user():
        return refuse(f"PostgreSQL does not run as root, and there is no user {USER} here")
    with serving(tools) as address:
        environment = os.environ | {ADDRESS: address}
        return subprocess.run(command, check=False, env=environment).returncode


def refuse(reason: str) -> int:
    """Tell why nothing is run; in CI this fails."""
    in_ci = os.environ.get("CI") == "true"
    sys.stderr.write(f"{'FAILED' if in_ci else 'SKIPPED'}: {reason}\n")
    return int(in_ci)


def find_tools() -> Path | None:
    """Return the folder of initdb and pg_ctl: on the path, or the newest that is installed."""
    on_path = shutil.which("pg_ctl")
    if on_path and shutil.which("initdb"):
        return Path(on_path).parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda path: float(path.parts[-3]), default=None)
    return None if newest is None else newest.parent


def has_user() -> bool:
    """Say whether the machine knows the user PostgreSQL runs as."""
    return any(entry.pw_name == USER for entry in pwd.getpwall())


@contextmanager
def serving(tools: Path) -> Iterator[str]:
    """Start a server that only this machine reaches; yield its address, then remove it."""
    home = Path(mkdtemp(prefix="caicach-postgres-"))
    password, port = secrets.token_urlsafe(24), free_port()
    (home / "password").write_text(password)
    if os.geteuid() == 0:
        shutil.chown(home, USER, USER)
        shutil.chown(home / "password", USER, USER)
    cluster, log = str(home / "cluster"), str(home / "log")
    try:
        _call([tools / "initdb", "-D", cluster, "-U", USER, *NEW, f"--pwfile={home / 'password'}"])
        options = " ".join(f"-c {each}" for each in (*FAST, f"unix_socket_directories={home}"))
        control = [tools / "pg_ctl", "-D", cluster]
        _call([*control, "-w", "-l", log, "-o", f"-p {port} {options}", "start"])
        try:
            yield f"postgresql://{USER}:{password}@127.0.0.1:{port}/caicach"
        finally:
            _call([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _call(command: Sequence[str | Path]) -> None:
    """Run one of PostgreSQL's tools, as its own user where we are root."""
    who = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(  # type: ignore[call-overload] # `who` is all of it or nothing
        command, check=False, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **who
    )
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout.decode(errors='replace')}")


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
