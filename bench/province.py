"""The invented province that the benches begin with, and its store, both made once and kept."""

import shutil
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from caicach.engine import Store
from caicach.engine.facts.shape import TABLES
from caicach.engine.generator import Setting, generate, generate_bulk
from caicach.engine.intake import Intake, IntakeSetting, put_agencies
from caicach.engine.profiles import Profile, Reading, load_profile

BUILD = Path("build/bench")
"""What is made once and kept; `make clean` removes it."""

DOSSIERS = 500_000
AGENCIES = 98
SMALL = 10_000
"""Dossiers of the run that petitions and documents come from: bulk files hold none."""

KEY = b"the key of a bench hides nobody: all its people are invented"
TABLE_FILES = ("procedures", "petitions", "documents", "apologies")


def kept(folder: Path, make: Callable[[Path], object]) -> Path:
    """Return `folder`, made whole or not at all, by `make` where it is not there yet."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".making-") as place:
            made = Path(place) / "made"
            make(made)
            made.rename(folder)
    return folder


def payload(dossiers: int = DOSSIERS) -> Path:
    """Return the folder of a province's payload files."""
    return kept(BUILD / f"province-{dossiers}", lambda folder: _generate(folder, dossiers))


def _generate(folder: Path, dossiers: int) -> None:
    name = "Tỉnh mẫu Nam Hà"
    generate_bulk(Setting(name, dossiers, 1, agencies=AGENCIES), folder, lambda _: None)
    with tempfile.TemporaryDirectory() as place:
        small = Setting(name, SMALL, 1, agencies=AGENCIES, has_truth=False)
        generate(small, Path(place), lambda _: None)
        for table in ("petitions", "documents"):
            shutil.copy(Path(place) / f"{table}.csv", folder / f"{table}.csv")


def stores() -> Path:
    """Return the folder of stores with the columns of today: others cannot be read."""
    shapes = "".join(str(shape.schema) for shape in TABLES.values())
    return BUILD / f"stores-{sha256(shapes.encode()).hexdigest()[:8]}"


def base_store() -> Path:
    """Return the store that the province's files make, whole."""
    return kept(stores() / "province", lambda folder: take_all(folder, payload()))


def take_all(folder: Path, files: Path) -> None:
    """Make a store of everything a province sent."""
    store = opened_with_tables(folder, files)
    take_payload(store, files)


def opened_with_tables(folder: Path, files: Path) -> Store:
    """Return a new store with all but the payload: register, procedures and other tables."""
    store = Store.create(folder)
    for table in TABLE_FILES:
        intake = Intake(store, IntakeSetting(Reading(KEY)))
        intake.run([files / f"{table}.csv"], profile(f"{table}-table"))
    put_agencies(store, (files / "agencies.yaml").read_text("utf-8"), "agencies.yaml")
    return store


def take_payload(
    store: Store, files: Path, setting: IntakeSetting | None = None, which: str = "*"
) -> Intake:
    """Take the payload files in and return the intake that did it.

    which: `dossiers` or `steps`, `*` for both.
    """
    intake = Intake(store, setting or IntakeSetting(Reading(KEY)))
    intake.run(sorted(files.glob(f"{which}/*.ndjson")), profile("national"))
    return intake


def profile(name: str) -> Profile:
    """Return a shipped profile."""
    found, issues = load_profile(name)
    if found is None:
        raise ValueError("; ".join(map(str, issues)))
    return found
