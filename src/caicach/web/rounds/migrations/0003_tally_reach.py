"""Sums keep what ranks are read from, so that a rank is counted where they are kept."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import migrations, models

from caicach.core.criteria import load_edition
from caicach.core.rounds import CardSum

TOGETHER = 500


def fill(apps: Any, _editor: Any) -> None:
    """Work out what each sum kept so far is ranked by."""
    for scored in apps.get_model("rounds", "Round").objects.select_related("edition"):
        edition = load_edition(scored.edition.text, scored.edition.name).edition
        if edition is not None:
            fill_round(apps.get_model("rounds", "Tally"), scored, edition.ranking.by)


def fill_round(tallies: Any, scored: Any, by: Any) -> None:
    """Work it out for one round."""
    changed = list(_reaching(tallies.objects.filter(card__round=scored), by))
    tallies.objects.bulk_update(changed, ["low", "high"], TOGETHER)


def _reaching(rows: Any, by: Any) -> Iterator[Any]:
    for row in rows.iterator():
        exact = {name: row.exact.get(name) for name in ("exact_points", "reported", "maximum")}
        points, reported, maximum = (Decimal(each or 0) for each in exact.values())
        if maximum:
            row.low, row.high = CardSum("", points, maximum - reported, maximum).reach(by)
            yield row


def reach_field() -> Any:
    return models.DecimalField(decimal_places=12, max_digits=24, null=True)


class Migration(migrations.Migration):
    """Adds the two columns, fills and indexes them; names the way from an item to its figures."""

    dependencies = [("rounds", "0002_guarded")]
    operations = [
        migrations.AlterField(
            "filling",
            "item",
            models.ForeignKey("rounds.item", models.CASCADE, related_name="fillings"),
        ),
        migrations.AddField("tally", "low", reach_field()),
        migrations.AddField("tally", "high", reach_field()),
        migrations.AddIndex(
            "tally",
            models.Index(fields=["card", "stage", "low", "high"], name="tally_reach"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
