"""Plans sort by their agency's code, and every number in a code or a printed number as one."""

import re
from typing import Any

from django.db import migrations, models


def place_rows(apps: Any, _editor: Any) -> None:
    for name, source in (("Plan", "agency__code"), ("Target", "number"), ("Task", "number")):
        rows = apps.get_model("plans", name).objects.order_by()
        for text in rows.values_list(source, flat=True).distinct():
            place = re.sub(r"\d+", lambda digits: digits[0].zfill(5), text)[:80]
            rows.filter(**{source: text}).update(place=place)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="plan", options={"ordering": ("-first_year", "place", "pk")}
        ),
        migrations.AddField(
            model_name="plan",
            name="place",
            field=models.CharField(default="", editable=False, max_length=80),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(fields=["-first_year", "place"], name="plan_year_place"),
        ),
        migrations.RunPython(place_rows, migrations.RunPython.noop),
    ]
