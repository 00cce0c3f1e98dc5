"""`caicach profiles new`: a profile drafted from the heads of a table."""

from pathlib import Path
from typing import Annotated

import typer

from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.cli.session import Session, check_files, check_target, session_of
from caicach.engine.profiles import Draft, draft_profile
from caicach.engine.profiles.columns import NEEDED
from caicach.files.whole_file import write_text


def new(
    context: typer.Context,
    data: Annotated[Path, typer.Argument(metavar="DATA", help="profiles.data")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="out")] = None,
    table: Annotated[
        str | None, typer.Option("--table", metavar="TABLE", help="profiles.table")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="overwrite")] = False,
) -> None:
    """Draft a profile; every guess is marked for a person to confirm."""
    session = session_of(context)
    check_files([data])
    if table is not None and table not in NEEDED:
        raise WrongUseError("profile-table-unknown", f"--table {table}", known=", ".join(NEEDED))
    if out is not None:
        check_target(out, [data])
        if out.exists() and not overwrite:
            raise WrongUseError("cli-out-exists", str(out))
    draft = draft_profile(data, (out or data).stem, table, session.lang)
    if draft.text is None:
        raise FaultsError(draft.issues)
    if out is None:
        session.print_text(draft.text)
    else:
        write_text(out, draft.text)
    session.tell_issues(draft.issues)
    _tell(session, draft, out)


def _tell(session: Session, draft: Draft, out: Path | None) -> None:
    columns, heads = len(draft.guessed), len(draft.unknown)
    session.tell(
        session.say(
            f"Bảng {draft.table}: nhận ra {columns} cột, {heads} cột chưa dùng.",
            f"Table {draft.table}: {columns} columns recognised, {heads} not used.",
        )
    )
    if draft.missing:
        names = ", ".join(draft.missing)
        session.tell(
            session.say(
                f"Còn thiếu cột bắt buộc: {names}; thêm vào mục fields trước khi dùng.",
                f"Columns that are needed and still missing: {names}; add them to fields.",
            )
        )
    if out is not None:
        session.tell(session.say(f"Đã ghi {out}", f"Wrote {out}"))
