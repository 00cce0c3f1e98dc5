"""`caicach calendar set` and `caicach facts agencies`: what a store judges its records with."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from caicach.cli.refusal import FaultsError
from caicach.cli.session import Session, check_files, session_of
from caicach.cli.stores import StoreOption, opened
from caicach.core.issues import has_faults
from caicach.engine.facts import Store
from caicach.engine.intake import Registered, put_agencies, put_calendar
from caicach.files.tables import decode, read_bytes

Put = Callable[[Store, str, str, int], Registered]


def set_calendar(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="calendar.file")],
    store: StoreOption = "",
) -> None:
    """Make a file the store's calendar; what it touches is judged again."""
    _put(session_of(context), file, store, put_calendar)


def set_agencies(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="agencies.file")],
    store: StoreOption = "",
) -> None:
    """Make a file the store's register of agencies."""
    _put(session_of(context), file, store, put_agencies)


def _put(session: Session, file: Path, store: str, put: Put) -> None:
    check_files([file])
    content, issues = read_bytes(file, str(file))
    text, more = decode(content, str(file)) if content is not None else (None, [])
    if text is None:
        raise FaultsError([*issues, *more])
    with opened(store) as found:
        done = put(found, text, str(file), os.cpu_count() or 1)
    if has_faults(done.issues):
        raise FaultsError(done.issues)
    session.tell_issues(done.issues)
    if done.version is None:
        session.show(session.say("Không có gì thay đổi.", "Nothing has changed."))
        return
    session.show(
        session.say(
            f"Phiên bản số liệu {done.version}: tính lại {done.dossiers} hồ sơ"
            f" của {len(done.months)} tháng.",
            f"Facts version {done.version}: {done.dossiers} dossiers"
            f" of {len(done.months)} months judged again.",
        )
    )
