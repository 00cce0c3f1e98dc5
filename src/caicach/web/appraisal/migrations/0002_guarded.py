"""The database refuses to change or take out a reopening."""

from django.db import migrations

from caicach.web.appraisal.guards import GUARDS
from caicach.web.audit.guards import adding


class Migration(migrations.Migration):
    """Adds the triggers of the database in use."""

    dependencies = [("appraisal", "0001_initial")]
    operations = [migrations.RunPython(adding(GUARDS), migrations.RunPython.noop)]
