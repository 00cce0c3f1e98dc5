"""A round knows up to which change of a score its results were told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the column; results fill it for rounds that are published."""

    dependencies = [("rounds", "0003_tally_reach")]
    operations = [
        migrations.AddField("round", "told_change", models.PositiveBigIntegerField(null=True))
    ]
