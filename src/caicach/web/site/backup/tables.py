"""Tables as lines of JSON, the same from SQLite and PostgreSQL, row by row in order of keys."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

LEFT_OUT = frozenset({"sessions.session", "contenttypes.contenttype", "auth.permission"})
"""Sign-ins end with the machine; the other two are made by the migrations themselves."""
BATCH = 1_000


class Whole(DjangoJSONEncoder):
    """Writes instants with all their digits; Django's own stops at milliseconds."""

    def default(self, value: Any) -> Any:
        """Return what JSON can hold."""
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


def kept_models() -> list[type[Model]]:
    """Return the models an archive holds, those of many-to-many tables among them."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if name_of(model) not in LEFT_OUT]


def name_of(model: type[Model]) -> str:
    """Return `app.model`."""
    return model._meta.label_lower  # noqa: SLF001 -- Django's documented Model API


def lines_of(model: type[Model]) -> Iterator[bytes]:
    """Yield each row as one line of JSON."""
    fields = [field.name for field in model._meta.concrete_fields]  # noqa: SLF001 -- as above
    batch: list[Model] = []
    for row in model._base_manager.order_by("pk").iterator(BATCH):  # noqa: SLF001 -- as above
        batch.append(row)
        if len(batch) == BATCH:
            yield _written(batch, fields)
            batch = []
    if batch:
        yield _written(batch, fields)


def _written(rows: list[Model], fields: list[str]) -> bytes:
    """PostgreSQL gives the keys of a JSON value back in an order of its own."""
    text: str = serializers.serialize("jsonl", rows, fields=fields, sort_keys=True, cls=Whole)
    return text.encode()


def sets_clock(model: type[Model]) -> bool:
    """Say whether saving a row writes the time into it, so that it must be written as it was."""
    fields = model._meta.concrete_fields  # noqa: SLF001 -- as above
    return any(
        getattr(each, "auto_now", False) or getattr(each, "auto_now_add", False) for each in fields
    )


def migrations_applied() -> dict[str, str]:
    """Return the last migration of each app."""
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return dict(applied)
