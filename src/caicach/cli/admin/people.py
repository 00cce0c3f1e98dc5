"""`caicach admin create-administrator` and `import-people`: people put in from the machine."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from caicach.cli.admin.workspace import open_workspace
from caicach.cli.refusal import FaultsError, WrongUseError
from caicach.cli.session import Session, check_files, session_of
from caicach.core.issues import Issue, Said, has_faults, issue

if TYPE_CHECKING:
    from caicach.web.accounts.models import Person

COMMAND = "caicach admin create-administrator"


def create_administrator(
    context: typer.Context,
    email: Annotated[str, typer.Option("--email", metavar="ADDRESS", help="email")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="name")],
    agency: Annotated[str, typer.Option("--agency", metavar="CODE", help="agency")] = "",
    password_file: Annotated[
        Path | None, typer.Option("--password-file", metavar="FILE", help="password-file")
    ] = None,
) -> None:
    """Add somebody who administers the installation, or one agency and those below it."""
    session = session_of(context)
    check_files([password_file])
    open_workspace()
    from django.db import transaction

    from caicach.web.accounts.actions.adding import NewPerson, add_person
    from caicach.web.accounts.actions.faults import PeopleFaultsError
    from caicach.web.accounts.actions.posts import PostPlan
    from caicach.web.accounts.roles import Role
    from caicach.web.audit.actor import Actor
    from caicach.web.look.day import today

    code = agency or _topmost()
    password = _password(session, password_file)
    plan = PostPlan(Role.ADMINISTRATOR, code, today())
    try:
        with transaction.atomic():
            person = add_person(Actor.system(COMMAND), NewPerson(name, email), plan)
            _set_password(person, password)
    except PeopleFaultsError as error:
        raise FaultsError(error.issues) from error
    session.tell(session.say(f"{name} quản trị {code}.", f"{name} administers {code}."))


def import_people(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="people-file")],
    check: Annotated[bool, typer.Option("--check", help="check-only")] = False,
) -> None:
    """Add people and posts from a table, all or none."""
    session = session_of(context)
    check_files([file])
    open_workspace()
    from caicach.web.accounts.actions.importing import check_import, read_people
    from caicach.web.accounts.actions.importing import import_people as take_in
    from caicach.web.audit.actor import Actor
    from caicach.web.look.day import today

    by = Actor.system("caicach admin import-people")
    rows, issues = read_people(file.read_bytes(), str(file))
    issues += check_import(by, rows, today())
    if has_faults(issues):
        raise FaultsError(issues)
    session.tell_issues(issues)
    if check:
        _tell_checked(session, len(rows))
        return
    done = take_in(by, rows, today())
    people, posts = len(done.added), done.posts
    vi = f"Đã thêm {people} người, giao {posts} vị trí."
    session.tell(session.say(vi, f"{people} people added, {posts} posts given."))


def _tell_checked(session: Session, rows: int) -> None:
    vi = f"{rows} dòng dùng được; chưa lưu gì."
    session.tell(session.say(vi, f"{rows} rows are sound; nothing was saved."))


def _topmost() -> str:
    """Return the code of the one agency above all others today."""
    from caicach.web.look.day import today
    from caicach.web.register.queries import tree_on

    tops = [top.code for top in tree_on(today()).roots()]
    if not tops:
        raise WrongUseError("admin-no-agency", "--agency")
    if len(tops) > 1:
        raise WrongUseError("admin-several-tops", "--agency", codes=", ".join(tops[:10]))
    return tops[0]


def _password(session: Session, file: Path | None) -> str:
    """Return the password, from a file or asked for twice; never from the command line."""
    if file is not None:
        return file.read_text("utf-8").rstrip("\r\n")
    if not sys.stdin.isatty():
        raise WrongUseError("admin-password-unasked", "--password-file")
    return str(
        typer.prompt(session.say("Mật khẩu", "Password"), hide_input=True, confirmation_prompt=True)
    )


def _set_password(person: "Person", password: str) -> None:
    """Raise FaultsError with everything that makes the password weak."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils.translation import override

    try:
        validate_password(password, person)
    except ValidationError as error:
        with override("vi"):
            vi = " ".join(error.messages).rstrip(".")
        with override("en"):
            en = " ".join(error.messages).rstrip(".")
        raise FaultsError([_weak(vi, en)]) from error
    person.set_password(password)
    person.save(update_fields=["password"])


def _weak(vi: str, en: str) -> Issue:
    return issue("admin-password-weak", "--password-file", reasons=Said(vi, en))
