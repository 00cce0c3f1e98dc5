"""The database refuses what must not be written of scores."""

from django.db import migrations

from caicach.web.audit.guards import adding
from caicach.web.rounds.guards import GUARDS


class Migration(migrations.Migration):
    """Adds the triggers of the database in use."""

    dependencies = [("rounds", "0001_initial")]
    operations = [migrations.RunPython(adding(GUARDS), migrations.RunPython.noop)]
