"""`caicach standards import`: an official appendix read into an edition and a list to confirm."""

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from caicach.cli.listing import FORMATS, Column, show_listing
from caicach.cli.refusal import DONE, FAULTS, FaultsError, WrongUseError
from caicach.cli.session import Session, check_files, check_format, session_of
from caicach.cli.standards.confirmation import confirm_page, place_words
from caicach.core.criteria.edition import EDITION_NAME
from caicach.core.issues import has_faults
from caicach.core.numbers import format_number, plain
from caicach.core.scoring.document import issue_entry
from caicach.files.appendix import Imported, Row, import_appendix
from caicach.files.reports.words import counted
from caicach.files.tables import read_bytes
from caicach.files.whole_file import write_text


def import_(  # noqa: PLR0913 - each option of the command is an argument
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="appendix")],
    name: Annotated[str, typer.Option("--as", metavar="SET/EDITION", help="as")],
    folder: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="folder")] = Path(),
    part: Annotated[str | None, typer.Option("--part", metavar="SHEET", help="part")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="overwrite")] = False,
    output: Annotated[
        str, typer.Option("--format", "-f", metavar="|".join(FORMATS), help="format")
    ] = "table",
) -> None:
    """Read the criteria table of an appendix, propose rules, list what to confirm."""

    session = session_of(context)
    session.output = check_format(output, FORMATS)
    check_files([file])
    target = _target(name, folder, overwrite=overwrite)
    content, issues = read_bytes(file, str(file))
    if content is None:
        raise FaultsError(issues)
    found = import_appendix(content, str(file), name, part)
    if found.edition_text:
        _write(target, found, session)
    _tell(found, session, target if found.edition_text else None)
    raise typer.Exit(FAULTS if has_faults(found.issues) else DONE)


def _target(name: str, folder: Path, *, overwrite: bool) -> Path:
    """The name is a pattern without dots before a slash, so it cannot lead out of `folder`."""
    if not re.fullmatch(EDITION_NAME, name):
        raise WrongUseError("cli-edition-name", f"--as {name}")
    if not folder.is_dir():
        raise WrongUseError("cli-out-no-folder", f"--out {folder}", folder=folder)
    target = folder / f"{name}.yaml"
    root = folder.resolve()
    if root not in target.resolve().parents:
        raise WrongUseError("cli-out-outside", str(target), folder=folder)
    if target.exists() and not overwrite:
        raise WrongUseError("cli-out-exists", str(target))
    return target


def _confirm_path(target: Path) -> Path:
    return target.with_name(f"{target.stem}.confirm.md")


def _write(target: Path, found: "Imported", session: Session) -> None:

    target.parent.mkdir(parents=True, exist_ok=True)
    write_text(target, found.edition_text)
    write_text(_confirm_path(target), confirm_page(found, session.lang))


def _tell(found: "Imported", session: Session, written: Path | None) -> None:
    columns = [
        Column("code", session.say("Mã", "Code"), folds=False),
        Column("name", session.say("Nội dung", "Item")),
        Column("max", session.say("Tối đa", "Maximum"), right=True),
        Column("rule", session.say("Quy tắc", "Rule"), folds=False),
        Column("place", session.say("Chỗ đọc", "Place")),
    ]
    rows = [_row(each, session) for each in found.rows]
    if rows or session.output != "table":
        show_listing(session, columns, rows, _content(found, session, written), found.title)
    if session.output == "json":
        return
    session.tell_issues(found.issues)
    if rows:
        session.tell(_summary(found, session))
    if written is not None:
        also = _confirm_path(written)
        session.tell(session.say(f"Đã ghi {written} và {also}", f"Wrote {written} and {also}"))
    if written is not None and has_faults(found.issues):
        session.tell(
            session.say(
                "Bảng có lỗi: bộ tiêu chí chưa dùng được cho đến khi sửa các chỗ nêu ở đầu tệp.",
                "The table has faults: the edition cannot be used until those its head names "
                "are mended.",
            )
        )


def _summary(found: "Imported", session: Session) -> str:
    rows, ruled = len(found.rows), sum(each.rule is not None for each in found.rows)
    judged = sum((each.rule or {}).get("kind") == "judged" for each in found.rows)
    look = len(found.confirm)
    return session.say(
        f"Đọc {rows} dòng; {ruled - judged} mục có quy tắc đề xuất, {judged} mục do người "
        f"thẩm định cho điểm; {look} chỗ cần xác nhận.",
        f"{counted(rows, 'row')} read; {counted(ruled - judged, 'item')} with a proposed rule, "
        f"{judged} left to an appraiser; {counted(look, 'place')} to confirm.",
    )


def _row(row: "Row", session: Session) -> list[str]:
    maximum = row.max_printed if row.max is None else format_number(row.max, lang=session.lang)
    place = place_words(row.place, session.lang)
    return [row.code, row.name, maximum, str((row.rule or {}).get("kind", "")), place]


def _content(found: "Imported", session: Session, written: Path | None) -> dict[str, Any]:

    return {
        "title": found.title,
        "written": None if written is None else [str(written), str(_confirm_path(written))],
        "rows": [_row_entry(each) for each in found.rows],
        "confirm": [
            {
                "code": each.code,
                "place": str(each.place),
                "read": each.read,
                "why": each.why(session.lang),
            }
            for each in found.confirm
        ],
        "issues": [issue_entry(each, session.lang) for each in found.issues],
        "edition": found.edition_text,
    }


def _row_entry(row: "Row") -> dict[str, Any]:
    return {
        "code": row.code,
        "printed_code": row.printed_code,
        "occurrence": row.occurrence,
        "parent": row.parent,
        "level": row.level,
        "name": row.name,
        "max": None if row.max is None else plain(row.max),
        "max_printed": row.max_printed,
        "in_total": row.in_total,
        "rule": row.rule,
        "survey": row.survey,
        "scoring_text": row.scoring_text,
        "evidence": row.evidence,
        "not_applicable_to": row.not_applicable_to,
        "lead": row.lead,
        "place": str(row.place),
    }
