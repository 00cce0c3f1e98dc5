"""`caicach profiles check`: faults of profiles, and what a sample of real data becomes."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from caicach.cli.listing import FORMATS, Column, ListingFormat, show_listing, table_of
from caicach.cli.profiles.shelf import open_profile
from caicach.cli.refusal import DONE, FAULTS
from caicach.cli.session import Session, check_files, check_format, session_of
from caicach.core.issues import Issue, has_faults
from caicach.core.issues.catalogue import words
from caicach.core.scoring.document import issue_entry
from caicach.engine.profiles import Sample, load_profile, shipped_profiles, take_sample
from caicach.files.safe_text import safe

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME|FILE]...", help="profiles.names")]


def check(
    context: typer.Context,
    names: Names = None,
    sample: Annotated[
        Path | None, typer.Option("--sample", metavar="DATA", help="profiles.sample")
    ] = None,
    rows: Annotated[int, typer.Option("--rows", metavar="N", min=1, help="profiles.rows")] = 3,
    output: ListingFormat = "table",
) -> None:
    """Check profiles; with a sample, show what its first records become."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    check_files([sample])
    if sample is None:
        broken = _check_all(session, names or shipped_profiles())
    else:
        broken = [_try_on(session, name, sample, rows) for name in names or shipped_profiles()]
    raise typer.Exit(FAULTS if any(broken) else DONE)


def _check_all(session: Session, names: Sequence[str]) -> list[bool]:
    found = [(name, load_profile(name)[1]) for name in names]
    if session.output != "json":
        session.tell_issues(each for _, issues in found for each in issues)
    columns = [
        Column("profile", session.say("Cách đọc nguồn", "Profile"), folds=False),
        Column("verdict", session.say("Kết quả", "Verdict")),
        Column("faults", session.say("Lỗi", "Faults"), right=True),
    ]
    entries = [
        {"profile": name, "usable": not has_faults(issues), "issues": _entries(issues, session)}
        for name, issues in found
    ]
    table = [[name, _verdict(issues, session), str(len(issues))] for name, issues in found]
    show_listing(session, columns, table, entries)
    return [has_faults(issues) for _, issues in found]


def _verdict(issues: Sequence[Issue], session: Session) -> str:
    if has_faults(issues):
        return session.say("có lỗi", "has faults")
    return session.say("dùng được", "usable")


def _entries(issues: Sequence[Issue], session: Session) -> list[Any]:
    return [issue_entry(each, session.lang) for each in issues]


def _try_on(session: Session, name: str, path: Path, shown: int) -> bool:
    samples = take_sample(open_profile(name), path, shown)
    issues = [each for sample in samples for each in sample.issues]
    if session.output == "json":
        session.print_json([_entry(each, session) for each in samples])
        return has_faults(issues)
    session.tell_issues(issues)
    for sample in samples:
        _show(sample, session)
    return has_faults(issues)


def _show(sample: Sample, session: Session) -> None:
    columns = [
        Column("record", session.say("Bản ghi", "Record"), right=True),
        Column("column", session.say("Cột", "Column"), folds=False),
        Column("source", session.say("Lấy từ", "From")),
        Column("printed", session.say("Trong tệp", "In the file")),
        Column("value", session.say("Thành", "Becomes")),
    ]
    rows = [
        [str(row.record), each.column, each.sources, each.printed[:80], each.value[:80]]
        for row in sample.rows
        for each in row.fields
        if each.printed or each.value
    ]
    if session.output == "csv":
        show_listing(session, columns, rows, None)
        return
    session.show(table_of(columns, rows, sample.feed.profile), *_remarks(sample, session))


def _remarks(sample: Sample, session: Session) -> Iterator[str]:
    read = session.say(
        "Đã thử {0} bản ghi, {1} không đọc được.", "{0} records tried, {1} unreadable."
    )
    yield read.format(sample.records, sample.unreadable)
    for row in sample.rows:
        if row.faults:
            yield session.say("Bản ghi ", "Record ") + f"{row.record}: {', '.join(row.faults)}"
    for code, count in sample.faults.most_common():
        yield safe(f"{count} × {words(code, session.lang).problem} [{code}]")
    for names, head in _left_behind(sample, session):
        if names:
            yield safe(f"{head}: {', '.join(names)}")


def _left_behind(sample: Sample, session: Session) -> Iterator[tuple[list[str], str]]:
    yield (
        sample.passed_over,
        session.say("Trường nguồn chưa dùng", "Source fields that nothing uses"),
    )
    yield sample.unmapped, session.say("Cột chưa có nguồn", "Columns without a source")
    yield sample.empty, session.say("Cột trống ở mọi bản ghi", "Columns empty in every record")


def _entry(sample: Sample, session: Session) -> dict[str, Any]:
    return {
        "profile": sample.feed.profile,
        "table": sample.feed.table,
        "records": sample.records,
        "unreadable": sample.unreadable,
        "faults": dict(sample.faults),
        "source_fields_unused": sample.passed_over,
        "columns_without_source": sample.unmapped,
        "columns_empty": sample.empty,
        "rows": [
            {
                "record": row.record,
                "line": row.line,
                "faults": row.faults,
                "fields": [
                    {"column": f.column, "from": f.sources, "printed": f.printed, "value": f.value}
                    for f in row.fields
                ],
            }
            for row in sample.rows
        ],
        "issues": _entries(sample.issues, session),
    }
