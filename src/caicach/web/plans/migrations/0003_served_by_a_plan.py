"""What of a plan serves a target is found at once, however many plans serve it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_sorted_by_code")]

    operations = [
        migrations.AddIndex(
            model_name="target",
            index=models.Index(fields=["parent", "plan"], name="target_parent_plan"),
        ),
    ]
