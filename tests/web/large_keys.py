"""Keys as they are after some years of work: above a thousand, and other ones in each table."""

from typing import Any

from django.apps import apps
from django.db import connection, models

FIRST, STEP = 4_001, 1_000


def begin_large_keys() -> None:
    """Have every table count on from a number of its own, so that keys of tables differ, too."""
    counted = [each for each in apps.get_models() if isinstance(each._meta.pk, models.AutoField)]
    with connection.cursor() as cursor:
        for place, model in enumerate(counted):
            _count_on(cursor, model._meta.db_table, FIRST + place * STEP)


def _count_on(cursor: Any, table: str, number: int) -> None:
    if connection.vendor == "sqlite":
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
    else:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number])
