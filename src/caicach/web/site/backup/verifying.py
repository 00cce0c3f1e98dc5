"""Proving an archive whole, and an installation equal to it."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from caicach.core.issues import Issue, issue
from caicach.web.audit.chain import breaks
from caicach.web.audit.models import Event
from caicach.web.site.backup.manifest import FORM, NAME, BackupError, Manifest, Part
from caicach.web.site.backup.tables import kept_models, lines_of, name_of
from caicach.web.site.backup.writing import PIECE, one_moment

EMPTY = hashlib.sha256().hexdigest()


@contextmanager
def opened(source: Path) -> Iterator[zipfile.ZipFile]:
    """Yield the archive. Raises BackupError where it is none."""
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except FileNotFoundError as error:
        raise BackupError.of("file-missing", str(source)) from error
    except zipfile.BadZipFile as error:
        raise BackupError.of("backup-broken", str(source)) from error


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Return what the archive says of itself. Raises BackupError where it is none of ours."""
    name = str(archive.filename)
    try:
        content = json.loads(archive.read(NAME))
        if content["form"] > FORM:
            raise BackupError.of("backup-newer", name, version=content["version"])
        return Manifest.of(content)
    except (KeyError, TypeError, ValueError) as error:
        raise BackupError.of("backup-not-ours", name) from error


def verify(source: Path) -> tuple[Manifest, list[Issue]]:
    """Read every member again; return what does not agree with the manifest."""
    with opened(source) as archive:
        manifest = read_manifest(archive)
        found = [each for part in manifest.parts for each in _check(archive, part)]
        known = {part.name for part in manifest.parts} | {NAME}
        strange = sorted(set(archive.namelist()) - known)
    return manifest, [*found, *(issue("backup-part-strange", name) for name in strange)]


def _check(archive: zipfile.ZipFile, part: Part) -> Iterator[Issue]:
    try:
        with archive.open(part.name) as member:
            pieces = iter(lambda: member.read(PIECE), b"")
            size, digest = sum_up(pieces)
    except KeyError:
        yield issue("backup-part-missing", part.name)
        return
    except zipfile.BadZipFile:
        size, digest = -1, ""
    if (size, digest) != (part.size, part.sha256):
        yield issue("backup-part-changed", part.name)


def compare(manifest: Manifest) -> list[Issue]:
    """Return where this installation differs from what the archive was written from."""
    return [*_compare_tables(manifest), *_compare_files(manifest), *_compare_chain(manifest)]


def _compare_tables(manifest: Manifest) -> Iterator[Issue]:
    tables = manifest.tables
    with one_moment():
        for model in kept_models():
            part = tables.get(f"{name_of(model)}.jsonl")
            size, digest = sum_up(lines_of(model))
            # a table that came with a later version is not in the archive, and empty
            archived = (0, EMPTY) if part is None else (part.size, part.sha256)
            if (size, digest) != archived:
                rows = 0 if part is None else part.rows
                here = model._base_manager.count()  # noqa: SLF001 -- Django's documented Model API
                yield issue("backup-table-differs", name_of(model), archived=rows, here=here)


def _compare_files(manifest: Manifest) -> Iterator[Issue]:
    for part in manifest.parts:
        top, _, inside = part.name.partition("/")
        if top == "database":
            continue
        path = folder_of(top) / inside
        if not path.is_file():
            yield issue("backup-file-missing", part.name)
        elif sum_up(_file_pieces(path)) != (part.size, part.sha256):
            yield issue("backup-file-differs", part.name)


def _compare_chain(manifest: Manifest) -> Iterator[Issue]:
    for gap in breaks(Event.objects.order_by("number").iterator()):
        yield issue("audit-chain-broken", f"#{gap.number}", cause=gap.cause)
    last = Event.objects.order_by("-number").first()
    if last is not None and last.hash != manifest.last_hash:
        yield issue("backup-events-differ", f"#{last.number}", archived=manifest.events)


def folder_of(top: str) -> Path:
    """Return where the members under `evidence` or `facts` belong."""
    return Path(settings.EVIDENCE_FOLDER if top == "evidence" else settings.FACTS_STORE)


def sum_up(pieces: Iterable[bytes]) -> tuple[int, str]:
    """Return size and SHA-256 of the content."""
    size, digest = 0, hashlib.sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def _file_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as content:
        while piece := content.read(PIECE):
            yield piece
