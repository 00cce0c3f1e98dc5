"""`caicach clocks list`: what each clock compares, its readings and their sources."""

from typing import Any

import typer

from caicach.cli.listing import FORMATS, Column, ListingFormat, show_listing
from caicach.cli.session import Session, check_format, session_of
from caicach.core.clocks import ClockDefinition, clock_definitions


def list_(context: typer.Context, output: ListingFormat = "table") -> None:
    """List the clocks and the readings that can be chosen."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    definitions = list(clock_definitions().values())
    if session.output == "table":
        session.show(*(line for each in definitions for line in _lines(each, session)))
        return
    columns = [Column(key, "") for key in ("clock", "reading", "option", "default", "source")]
    rows = [row for each in definitions for row in _rows(each)]
    show_listing(session, columns, rows, [_entry(each, session) for each in definitions])


def _lines(each: ClockDefinition, session: Session) -> list[str]:
    lang = session.lang
    lines = [
        f"{each.clock} – {each.label.text(lang)}",
        f"  {each.rule.text(lang)}",
        f"  {session.say('Nguồn', 'Source')}: {each.source}",
    ]
    for reading in each.readings:
        lines.append(f"  {each.clock}.{reading.id} – {reading.label.text(lang)}:")
        for option in reading.options:
            default = (
                session.say(" (mặc định)", " (default)") if _is_default(reading, option) else ""
            )
            lines.append(f"    {option.id}{default}: {option.label.text(lang)}")
    return [*lines, ""]


def _is_default(reading: Any, option: Any) -> bool:
    return bool(reading.default == option.id)


def _rows(each: ClockDefinition) -> list[list[str]]:
    return [
        [
            each.clock,
            reading.id,
            option.id,
            str(_is_default(reading, option)).lower(),
            option.source,
        ]
        for reading in each.readings
        for option in reading.options
    ]


def _entry(each: ClockDefinition, session: Session) -> dict[str, Any]:
    lang = session.lang
    return {
        "clock": each.clock,
        "label": each.label.text(lang),
        "rule": each.rule.text(lang),
        "source": each.source,
        "readings": [
            {
                "id": reading.id,
                "label": reading.label.text(lang),
                "default": reading.default,
                "options": [
                    {"id": option.id, "label": option.label.text(lang), "source": option.source}
                    for option in reading.options
                ],
            }
            for reading in each.readings
        ],
    }
