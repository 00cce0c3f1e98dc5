"""Writing an archive: one moment of the database, then the files it names, then the facts."""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from caicach import __version__
from caicach.engine import Store, StoreError
from caicach.web.audit.models import Event
from caicach.web.site.backup.manifest import FORM, NAME, BackupError, Manifest, Part
from caicach.web.site.backup.tables import kept_models, lines_of, migrations_applied, name_of

PIECE = 2**20
ARRIVING = "arriving"
"""Where uploads are written before they are whole."""
Told = Callable[[str], None]


def write_backup(target: Path, tell: Told = lambda _step: None) -> Manifest:
    """Write the archive and return what it holds; nothing stands at `target` until it is whole.

    Raises BackupError where `target` exists or cannot be written.
    """
    if target.exists():
        raise BackupError.of("backup-exists", str(target))
    try:
        # readable by its owner alone; a name of its own, whatever a backup that was killed left
        opened, name = tempfile.mkstemp(".part", f".{target.name}.", target.parent)
    except OSError as error:
        raise BackupError.of("backup-unwritable", str(target), reason=error.strerror) from error
    partial = Path(name)
    try:
        with os.fdopen(opened, "wb") as content:
            with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                manifest = _write_parts(archive, tell)
                archive.writestr(NAME, json.dumps(manifest.plain(), indent=1))
            content.flush()
            os.fsync(content.fileno())
        partial.rename(target)
    except OSError as error:
        raise BackupError.of("backup-unwritable", str(target), reason=error.strerror) from error
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write_parts(archive: zipfile.ZipFile, tell: Told) -> Manifest:
    parts: list[Part] = []
    with one_moment():
        tell("database")
        for model in kept_models():
            name = f"database/{name_of(model)}.jsonl"
            rows = model._base_manager.count()  # noqa: SLF001 -- Django's documented Model API
            parts.append(_add(archive, name, lines_of(model), rows))
        last = Event.objects.order_by("-number").first()
        migrations = migrations_applied()
    tell("evidence")
    parts += list(_add_files(archive, "evidence", settings.EVIDENCE_FOLDER))
    tell("facts")
    version, elsewhere = _add_facts(archive, parts)
    return Manifest(
        form=FORM,
        version=__version__,
        written_at=datetime.now(UTC).isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=migrations,
        events=0 if last is None else last.number,
        last_hash="" if last is None else last.hash,
        facts_version=version,
        facts_at=elsewhere,
        parts=tuple(parts),
    )


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it is at one moment, whatever others write meanwhile."""
    with transaction.atomic():
        if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _add_facts(archive: zipfile.ZipFile, parts: list[Part]) -> tuple[int | None, str]:
    """Add the facts; return their newest version, and their address where they stand elsewhere."""
    try:
        store = Store.open(settings.FACTS_STORE)
    except StoreError as error:
        if error.code == "store-missing":
            return None, ""
        raise BackupError(error.issue) from error
    if not store.is_local:
        return store.latest, store.address
    with store.held_still() as files:
        for file in files:
            path = Path(store.address) / file
            parts.append(_add(archive, f"facts/{file.as_posix()}", _pieces(path), stored=True))
        return store.latest, ""


def _add_files(archive: zipfile.ZipFile, name: str, folder: Path) -> Iterator[Part]:
    whole = (each for each in folder.rglob("*") if each.is_file() and ARRIVING not in each.parts)
    for path in sorted(whole):
        inside = path.relative_to(folder).as_posix()
        yield _add(archive, f"{name}/{inside}", _pieces(path), stored=True)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as content:
        while piece := content.read(PIECE):
            yield piece


def _add(
    archive: zipfile.ZipFile,
    name: str,
    pieces: Iterable[bytes],
    rows: int | None = None,
    *,
    stored: bool = False,
) -> Part:
    """Add one member; files are compressed in themselves and are stored as they are."""
    entry = zipfile.ZipInfo(name, datetime.now(UTC).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    size, digest = 0, hashlib.sha256()
    with archive.open(entry, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            digest.update(piece)
            size += len(piece)
    return Part(name, size, digest.hexdigest(), rows)
