"""Rows that begin as copies of others, a few or thousands at once."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from django.db import connection
from django.db.models import Model

from caicach.web.plans.models import Target, Task

Copies: TypeAlias = Sequence[tuple[Model, Sequence[Mapping[str, Any]]]]
"""Rows, saved or not, each with what its copies have of their own by column: `plan_id`."""


def copied_values(row: Target | Task, left_out: Sequence[str]) -> dict[str, object]:
    """Return the fields of a row but those left out, for a row that begins as its copy."""
    names = (field.name for field in row._meta.concrete_fields)  # noqa: SLF001 -- documented API
    return {name: getattr(row, name) for name in names if name not in left_out}


def insert_copies(model: type[Model], copies: Copies) -> int:
    """Insert the copies, all in one statement; return how many.

    A row is made ready for the database once for all its copies; that is most of what
    `bulk_create` spends its time on, value by value.
    """
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001 -- documented API
    fields = {each.attname: each for each in meta.concrete_fields if not each.primary_key}

    def ready(values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: fields[name].get_db_prep_save(value, connection) for name, value in values.items()
        }

    lines = []
    for row, differences in copies:
        plain = ready({name: getattr(row, name) for name in fields})
        lines += [tuple((plain | ready(each)).values()) for each in differences]
    columns = ", ".join(quoted(str(each.column)) for each in fields.values())
    marks = ", ".join(["%s"] * len(fields))
    if lines:
        insert = " ".join(("INSERT INTO", quoted(meta.db_table), f"({columns}) VALUES ({marks})"))
        with connection.cursor() as cursor:
            cursor.executemany(insert, lines)
    return len(lines)
