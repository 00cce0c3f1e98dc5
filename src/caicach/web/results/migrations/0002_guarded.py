"""The database refuses what must not be written of publications."""

from django.db import migrations

from caicach.web.audit.guards import adding
from caicach.web.results.guards import GUARDS


class Migration(migrations.Migration):
    """Adds the triggers of the database in use."""

    dependencies = [("results", "0001_initial")]
    operations = [migrations.RunPython(adding(GUARDS), migrations.RunPython.noop)]
