"""Corrections name the decision they rest on; rounds know up to which change they were told."""

from typing import Any

from django.db import migrations, models

from caicach.web.audit.guards import adding
from caicach.web.results.guards import GUARDS


def fill(apps: Any, _editor: Any) -> None:
    """Tell each published round what its latest publication takes in."""
    rounds = apps.get_model("rounds", "Round").objects
    made = apps.get_model("results", "Publication").objects.order_by("number")
    for scored, change in made.values_list("round_id", "last_change"):
        rounds.filter(pk=scored).update(told_change=change)


class Migration(migrations.Migration):
    """Adds the column, and the triggers that SQLite drops with it."""

    dependencies = [("results", "0002_guarded"), ("rounds", "0004_told_change")]
    operations = [
        migrations.AddField(
            "correction",
            "named",
            models.CharField(
                default="", max_length=200, verbose_name="Số, ngày văn bản của Hội đồng"
            ),
        ),
        migrations.RunPython(adding(GUARDS), migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
