"""Cubes kept up: built after an intake, given up when no version needs them."""

from caicach.engine.facts import Store
from caicach.engine.indicators.cube_files import CubeFiles, Refreshed, cube_root, remove_all_but
from caicach.engine.indicators.desk import desk_of, shipped_parts
from caicach.engine.indicators.engine import Engine, engine_named


def refresh(store: Store, version: int | None = None, engine: str | Engine = "duckdb") -> Refreshed:
    """Build the cubes of all shipped indicators; only months whose facts changed are counted."""
    return desk_of(store.facts(version), _engine(engine)).refresh()


def prune(store: Store, engine: str | Engine = "duckdb") -> int:
    """Remove the cubes that neither the newest facts nor a pinned version reads.

    Returns how many months went. Cubes are only a cache: what is missed is built again.
    """
    kept = set()
    for entry in store.versions():
        if entry.vacuumed_at is None and (entry.pin is not None or entry.version == store.latest):
            facts = store.facts(entry.version)
            for table, parts in shipped_parts().items():
                kept |= set(CubeFiles(facts, table, parts, _engine(engine)).folders.values())
    return remove_all_but(cube_root(store.facts()), kept)


def _engine(engine: str | Engine) -> Engine:
    return engine_named(engine) if isinstance(engine, str) else engine
