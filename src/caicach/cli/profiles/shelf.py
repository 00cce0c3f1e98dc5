"""`caicach profiles list` and `show`: what ships, and what one profile maps."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from caicach.cli.listing import FORMATS, Column, ListingFormat, show_listing
from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.cli.session import Session, check_format, session_of
from caicach.engine.profiles import Feed, Profile, load_profile, shipped_profiles
from caicach.engine.profiles.feed import Field
from caicach.files.safe_text import safe

Name = Annotated[str, typer.Argument(metavar="NAME|FILE", help="profiles.name")]


def list_(context: typer.Context, output: ListingFormat = "table") -> None:
    """List the profiles that ship."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    columns = [
        Column("profile", session.say("Tên", "Name"), folds=False),
        Column("label", session.say("Đọc gì", "What it reads")),
        Column("table", session.say("Bảng", "Table"), folds=False),
        Column("form", session.say("Dạng tệp", "Form"), folds=False),
    ]
    found = [open_profile(name) for name in shipped_profiles()]
    entries = [
        {
            "profile": each.name,
            "label": each.label.text(session.lang),
            "tables": list(each.tables),
            "form": each.feeds[0].form,
        }
        for each in found
    ]
    rows = [[e["profile"], e["label"], ", ".join(e["tables"]), e["form"]] for e in entries]
    show_listing(session, columns, [[str(cell) for cell in row] for row in rows], entries)


def open_profile(name: str) -> Profile:
    """Return a profile. Raises WrongUseError for an unknown name, FaultsError for faults in it."""
    profile, issues = load_profile(name)
    if profile is not None:
        return profile
    if [each.code for each in issues] == ["profile-missing"]:
        raise WrongUseError.of(issues)
    raise FaultsError(issues)


def show(context: typer.Context, name: Name, output: ListingFormat = "table") -> None:
    """Print what a profile maps: column, source, codes."""
    session = session_of(context)
    session.output = check_format(output, FORMATS)
    profile = open_profile(name)
    columns = [
        Column("column", session.say("Cột", "Column"), folds=False),
        Column("source", session.say("Lấy từ", "From")),
        Column("codes", session.say("Mã", "Codes")),
    ]
    if session.output == "table":
        for feed in profile.feeds:
            session.show(*_head(feed, session))
            show_listing(session, columns, list(_rows(feed, session)), None)
        return
    rows = [row for feed in profile.feeds for row in _rows(feed, session)]
    show_listing(session, columns, rows, [_entry(feed, session) for feed in profile.feeds])


def _head(feed: Feed, session: Session) -> Iterator[str]:
    yield safe(f"{feed.profile} · {feed.label.text(session.lang)} → {feed.table}")
    for each in (feed.source, feed.note):
        if each:
            yield safe(each.text(session.lang))
    dates = session.say("Ngày giờ", "Dates")
    yield safe(f"{dates}: {', '.join(feed.dates)}")
    if feed.key:
        yield safe(
            session.say("Định danh một dòng", "Identity of a row") + ": " + " + ".join(feed.key)
        )
    if feed.left_out:
        left = session.say("Không lấy", "Left out")
        yield safe(f"{left}: {', '.join(feed.left_out)}")


def _rows(feed: Feed, session: Session) -> Iterator[list[str]]:
    for name, field in feed.fields.items():
        codes = feed.codes.get(field.codes or name, {})
        meanings = "; ".join(f"{code} = {token}" for code, token in codes.items())
        yield [name, source_words(field, session), meanings]


def source_words(field: Field, session: Session) -> str:
    """Return where a column comes from, in words."""
    if field.always is not None:
        return session.say(f"luôn là {field.always}", f"always {field.always}")
    if field.either is not None:
        parts = [source_words(each, session) for each in field.either]
        return session.say(" hoặc ", " or ").join(parts)
    if field.rows is not None:
        rows = [", ".join(f"{m}: {' | '.join(s)}" for m, s in row.items()) for row in field.rows]
        return "; ".join(rows)
    return _of_list(field, session) or " | ".join(field.from_ or ())


def _of_list(field: Field, session: Session) -> str:
    conditions = ", ".join(field.where)
    where = session.say(f" (theo {conditions})", f" (by {conditions})") if conditions else ""
    if field.any_ is not None:
        return session.say("có trong ", "any in ") + field.any_ + where
    if field.count is not None:
        return session.say("số mục của ", "count of ") + field.count + where
    if field.list_ is not None:
        members = ", ".join(f"{name}: {' | '.join(of)}" for name, of in field.of.items())
        return f"{field.list_} ({members})"
    return ""


def _entry(feed: Feed, session: Session) -> dict[str, Any]:
    content = feed.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {**content, "label": feed.label.text(session.lang)}
