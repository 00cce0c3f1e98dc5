"""The generated province and its facts, made once by the commands an office gives."""

import secrets
import subprocess
from pathlib import Path

from bench.province import kept, stores
from bench.workspace.installation import COMMAND
from bench.workspace.size import Size

NAME = "Tỉnh mẫu Nam Hà"


def province(size: Size) -> Path:
    """Return the folder of its files, `agencies.yaml` among them."""
    return stores() / f"workspace-{size.dossiers}-{size.agencies}" / "province"


def facts(size: Size) -> Path:
    """Return the store of the facts of that province, made where it is not there yet."""
    whole = stores() / f"workspace-{size.dossiers}-{size.agencies}"
    kept(whole, lambda folder: _make(folder, size))
    return whole / "store"


def _make(folder: Path, size: Size) -> None:
    folder.mkdir(parents=True)
    files, store = folder / "province", ("--store", str(folder / "store"))
    key = folder / "key.txt"
    key.write_text(secrets.token_hex(32))
    below = ("--agencies", str(size.agencies - 1))
    dossiers = ("--dossiers", str(size.dossiers))
    _caicach(
        "generate", "--province", NAME, *dossiers, *below, "--bulk", "--no-truth", "-o", str(files)
    )
    small = folder / "small"
    _caicach(
        "generate", "--province", NAME, "--dossiers", "5000", *below, "--no-truth", "-o", str(small)
    )
    for table in ("petitions", "documents"):  # bulk files hold none
        (small / f"{table}.csv").replace(files / f"{table}.csv")
    for table in ("procedures", "petitions", "documents"):
        _caicach("intake", str(files / f"{table}.csv"), "-p", f"{table}-table", *store)
    _caicach("facts", "agencies", str(files / "agencies.yaml"), *store)
    payload = [str(files / each) for each in ("dossiers", "steps")]
    _caicach("intake", *payload, "-p", "national", "--key", str(key), *store)


def _caicach(*command: str) -> None:
    subprocess.run([COMMAND, *command], check=True, capture_output=True)
