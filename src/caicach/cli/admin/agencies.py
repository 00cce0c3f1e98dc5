"""`caicach admin load-map`, `import-agencies`, `export-agencies`: the register from the machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caicach.cli.admin.workspace import open_workspace
from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.cli.session import Session, check_files, check_target, session_of
from caicach.core.issues import has_faults

if TYPE_CHECKING:
    from caicach.web.agencies.models import Operation

ENDINGS = (".xlsx", ".csv", ".yaml", ".yml")


def load_map(
    context: typer.Context,
    province: Annotated[str, typer.Option("--province", metavar="NAME", help="province")] = "",
    everything: Annotated[bool, typer.Option("--all", help="all")] = False,
    departments: Annotated[bool, typer.Option("--departments", help="departments")] = False,
) -> None:
    """Load the shipped map of one province, or of the nation, into the register."""
    session = session_of(context)
    if bool(province) == everything:
        raise WrongUseError("admin-map-which", "--province | --all")
    open_workspace()
    from caicach.web.agencies.actions import RefusedError
    from caicach.web.agencies.maps import load_map, province_named
    from caicach.web.audit.actor import Actor

    code = province_named(province) if province else None
    if province and code is None:
        raise WrongUseError("admin-province-unknown", f"--province {province}")
    by = Actor.system("caicach admin load-map")
    try:
        _tell(session, load_map(by=by, province=code, departments=departments))
    except RefusedError as error:
        raise FaultsError(error.issues) from error


def import_agencies(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="agencies-file")],
    check: Annotated[bool, typer.Option("--check", help="check-only")] = False,
) -> None:
    """Add the agencies of a table to the register, all or none."""
    session = session_of(context)
    check_files([file])
    open_workspace()
    from caicach.web.agencies.actions import RefusedError
    from caicach.web.agencies.tables import import_table, read_table
    from caicach.web.audit.actor import Actor

    by = Actor.system("caicach admin import-agencies")
    content = file.read_bytes()
    table = read_table(content, str(file))
    if has_faults(table.issues):
        raise FaultsError(table.issues)
    session.tell_issues(table.issues)
    if check:
        count = len(table.agencies)
        vi = f"{count} dòng dùng được; chưa lưu gì."
        session.tell(session.say(vi, f"{count} rows are sound; nothing was saved."))
        return
    try:
        _tell(session, import_table(by=by, table=table, content=content, file_name=file.name))
    except RefusedError as error:
        raise FaultsError(error.issues) from error


def export_agencies(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="agencies-out")],
) -> None:
    """Write the whole register: a workbook, a CSV, or the YAML that `facts agencies` takes."""
    session = session_of(context)
    if out.suffix.lower() not in ENDINGS:
        raise WrongUseError("admin-export-ending", str(out), known=" | ".join(ENDINGS))
    check_target(out, [])
    open_workspace()
    from caicach.web.agencies.exporting import write_register
    from caicach.web.register.queries import whole_register

    count = len(whole_register().agencies)
    if not count:
        raise WrongUseError("admin-register-empty", str(out))
    write_register(out, session.lang)
    session.tell(session.say(f"{out}: {count} dòng cơ quan.", f"{out}: {count} entries."))


def _tell(session: Session, done: "Operation | None") -> None:
    if done is None:
        vi, en = "Sổ cơ quan đã có đủ; không có gì thay đổi.", "The register has it all already."
        session.tell(session.say(vi, en))
        return
    added = done.changes["added"]
    entries, agencies = len(added["entries"]), len(added["agencies"])
    session.tell(
        session.say(
            f"Đã thêm {agencies} cơ quan, {entries} dòng tên.",
            f"{agencies} agencies added, {entries} entries.",
        )
    )
