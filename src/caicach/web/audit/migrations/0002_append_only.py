"""The database refuses to change or delete an event."""

from django.db import migrations

from caicach.web.audit.guards import adding
from caicach.web.audit.triggers import GUARDS


class Migration(migrations.Migration):
    """Adds the triggers of the database in use."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(adding(GUARDS), migrations.RunPython.noop)]
