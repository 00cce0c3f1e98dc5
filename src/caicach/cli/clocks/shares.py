"""The shares of the three clocks as a table, as CSV and as JSON."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rich.console import RenderableType

from caicach.cli.clocks.asking import Asked
from caicach.cli.clocks.verdict_words import short_label, states_words
from caicach.cli.listing import Column, csv_of, table_of
from caicach.cli.session import Session
from caicach.core.clocks import CLOCK_CODES, State, taken_readings
from caicach.core.numbers import format_number, format_percent, no_data
from caicach.engine.judgements import CLOCKS, AgencyClocks, Comparison, JudgedFacts, Share

MOST_PATTERNS = 5


def comparison_page(found: Comparison, asked: Asked, session: Session) -> list[RenderableType]:
    """Return the table of agencies with all of them last, and what it was made by."""
    title = session.say(
        "Tỷ lệ đúng hạn và còn hạn theo ba cách tính", "Shares in time by the three clocks"
    )
    rows = [_shown(each, session) for each in found.agencies]
    rows += _totals(found.total, session)
    table = table_of(_columns(session), rows, f"{title} · {asked.words(session)}")
    return [table, *_remarks(found.total, asked, session)]


def _columns(session: Session) -> list[Column]:
    return [
        Column("agency", session.say("Cơ quan", "Agency")),
        Column("dossiers", session.say("Hồ sơ", "Dossiers"), right=True),
        *(Column(clock, short_label(clock, session), right=True) for clock in CLOCK_CODES),
        Column("flips", session.say("Lệch", "Flips"), right=True),
    ]


def _shown(each: AgencyClocks, session: Session) -> list[str]:
    label = "" if each.label is None else each.label.text(session.lang)
    name = " ".join(part for part in (each.code, label) if part)
    return [
        name or session.say("(không có mã)", "(no code)"),
        format_number(each.dossiers, lang=session.lang),
        *(_percent(each.share(clock), session) for clock in CLOCK_CODES),
        format_number(each.flips, lang=session.lang),
    ]


def _totals(total: AgencyClocks, session: Session) -> Iterator[list[str]]:
    counts = [format_number(n, lang=session.lang) for n in (total.dossiers, total.flips)]
    shares = [_percent(total.share(clock), session) for clock in CLOCK_CODES]
    yield [session.say("Tất cả", "All"), counts[0], *shares, counts[1]]
    if total.distinct != total.counts:
        distinct = AgencyClocks("", None, total.distinct)
        counts = [format_number(n, lang=session.lang) for n in (distinct.dossiers, distinct.flips)]
        shares = [_percent(distinct.share(clock), session) for clock in CLOCK_CODES]
        label = session.say("Không kể hồ sơ trùng", "Without duplicates")
        yield [label, counts[0], *shares, counts[1]]
    finished = [_finished(total.share(clock), session) for clock in CLOCK_CODES]
    yield [session.say("Chỉ hồ sơ đã xong", "Finished only"), "", *finished, ""]


def _percent(share: Share, session: Session) -> str:
    return _ratio(share.numerator, share.denominator, session)


def _finished(share: Share, session: Session) -> str:
    return _ratio(share.finished_numerator, share.finished_denominator, session)


def _ratio(numerator: int, denominator: int, session: Session) -> str:
    """No dossiers is not zero percent."""
    if denominator == 0:
        return no_data(session.lang)
    percent = Decimal(numerator) * 100 / denominator
    return format_percent(percent, lang=session.lang, places=2)


def _remarks(total: AgencyClocks, asked: Asked, session: Session) -> Iterator[str]:
    for clock in asked.question.clocks:
        default = taken_readings(next(each for each in CLOCKS if each.name == clock.name))
        taken = taken_readings(clock)
        other = [
            f"{clock.name}.{name}={taken[name]}" for name in taken if taken[name] != default[name]
        ]
        if other:
            yield session.say(f"Cách đọc: {', '.join(other)}", f"Readings: {', '.join(other)}")
    if total.counted_by_some:
        yield session.count(
            total.counted_by_some,
            "hồ sơ có cách tính vào, có cách bỏ ra.",
            "dossier is counted by one clock and left out by another.",
            "dossiers are counted by one clock and left out by another.",
        )


def pattern_lines(total: AgencyClocks, session: Session) -> Iterator[str]:
    """Yield the most frequent ways in which the clocks differ, with their counts."""
    for states, count in list(total.patterns().items())[:MOST_PATTERNS]:
        said = states_words(dict(zip(CLOCK_CODES, states, strict=True)), session)
        yield f"  {format_number(count, lang=session.lang)} × {said}"


SHARE_PARTS = ("numerator", "denominator", "finished_numerator", "finished_denominator")


def comparison_csv(found: Comparison, session: Session) -> str:
    """Return one row an agency: counts as integers, ratios left to the reader."""
    parts = [f"{clock}_{part}" for clock in CLOCK_CODES for part in SHARE_PARTS]
    without = [f"{part}_without_duplicates" for part in parts]
    keys = ["agency", "name", "dossiers", "flips", "counted_by_some", *parts, *without]
    rows = [_csv_row(each, session) for each in found.agencies]
    return csv_of([Column(key, "") for key in keys], rows)


def _csv_row(each: AgencyClocks, session: Session) -> list[str]:
    label = "" if each.label is None else each.label.text(session.lang)
    shares = [
        getattr(each.share(clock, without_duplicates=without), part)
        for without in (False, True)
        for clock in CLOCK_CODES
        for part in SHARE_PARTS
    ]
    counts = (each.dossiers, each.flips, each.counted_by_some, *shares)
    return [each.code, label, *map(str, counts)]


def comparison_entry(
    found: Comparison, judged: JudgedFacts, asked: Asked, session: Session
) -> dict[str, Any]:
    """Return the comparison with all that made it, for JSON."""
    question = asked.question
    return {
        "facts_version": judged.facts.version,
        "period": None if asked.period is None else str(asked.period),
        "start": question.start,
        "end": question.end,
        "now": question.now or question.end,
        "map": question.map_day,
        "agency": question.agency,
        "procedure": question.procedure,
        "readings": {clock.name: taken_readings(clock) for clock in question.clocks},
        "total": _entry(found.total, session),
        "agencies": [_entry(each, session) for each in found.agencies],
    }


def _entry(each: AgencyClocks, session: Session) -> dict[str, Any]:
    return {
        "agency": each.code or None,
        "name": None if each.label is None else each.label.text(session.lang),
        "dossiers": each.dossiers,
        "flips": each.flips,
        "counted_by_some": each.counted_by_some,
        "clocks": {
            clock: {
                **_share_entry(each.share(clock)),
                "states": _state_counts(each, CLOCK_CODES[clock] - 1),
                "without_duplicates": _share_entry(each.share(clock, without_duplicates=True)),
            }
            for clock in CLOCK_CODES
        },
        "patterns": [
            {**dict(zip(CLOCK_CODES, map(str, states), strict=True)), "dossiers": count}
            for states, count in each.patterns().items()
        ],
    }


def _state_counts(each: AgencyClocks, place: int) -> dict[str, int]:
    return {
        str(state): sum(n for states, n in each.counts.items() if states[place] is state)
        for state in State
    }


def _share_entry(share: Share) -> dict[str, int]:
    return {part: getattr(share, part) for part in SHARE_PARTS}
