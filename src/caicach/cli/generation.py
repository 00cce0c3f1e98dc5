"""`caicach generate`: the records of an invented province, and what is true of them."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, cast

import typer

from caicach.cli.refusal import WrongUseError
from caicach.cli.session import Session, check_format, session_of
from caicach.engine.generator import Generated, Setting, check_setting, generate, generate_bulk
from caicach.engine.generator.setting import Format

FORMATS = ("ndjson", "json")
FAULTS = ("none", "usual")


def generate_(  # noqa: PLR0913 - each option of the command is an argument
    context: typer.Context,
    province: Annotated[str, typer.Option("--province", metavar="NAME", help="province")],
    dossiers: Annotated[int, typer.Option("--dossiers", metavar="N", help="dossiers")],
    folder: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="out")],
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="seed")] = 1,
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="from")] = "2024-11-01",
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="to")] = "2026-10-31",
    agencies: Annotated[int, typer.Option("--agencies", metavar="K", help="agencies")] = 60,
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = "ndjson",
    is_compressed: Annotated[bool, typer.Option("--gzip", help="gzip")] = False,
    faults: Annotated[
        str, typer.Option("--faults", metavar="|".join(FAULTS), help="faults")
    ] = "usual",
    no_truth: Annotated[bool, typer.Option("--no-truth", help="no-truth")] = False,
    is_bulk: Annotated[bool, typer.Option("--bulk", help="bulk")] = False,
) -> None:
    """Write an invented province: payload files, registers, and the true answers."""
    session = session_of(context)
    check_format(output, FORMATS)
    if faults not in FAULTS:
        raise WrongUseError("cli-format-unknown", f"--faults {faults}", known=" | ".join(FAULTS))
    setting = Setting(
        province,
        dossiers,
        seed,
        _day(first, "--from"),
        _day(last, "--to"),
        agencies=agencies,
        format=cast("Format", output),
        is_compressed=is_compressed,
        has_faults=faults == "usual",
        has_truth=not no_truth,
    )
    if issues := check_setting(setting):
        raise WrongUseError.of(issues)
    _check_folder(folder)
    make = generate_bulk if is_bulk else generate
    _tell(session, folder, make(setting, folder, _Bar(session, dossiers).show))


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUseError("generator-day-unreadable", f"{option} {text}") from None


def _check_folder(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUseError("generator-folder-in-use", str(folder))


class _Bar:
    """How far the run is; a terminal sees it, a log does not."""

    def __init__(self, session: Session, total: int) -> None:
        self.session = session
        self.total = total

    def show(self, written: int) -> None:
        if sys.stderr.isatty():
            share = 100 * written // self.total
            words = self.session.say("hồ sơ", "dossiers")
            sys.stderr.write(f"\r{written}/{self.total} {words} ({share}%)")
            sys.stderr.write("\n" if written == self.total else "")


def _tell(session: Session, folder: Path, generated: Generated) -> None:
    session.show(session.say(f"Đã ghi {folder}", f"Wrote {folder}"))
    for name, count in generated.records.items():
        session.show(f"  {name}: {count}")
