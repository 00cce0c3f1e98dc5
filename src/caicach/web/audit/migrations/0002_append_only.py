"""The database refuses to change or delete an event."""

from django.db import migrations

from caicach.web.audit.triggers import add_triggers


class Migration(migrations.Migration):
    """Adds the triggers of the database in use."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, migrations.RunPython.noop)]
