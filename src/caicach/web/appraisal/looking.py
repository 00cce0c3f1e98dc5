"""Keeping when a person looked at items: what changes later is new to them."""

from collections.abc import Sequence
from datetime import datetime

from caicach.web.appraisal.matter import Matter
from caicach.web.appraisal.models import Look


def keep_looks(person: int, matters: Sequence[Matter], now: datetime) -> None:
    """Note that the person has looked at these items just now."""
    Look.objects.bulk_create(
        [
            Look(person_id=person, card_id=each.card.pk, item_id=each.item.pk, at=now)
            for each in matters
        ],
        update_conflicts=True,
        unique_fields=["person", "card", "item"],
        update_fields=["at"],
    )
