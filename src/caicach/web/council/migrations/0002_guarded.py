"""The database refuses what must not be written of the council."""

from django.db import migrations

from caicach.web.audit.guards import adding
from caicach.web.council.guards import GUARDS


class Migration(migrations.Migration):
    """Adds the triggers of the database in use."""

    dependencies = [("council", "0001_initial")]
    operations = [migrations.RunPython(adding(GUARDS), migrations.RunPython.noop)]
