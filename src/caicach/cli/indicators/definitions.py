"""`caicach indicators list`: every indicator that ships, its unit and where it comes from."""

from typing import Annotated, Any

import typer

from caicach.cli.indicators.asking import read_names
from caicach.cli.listing import FORMATS, Column, ListingFormat, show_listing
from caicach.cli.session import Session, check_format, session_of
from caicach.core.indicators import Indicator, load_indicators

UNITS = {"percent": ("%", "%"), "working_days": ("ngày làm việc", "working days")}


def list_(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="indicators.names")
    ] = None,
    output: ListingFormat = "table",
) -> None:
    """List indicators; without names, all that ship."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    found = read_names(names) if names else list(load_indicators().values())
    columns = [
        Column("indicator", session.say("Chỉ tiêu", "Indicator"), folds=False),
        Column("label", session.say("Tên", "Label")),
        Column("unit", session.say("Đơn vị", "Unit"), folds=False),
        Column("facts", session.say("Dữ liệu", "Facts"), folds=False),
        Column("source", session.say("Nguồn", "Source")),
    ]
    rows = [_row(each, session) for each in found]
    show_listing(session, columns, rows, [_entry(each) for each in found])


def unit_words(indicator: Indicator, session: Session) -> str:
    """Return the unit of measure as it stands beside a figure."""
    return session.say(*UNITS.get(indicator.unit, ("", "")))


def _row(each: Indicator, session: Session) -> list[str]:
    label = each.label.text(session.lang)
    return [each.id, label, unit_words(each, session), each.facts, each.source.text]


def _entry(each: Indicator) -> dict[str, Any]:
    return {
        "indicator": each.id,
        "label": {"vi": each.label.vi, "en": each.label.en},
        "unit": each.unit,
        "direction": each.direction,
        "kind": each.kind,
        "facts": each.facts,
        "placed_by": each.placed_by,
        "clock": each.clock,
        "rolls_up": each.rolls_up,
        "empty_denominator": each.empty_denominator,
        "decimals": each.decimals,
        "source": {
            "text": each.source.text,
            "place": each.source.place,
            "status": each.source.status,
        },
        "note": {"vi": each.note.vi, "en": each.note.en} if each.note else None,
    }
