"""`caicach intake`: files of records taken into a store."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from caicach.cli.intake.progress import ProgressLine
from caicach.cli.refusal import DONE, FAULTS, WRONG_USE, FaultsError, WrongUseError
from caicach.cli.session import Session, check_files, check_format, session_of
from caicach.cli.stores import NoWait, StoreOption, store_address, store_words, waiting
from caicach.core.issues import Issue, has_faults, issue
from caicach.engine.facts import Store, StoreError
from caicach.engine.intake import FileTaken, Intake, IntakeSetting, Taken
from caicach.engine.profiles import Reading, load_profile

KEY_VARIABLE = "CAICACH_PSEUDONYM_KEY"
SHORTEST_KEY = 16
MOST_FILES = 12
"""More files are shown as one line, with those that could not be read whole."""


def take(  # noqa: PLR0913 - each option of the command is an argument
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="intake.files")],
    profile: Annotated[str, typer.Option("--profile", "-p", metavar="P", help="profile")],
    store: StoreOption = "",
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="key")] = None,
    vendor: Annotated[str | None, typer.Option("--vendor", metavar="NAME", help="vendor")] = None,
    sender: Annotated[str | None, typer.Option("--sender", metavar="CODE", help="sender")] = None,
    exported_at: Annotated[
        str | None, typer.Option("--exported-at", metavar="T", help="exported-at")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="again")] = False,
    no_wait: NoWait = False,
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="table|json", help="format")
    ] = "table",
) -> None:
    """Take files in: read, merge, judge, commit."""
    session = session_of(context)
    session.output = check_format(output, ("table", "json"))
    paths = _files_in(files)
    found, issues = load_profile(profile)
    if found is None:
        raise FaultsError(issues)
    reading = Reading(_key(key), vendor, sender, _instant(exported_at))
    line = ProgressLine(session)
    setting = IntakeSetting(reading, os.cpu_count() or 1, line.show, waiting(session), again)
    with store_words():
        intake = Intake(_made_or_opened(store_address(store)), setting)
        try:
            taken = intake.run(paths, found, wait=not no_wait)
        finally:
            line.close()
    remarks = [*issues, *intake.issues]
    _tell(session, taken, remarks)
    raise typer.Exit(_exit_code(taken, remarks))


def _exit_code(taken: Taken, remarks: Sequence[Issue]) -> int:
    """Files of which none suits the profile are a wrong use; one among others is a fault."""
    if all(told.is_refused for told in taken.files):
        return WRONG_USE
    return FAULTS if has_faults(remarks) else DONE


def _made_or_opened(address: str) -> Store:
    """The first intake makes the store."""
    try:
        return Store.open(address)
    except StoreError as error:
        if error.code != "store-missing":
            raise
        return Store.create(address)


def _files_in(named: Sequence[Path]) -> list[Path]:
    """A folder stands for the files in it, by name; what begins with a dot is not meant."""
    check_files(named)
    found: list[Path] = []
    for path in named:
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else []
        found += [each for each in inside if not each.name.startswith(".")] or [path]
    empty = [issue("intake-folder-empty", str(path)) for path in found if path.is_dir()]
    if empty:
        raise WrongUseError.of(empty)
    return found


def _key(file: Path | None) -> bytes | None:
    """The office's secret, from a file that only the office can read."""
    named = file or (Path(os.environ[KEY_VARIABLE]) if os.environ.get(KEY_VARIABLE) else None)
    if named is None:
        return None
    check_files([named])
    key = named.read_bytes().strip()
    if len(key) < SHORTEST_KEY:
        raise WrongUseError("intake-key-short", str(named), bytes=len(key), least=SHORTEST_KEY)
    return key


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUseError("intake-time-unreadable", f"--exported-at {text}") from None
    if found.tzinfo is not None:
        raise WrongUseError("intake-time-unreadable", f"--exported-at {text}")
    return found


def _tell(session: Session, taken: Taken, remarks: Sequence[Issue]) -> None:
    session.tell_issues(remarks)
    if session.output == "json":
        session.print_json(
            {
                "version": taken.version,
                "months": taken.months,
                "files": [
                    each.entry() | {"known": each.known, "refused": each.is_refused}
                    for each in taken.files
                ],
                "issues": [each.text(session.lang) for each in remarks],
            }
        )
        return
    session.show(_table(session, taken), _closing(session, taken))


def _table(session: Session, taken: Taken) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(session.say("Tệp", "File"))
    heads = (
        session.say("Đọc", "Read"),
        session.say("Mới", "New"),
        session.say("Đổi", "Changed"),
        session.say("Như cũ", "Unchanged"),
        session.say("Không đọc được", "Unreadable"),
    )
    for head in heads:
        table.add_column(head, justify="right")
    many = len(taken.files) > MOST_FILES
    for told in taken.files:
        if not many or told.unreadable or told.is_refused:
            table.add_row(told.name, *_counts(session, told))
    if many:
        fresh = [told for told in taken.files if told.is_taken]
        count = len(taken.files)
        sums = (
            sum(each.records for each in fresh),
            sum(each.added for each in fresh),
            sum(each.changed for each in fresh),
            sum(each.unchanged for each in fresh),
            sum(each.unreadable for each in fresh),
        )
        table.add_row(session.say(f"{count} tệp", f"{count} files"), *map(str, sums))
    return table


def _counts(session: Session, told: FileTaken) -> tuple[str, ...]:
    if told.known:
        return (session.say("đã nạp", "taken in before"),)
    if told.is_refused:
        return (session.say("không nạp", "not taken in"),)
    counts = (told.records, told.added, told.changed, told.unchanged, told.unreadable)
    return tuple(map(str, counts))


def _closing(session: Session, taken: Taken) -> str:
    if taken.version is None:
        same = session.say(
            "Không có gì mới; kho số liệu giữ nguyên.", "Nothing new; the store is as it was."
        )
        if not any(told.known for told in taken.files):
            return same
        more = session.say(
            "Đã sửa cách đọc, đơn vị gửi hay khóa thì đọc lại tệp bằng --again.",
            "If the profile, the sender or the key has changed, read the files again with --again.",
        )
        return f"{same} {more}"
    months = len(taken.months)
    return session.say(
        f"Phiên bản số liệu {taken.version}; đã ghi lại {months} tháng hồ sơ.",
        f"Facts version {taken.version}; {months} months of dossiers written.",
    )
