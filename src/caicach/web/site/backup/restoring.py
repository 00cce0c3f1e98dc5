"""Restoring an archive into an empty installation, on either database."""

import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from caicach.core.issues import has_faults
from caicach.web.accounts.models import Person
from caicach.web.audit.guards import unguarded
from caicach.web.audit.models import Event
from caicach.web.site.backup.manifest import BackupError, Manifest
from caicach.web.site.backup.tables import BATCH, kept_models, sets_clock
from caicach.web.site.backup.verifying import compare, folder_of, opened, read_manifest, verify

Told = Callable[[str], None]


def restore(source: Path, tell: Told = lambda _step: None) -> Manifest:
    """Bring everything in, then compare; return what was restored.

    The archive is read whole and checked first. The database is changed in one transaction.
    Raises BackupError where the archive is not sound, this installation is not empty, or what
    was restored differs from the archive.
    """
    tell("verify")
    _, issues = verify(source)
    if has_faults(issues):
        raise BackupError(*issues)
    with opened(source) as archive:
        manifest = read_manifest(archive)
        _require_empty(manifest)
        _require_known(manifest)
        tell("files")
        for part in manifest.parts:
            _place(archive, part.name)
        tell("database")
        with transaction.atomic(), unguarded():
            for name in _in_order(manifest):
                _load(archive, f"database/{name}")
            _reset_numbers()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # else the first people wait until it looks by itself
    tell("compare")
    if differences := compare(manifest):
        raise BackupError(*differences)
    return manifest


def _require_empty(manifest: Manifest) -> None:
    if Person.objects.exists() or Event.objects.exists():
        raise BackupError.of("restore-not-empty", str(connection.settings_dict["NAME"]))
    for top in ("evidence", "facts"):
        folder = folder_of(top)
        wanted = any(part.name.startswith(f"{top}/") for part in manifest.parts)
        if wanted and _holds_files(folder):
            raise BackupError.of("restore-not-empty", str(folder))


def _holds_files(folder: Path) -> bool:
    return any(each.is_file() for each in folder.rglob("*"))


def _require_known(manifest: Manifest) -> None:
    """An archive of a later version has tables or columns this one would lose."""
    known = set(MigrationLoader(connection).disk_migrations)
    unknown = [
        f"{app}.{last}" for app, last in manifest.migrations.items() if (app, last) not in known
    ]
    if unknown:
        raise BackupError.of("backup-newer", ", ".join(unknown), version=manifest.version)


def _place(archive: zipfile.ZipFile, name: str) -> None:
    top, _, inside = name.partition("/")
    if top == "database":
        return
    if top not in {"evidence", "facts"} or ".." in PurePosixPath(inside).parts:
        raise BackupError.of("backup-part-strange", name)
    target = folder_of(top) / inside
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as member, target.open("xb") as content:
        shutil.copyfileobj(member, content, 2**20)


def _in_order(manifest: Manifest) -> list[str]:
    """Return the members of the models there are; constraints wait for the end."""
    wanted = [f"{model._meta.label_lower}.jsonl" for model in kept_models()]  # noqa: SLF001 -- Django's documented Model API
    return [name for name in wanted if name in manifest.tables]


def _load(archive: zipfile.ZipFile, name: str) -> None:
    model = apps.get_model(name.removeprefix("database/").removesuffix(".jsonl"))
    with archive.open(name) as member:
        rows = serializers.deserialize("jsonl", io.TextIOWrapper(member, "utf-8"))
        if sets_clock(model):
            for row in rows:
                row.save()
            return
        for batch in _batches(row.object for row in rows):
            model._base_manager.bulk_create(batch)  # noqa: SLF001 -- as above


def _batches(rows: Iterator[Model]) -> Iterator[list[Model]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _reset_numbers() -> None:
    """Let new rows follow the restored ones; PostgreSQL counts apart from its tables."""
    statements = connection.ops.sequence_reset_sql(no_style(), kept_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
