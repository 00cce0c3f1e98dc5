"""`caicach facts versions`: every version of the facts, what made it, and whether it is kept."""

from typing import Any

import typer

from caicach.cli.listing import FORMATS, Column, ListingFormat, show_listing
from caicach.cli.session import Session, check_format, session_of
from caicach.cli.stores import StoreOption, opened
from caicach.engine.facts import FactsVersion


def versions(
    context: typer.Context, store: StoreOption = "", output: ListingFormat = "table"
) -> None:
    """List the facts versions, newest last."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    with opened(store) as found:
        known = found.versions()
    columns = [
        Column("version", session.say("Phiên bản", "Version"), right=True),
        Column("at", session.say("Lúc", "At"), folds=False),
        Column("kind", session.say("Do", "Made by"), folds=False),
        Column("note", session.say("Ghi chú", "Note")),
        Column("kept", session.say("Lưu giữ", "Kept")),
    ]
    rows = [_row(each, session) for each in known]
    show_listing(session, columns, rows, [_entry(each) for each in known])


KINDS = {
    "created": ("tạo kho", "making the store"),
    "intake": ("nạp tệp", "intake"),
    "calendar": ("đổi lịch", "a new calendar"),
    "procedures": ("đổi thủ tục", "new procedures"),
    "agencies": ("đổi danh sách cơ quan", "a new list of agencies"),
}


def _row(each: FactsVersion, session: Session) -> list[str]:
    at = f"{each.at:%d/%m/%Y %H:%M:%S}" if session.lang == "vi" else f"{each.at:%Y-%m-%d %H:%M:%S}"
    kind = session.say(*KINDS.get(each.kind, (each.kind, each.kind)))
    return [str(each.version), at, kind, each.note, _kept(each, session)]


def _kept(each: FactsVersion, session: Session) -> str:
    if each.vacuumed_at is not None:
        return session.say("đã dọn", "vacuumed")
    if each.pin is not None:
        return session.say(f"ghim: {each.pin.reason}", f"pinned: {each.pin.reason}")
    return ""


def _entry(each: FactsVersion) -> dict[str, Any]:
    return {
        "version": each.version,
        "at": each.at,
        "kind": each.kind,
        "note": each.note,
        "tables": dict(each.tables),
        "pin": {"reason": each.pin.reason, "at": each.pin.at} if each.pin else None,
        "vacuumed_at": each.vacuumed_at,
    }
