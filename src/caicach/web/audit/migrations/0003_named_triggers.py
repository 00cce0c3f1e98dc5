"""The triggers that kept the log before bear other names; they make way for those of today."""

from typing import Any

from django.db import migrations

from caicach.web.audit.guards import adding
from caicach.web.audit.triggers import GUARDS

BEFORE = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_event_no_update",
        "DROP TRIGGER IF EXISTS audit_event_no_delete",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS audit_event_append_only ON audit_event",
        "DROP TRIGGER IF EXISTS audit_event_no_truncate ON audit_event",
        "DROP FUNCTION IF EXISTS audit_event_refuse",
        "DROP FUNCTION IF EXISTS audit_event_refuse_unless_empty",
    ),
}


def take_away(_apps: Any, editor: Any) -> None:
    """Take the triggers of before away, where they are."""
    for statement in BEFORE[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Takes them away, and adds those of today."""

    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.RunPython(take_away, migrations.RunPython.noop),
        migrations.RunPython(adding(GUARDS), migrations.RunPython.noop),
    ]
