"""`caicach clocks explain`: one dossier by the three clocks, its steps, its file and line."""

from typing import Annotated, Any

import typer
from rich.console import RenderableType

from caicach.cli.clocks.asking import (
    NowOption,
    PeriodEndOption,
    PeriodOption,
    ReadingOption,
    read_question,
)
from caicach.cli.clocks.verdict_words import clock_label, grounds, instant_words
from caicach.cli.listing import Column, table_of
from caicach.cli.refusal import WrongUseError
from caicach.cli.session import Session, check_format, session_of
from caicach.cli.stores import FactsVersionOption, StoreOption, opened
from caicach.core.clocks import ClockName, Judgement, state_words
from caicach.core.issues import issue, known_codes, shorten, words
from caicach.engine.judgements import (
    FoundDossier,
    find_dossiers,
    judge_found,
    store_setting,
)
from caicach.files.safe_text import safe

FORMATS = ("table", "json")

STATUSES = (
    ("khác", "other"),
    ("mới đăng ký", "registered"),
    ("được tiếp nhận", "received"),
    ("không được tiếp nhận", "refused"),
    ("đang xử lý", "in progress"),
    ("yêu cầu bổ sung giấy tờ", "supplement asked"),
    ("yêu cầu thực hiện nghĩa vụ tài chính", "payment asked"),
    ("công dân yêu cầu rút hồ sơ", "withdrawn"),
    ("dừng xử lý", "stopped"),
    ("đã xử lý xong", "finished"),
    ("đã trả kết quả", "result handed over"),
)
"""Words of the national status codes, 0 for any other."""


def explain(  # noqa: PLR0913 - each option of the command is an argument
    context: typer.Context,
    dossier: Annotated[str, typer.Argument(metavar="CODE|KEY", help="origin.dossier")],
    store: StoreOption = "",
    version: FactsVersionOption = None,
    period: PeriodOption = "",
    period_end: PeriodEndOption = "",
    now: NowOption = "",
    reading: ReadingOption = None,
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = "table",
) -> None:
    """Tell in words how each clock judges one dossier, and from which steps and dates."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    asked = read_question(period, period_end, now, reading)
    with opened(store) as found:
        facts = found.facts(version)
        setting = store_setting(facts)
        dossiers = find_dossiers(facts, dossier, setting)
    if not dossiers:
        where = facts.store.address
        missing = issue("store-row-unknown", where, version=facts.version, value=shorten(dossier))
        raise WrongUseError.of([missing])
    judged = [(each, judge_found(each, asked.question, setting)) for each in dossiers]
    if session.output == "json":
        session.print_json([_entry(each, verdicts) for each, verdicts in judged])
        return
    for each, verdicts in judged:
        session.show(*_page(each, verdicts, asked.words(session), session))


Verdicts = dict[ClockName, Judgement]


def _page(
    each: FoundDossier, verdicts: Verdicts, period: str, session: Session
) -> list[RenderableType]:
    row = each.row
    agency = " ".join(part for part in (row["agency"], row["agency_name"]) if part)
    head = [row["code"] or row["key"], agency, row["procedure"] or "", period]
    rows = [
        [
            clock_label(clock, session),
            state_words(found.state, session.lang),
            grounds(found, session),
        ]
        for clock, found in verdicts.items()
    ]
    columns = [
        Column("clock", session.say("Cách tính", "Clock")),
        Column("state", session.say("Kết luận", "Verdict"), folds=False),
        Column("reason", session.say("Căn cứ", "Grounds")),
    ]
    title = " · ".join(part for part in head if part)
    return [table_of(columns, rows, title), *_dates(each, session), *_rest(each, session)]


def _dates(each: FoundDossier, session: Session) -> list[RenderableType]:
    times = each.times
    dates = {
        session.say("Tiếp nhận", "Received"): times.received_at,
        session.say("Hẹn trả", "Due"): times.due_at,
        session.say("Kết thúc xử lý", "End of processing"): times.ended_at,
        session.say("Trả kết quả", "Handed over"): times.returned_at,
        session.say("Từ chối", "Refused"): times.refused_at,
    }
    rows = [[label, instant_words(at, session)] for label, at in dates.items() if at is not None]
    for step in times.steps:
        label = session.say(f"Bước {step.status}", f"Step {step.status}")
        rows.append(
            [f"{label} – {session.say(*STATUSES[step.status])}", instant_words(step.at, session)]
        )
    for asked, answered in times.supplements or ():
        rows += [
            [label, instant_words(at, session)]
            for label, at in (
                (session.say("Yêu cầu bổ sung", "Supplement asked"), asked),
                (session.say("Đã bổ sung", "Supplement answered"), answered),
            )
            if at is not None
        ]
    columns = [Column("what", session.say("Mốc", "Event")), Column("at", session.say("Lúc", "At"))]
    return [table_of(columns, rows)]


def _rest(each: FoundDossier, session: Session) -> list[RenderableType]:
    """The maximum time, the flaws of the row, and where it was read."""
    maximum, lines = each.times.maximum, []
    if maximum is not None:
        unit = session.say(*UNITS[maximum.unit])
        lines.append(
            session.say(
                f"Thời hạn giải quyết của thủ tục: {maximum.amount:g} {unit}",
                f"Maximum time of the procedure: {maximum.amount:g} {unit}",
            )
        )
    for code in each.row["faults"] or ():
        said = words(code, session.lang).problem if code in known_codes() else code
        lines.append(f"{session.say('Lưu ý', 'Note')}: {said} [{code}]")
    return [safe(line) for line in [*lines, _origin(each, session)]]


UNITS = {
    "working_day": ("ngày làm việc", "working days"),
    "calendar_day": ("ngày", "days"),
    "hour": ("giờ", "hours"),
}


def _origin(each: FoundDossier, session: Session) -> str:
    row, name = each.row, each.file_name or each.row["file"] or "?"
    return session.say(
        f"Nguồn: {name}, bản ghi {row['record'] or '?'}, dòng {row['line'] or '?'}",
        f"Source: {name}, record {row['record'] or '?'}, line {row['line'] or '?'}",
    )


def _entry(each: FoundDossier, verdicts: Verdicts) -> dict[str, Any]:
    row, times = each.row, each.times
    return {
        "dossier": row["code"],
        **{name: row[name] for name in ("key", "agency", "agency_name", "procedure", "status")},
        **{clock: str(found.state) for clock, found in verdicts.items()},
        "end": {clock: found.end_at for clock, found in verdicts.items()},
        "due": {clock: found.due_at for clock, found in verdicts.items()},
        "reason": {clock: found.reason for clock, found in verdicts.items()},
        "step": {clock: found.step and found.step._asdict() for clock, found in verdicts.items()},
        "steps": [step._asdict() for step in times.steps],
        "supplements": [each._asdict() for each in times.supplements or ()],
        "faults": row["faults"] or [],
        "file": each.file_name,
        **{name: row[name] for name in ("record", "line")},
    }
