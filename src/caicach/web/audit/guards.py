"""What the database itself refuses: triggers an app adds to its tables, and takes away to restore.

On SQLite a change of a table's columns drops its triggers: such a migration adds them again.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger: its name, its table, and how each database makes it.

    postgresql: begins with the function of the trigger, which bears the trigger's name.
    """

    name: str
    table: str
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]


GUARDS: dict[str, tuple[Guard, ...]] = {}
"""By app."""


def guard(app: str, guards: tuple[Guard, ...]) -> tuple[Guard, ...]:
    """Make the guards of an app known."""
    GUARDS[app] = guards
    return guards


def append_only(table: str, words: str) -> tuple[Guard, ...]:
    """Return what keeps rows of a table as they were written: no change, no deletion."""
    return tuple(refusal(table, doing, {words: "1 = 1"}) for doing in ("update", "delete"))


def never_deleted(table: str, words: str) -> tuple[Guard, ...]:
    """Return what keeps rows of a table from being deleted."""
    return (refusal(table, "delete", {words: "1 = 1"}),)


def refusal(table: str, doing: str, refused: Mapping[str, str]) -> Guard:
    """Return what refuses to insert, update or delete a row of the table.

    refused: by the words of the refusal, the condition on OLD and NEW under which it is refused.
    """
    name = f"{table}_{doing}_guarded"
    head = f"CREATE TRIGGER {name} BEFORE {doing.upper()} ON {table}"
    lite = " ".join(
        f"SELECT RAISE(ABORT, '{words}') WHERE {case};" for words, case in refused.items()
    )
    grand = " ".join(
        f"IF {case} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; END IF;"
        for words, case in refused.items()
    )
    row = "OLD" if doing == "delete" else "NEW"
    body = f"BEGIN {grand} RETURN {row}; END"
    function = f"CREATE FUNCTION {name}() RETURNS trigger AS $$ {body} $$ LANGUAGE plpgsql"
    return Guard(
        name,
        table,
        (f"{head} BEGIN {lite} END",),
        (function, f"{head} FOR EACH ROW EXECUTE FUNCTION {name}()"),
    )


def add_guards(editor: Any, app: str) -> None:
    """Add the triggers of the app. editor: whatever executes statements."""
    for each in GUARDS[app]:
        _create(editor, each)


def take_away_guards(editor: Any, app: str) -> None:
    """Take the triggers of the app away, where they are."""
    for each in GUARDS[app]:
        _drop(editor, each)


def _create(editor: Any, each: Guard) -> None:
    for statement in each.postgresql if _is_postgresql() else each.sqlite:
        editor.execute(statement)


def _drop(editor: Any, each: Guard) -> None:
    on = f" ON {each.table}" if _is_postgresql() else ""
    editor.execute(f"DROP TRIGGER IF EXISTS {each.name}{on}")
    if _is_postgresql():
        editor.execute(f"DROP FUNCTION IF EXISTS {each.name}()")


@contextmanager
def unguarded() -> Iterator[None]:
    """Take all guards away and add them again, in the transaction that restores what they kept."""
    with connection.cursor() as cursor:
        for app in GUARDS:
            take_away_guards(cursor, app)
    yield
    with connection.cursor() as cursor:
        for app in GUARDS:
            add_guards(cursor, app)


def adding(guards: tuple[Guard, ...]) -> Callable[[Any, Any], None]:
    """Return what a migration runs to add triggers, in place of those of the same name."""

    def add(_apps: Any, editor: Any) -> None:
        for each in guards:
            _drop(editor, each)
            _create(editor, each)

    return add


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
