"""`caicach facts vacuum`: old versions given up, stray files removed."""

from dataclasses import asdict
from typing import Annotated

import typer

from caicach.cli.facts.size import size_text
from caicach.cli.session import Session, check_format, session_of
from caicach.cli.stores import NoWait, StoreOption, opened, waiting
from caicach.core.numbers import format_number
from caicach.engine.facts import Vacuumed
from caicach.engine.indicators import prune

KEPT = 10
FORMATS = ("table", "json")


def vacuum(
    context: typer.Context,
    store: StoreOption = "",
    keep: Annotated[int, typer.Option("--keep", metavar="N", help="keep")] = KEPT,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="dry_run")] = False,
    no_wait: NoWait = False,
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = "table",
) -> None:
    """Give up old versions, stray files and the cubes of neither; pinned and newest stay."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    with opened(store) as found:
        gone = found.vacuum(keep, dry_run=dry_run, wait=not no_wait, on_wait=waiting(session))
        if not dry_run:
            prune(found)
    if session.output == "json":
        session.print_json({**asdict(gone), "dry_run": dry_run})
    else:
        session.show(_sentence(gone, session, is_dry=dry_run))


def _sentence(gone: Vacuumed, session: Session, *, is_dry: bool) -> str:
    size = size_text(gone.bytes, session.lang)
    files = format_number(gone.files, lang=session.lang)
    versions = ", ".join(map(str, gone.versions)) or "–"
    vi = "Sẽ dọn" if is_dry else "Đã dọn"
    en = "Would remove" if is_dry else "Removed"
    return session.say(
        f"{vi} {files} tệp, {size}; các phiên bản: {versions}.",
        f"{en} {files} files, {size}; versions: {versions}.",
    )
