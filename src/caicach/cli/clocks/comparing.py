"""`caicach clocks compare`: the three shares of every agency, and the dossiers that flip."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType

from caicach.cli.clocks.asking import (
    Asked,
    NowOption,
    PeriodEndOption,
    PeriodOption,
    ReadingOption,
    read_agency,
    read_day,
    read_question,
)
from caicach.cli.clocks.shares import (
    comparison_csv,
    comparison_entry,
    comparison_page,
    pattern_lines,
)
from caicach.cli.clocks.verdict_words import verdict_words
from caicach.cli.refusal import WrongUseError
from caicach.cli.session import Session, check_format, check_target, json_text, session_of
from caicach.cli.stores import FactsVersionOption, StoreOption, opened
from caicach.engine.facts import Facts
from caicach.engine.facts.procedure_codes import procedure_code, procedures_in
from caicach.engine.judgements import (
    JudgedFacts,
    compare,
    csv_records,
    flips,
    json_records,
    open_pool,
    open_workspace,
    store_setting,
)
from caicach.files.safe_text import safe
from caicach.files.whole_file import write_text

FORMATS = ("table", "json", "csv")
AS_RECORDED = "recorded"
MOST_FLIPS = 10
"""Flips told in words below the table."""


@dataclass(frozen=True)
class Listed:
    """What is written: the shares, or one record for each dossier, or for each flip."""

    rows: bool
    flips: bool

    @property
    def is_list(self) -> bool:
        """Say whether dossiers are listed one by one."""
        return self.rows or self.flips


def compare_clocks(  # noqa: PLR0913 - each option of the command is an argument
    context: typer.Context,
    store: StoreOption = "",
    version: FactsVersionOption = None,
    period: PeriodOption = "",
    period_end: PeriodEndOption = "",
    now: NowOption = "",
    reading: ReadingOption = None,
    agency: Annotated[str, typer.Option("--agency", metavar="CODE", help="clocks.agency")] = "",
    procedure: Annotated[
        str, typer.Option("--procedure", metavar="CODE", help="clocks.procedure")
    ] = "",
    map_day: Annotated[str, typer.Option("--map", metavar="DAY|recorded", help="clocks.map")] = "",
    rows: Annotated[bool, typer.Option("--rows", help="clocks.rows")] = False,
    only_flips: Annotated[bool, typer.Option("--flips", help="clocks.flips")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="out")] = None,
    output: Annotated[
        str | None, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = None,
) -> None:
    """Compare the shares of dossiers in time by the three clocks."""
    session, listed = session_of(context), Listed(rows, only_flips)
    session.output = _format(output, out, listed)
    if out is not None:
        check_target(out, [])
    asked = read_question(period, period_end, now, reading)
    question = replace(
        asked.question,
        agency=read_agency(agency) if agency else None,
        procedure=procedure_code(procedure) or None,
        map_day=_map_day(map_day, asked.question.end),
    )
    with opened(store) as found:
        facts = found.facts(version)
        _answer(facts, replace(asked, question=question), listed, session, out)


def _map_day(named: str, end: datetime) -> date | None:
    """Indicators of a period stand on the map of its last day, and so do its clocks."""
    if named == AS_RECORDED:
        return None
    return read_day("--map", named) if named else end.date()


def _format(named: str | None, out: Path | None, listed: Listed) -> str:
    """The ending of `--out` tells the form where none is named; rows are never a table."""
    ending = out.suffix.lower().lstrip(".") if out else ""
    found = named or (ending if ending in FORMATS else None)
    if found is None and out is not None and ending != "txt":
        raise WrongUseError("cli-out-ending", str(out), known=" | ".join(FORMATS[1:]))
    found = found or ("json" if listed.rows else "table")
    return check_format(found, FORMATS[1:] if listed.rows else FORMATS)


def _answer(facts: Facts, asked: Asked, listed: Listed, session: Session, out: Path | None) -> None:
    with open_pool(os.cpu_count() or 1) as pool, open_workspace() as workspace:
        judged = JudgedFacts(facts, asked.question, store_setting(facts, pool=pool), workspace)
        if asked.question.agency is not None and not judged.agencies:
            raise WrongUseError("clocks-agency-unknown", "--agency", value=asked.question.agency)
        _check_procedure(judged)
        pieces = _dossiers(judged, listed, session) if listed.is_list else None
        if pieces is None and session.output == "table" and out is None:
            session.show(*_page(judged, asked, session))
            return
        pieces = pieces or iter([_shares(judged, asked, session)])
        if out is None:
            for piece in pieces:
                session.print_text(piece)
        else:
            write_text(out, pieces)
            session.tell(session.say(f"Đã ghi {out}", f"Wrote {out}"))


def _check_procedure(judged: JudgedFacts) -> None:
    """A procedure of no dossier must not read as one without overdue dossiers."""
    asked = judged.question.procedure
    if asked and asked not in procedures_in(judged.facts, judged.connection, ["dossiers"]):
        raise WrongUseError("clocks-procedure-unknown", "--procedure", value=asked)


def _dossiers(judged: JudgedFacts, listed: Listed, session: Session) -> Iterator[str]:
    """One by one, as many as there are."""
    if session.output == "json":
        return json_records(judged, only_flips=listed.flips)
    if session.output == "csv":
        return csv_records(judged, only_flips=listed.flips)
    return (f"{line}\n" for line in _flip_lines(judged, session, None))


def _flip_lines(judged: JudgedFacts, session: Session, most: int | None) -> Iterator[str]:
    for each in flips(judged, most):
        yield safe(f"{each.code or each.key}: {verdict_words(each.verdicts, session)}")


def _page(judged: JudgedFacts, asked: Asked, session: Session) -> list[RenderableType]:
    found = compare(judged)
    page = comparison_page(found, asked, session)
    if found.total.flips:
        page.append(
            session.count(
                found.total.flips,
                "hồ sơ lệch: còn hạn theo cách này, quá hạn theo cách khác.",
                "dossier flips: in time by one clock, late by another.",
                "dossiers flip: in time by one clock, late by another.",
            )
        )
        page += pattern_lines(found.total, session)
        page.append(session.say("Những hồ sơ đầu tiên:", "The first of them:"))
        page += [f"  {line}" for line in _flip_lines(judged, session, MOST_FLIPS)]
        if found.total.flips > MOST_FLIPS:
            page.append(session.say("  … xem đủ bằng --flips.", "  … --flips shows them all."))
    return page


def _shares(judged: JudgedFacts, asked: Asked, session: Session) -> str:
    found = compare(judged)
    if session.output == "json":
        return json_text(comparison_entry(found, judged, asked, session))
    if session.output == "csv":
        return comparison_csv(found, session)
    return session.plain(*_page(judged, asked, session))
