"""`caicach admin backup`, `restore` and `verify-backup`: one archive of everything kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caicach.cli.admin.workspace import open_workspace
from caicach.cli.refusal import FaultsError
from caicach.cli.session import Session, session_of

if TYPE_CHECKING:
    from caicach.web.site.backup import Manifest

Archive = Annotated[Path, typer.Argument(metavar="FILE", help="archive")]


def backup(context: typer.Context, archive: Archive) -> None:
    """Write database, evidence and facts into one archive."""
    session = session_of(context)
    open_workspace()
    from caicach.web.site.backup import write_backup

    with _told():
        manifest = write_backup(archive, lambda step: session.tell(session.say(*STEPS[step])))
    _show(session, manifest)


def restore(context: typer.Context, archive: Archive) -> None:
    """Bring an archive into an empty installation and compare."""
    session = session_of(context)
    open_workspace(migrated=False)
    from caicach.web.site.backup import restore as bring_in
    from caicach.web.site.preparing import prepare_database

    prepare_database()
    with _told():
        manifest = bring_in(archive, lambda step: session.tell(session.say(*STEPS[step])))
    _show(session, manifest)
    session.tell(session.say("Đã khôi phục và so khớp.", "Restored and compared: equal."))


def verify_backup(context: typer.Context, archive: Archive) -> None:
    """Read an archive whole and compare it with its list of contents."""
    session = session_of(context)
    open_workspace(migrated=False)
    from caicach.web.site.backup import verify

    with _told():
        manifest, issues = verify(archive)
    if issues:
        raise FaultsError(issues)
    _show(session, manifest)
    session.tell(session.say("Bản sao lưu nguyên vẹn.", "The backup is whole."))


STEPS = {
    "verify": ("Kiểm tra bản sao lưu…", "Checking the archive…"),
    "database": ("Cơ sở dữ liệu…", "Database…"),
    "evidence": ("Tài liệu kiểm chứng…", "Evidence…"),
    "facts": ("Kho hồ sơ…", "Facts…"),
    "files": ("Chép tệp…", "Copying files…"),
    "compare": ("So sánh…", "Comparing…"),
}


def _show(session: Session, manifest: "Manifest") -> None:
    rows = sum(part.rows or 0 for part in manifest.parts)
    files = sum(part.rows is None for part in manifest.parts)
    session.show(
        session.say(
            f"{rows} dòng trong {len(manifest.tables)} bảng ({manifest.database}), {files} tệp, "
            f"{manifest.events} sự kiện đến {manifest.last_hash[:12]}.",
            f"{rows} rows in {len(manifest.tables)} tables ({manifest.database}), {files} files, "
            f"{manifest.events} events up to {manifest.last_hash[:12]}.",
        )
    )
    if manifest.facts_at:
        session.tell(
            session.say(
                f"Kho hồ sơ ở {manifest.facts_at} không nằm trong bản sao lưu.",
                f"The facts at {manifest.facts_at} are not in the archive.",
            )
        )


@contextmanager
def _told() -> Iterator[None]:
    from caicach.web.site.backup import BackupError

    try:
        yield
    except BackupError as error:
        raise FaultsError(error.issues) from error
