"""The demonstration, built small and served, as `make demo` does it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from running_server import Server, served

DOSSIERS = "1500"


@contextmanager
def demo_server(folder: Path) -> Iterator[Server]:
    """Build the demonstration below `folder`, serve it, and stop it."""
    plain = {name: text for name, text in os.environ.items() if not name.startswith("CAICACH_")}
    caicach = Path(sys.executable).with_name("caicach")
    command = [caicach, "demo", "--out", folder, "--dossiers", DOSSIERS, "--no-serve"]
    with (folder / "demo.log").open("wb") as log:
        subprocess.run(command, env=plain, stdout=log, stderr=log, check=True)
    settings = {
        "CAICACH_HOME": str(folder / "home"),
        "CAICACH_STORE": str(folder / "store"),
        "CAICACH_DEMO": "true",
    }
    with served(folder / "home", plain | settings) as server:
        yield server
