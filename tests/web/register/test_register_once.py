"""An open beginning is a day like any other: nothing may begin twice on it."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from caicach.web.accounts.models import Post
from caicach.web.register.models import Agency, Entry, Lineage, Link


@pytest.mark.parametrize("kind", [Entry, Link, Lineage, Post])
def test_nothing_begins_twice_on_an_open_day(cast: Any, kind: Any) -> None:
    one, other = Agency.objects.get(code="H99.101"), Agency.objects.get(code="H99.102")
    values: dict[Any, dict[str, Any]] = {
        Entry: {"agency": one, "name": "Xã Bình An", "kind": "commune"},
        Link: {"child": one, "parent": other},
        Lineage: {"kind": "abolish", "source": one, "on": "2026-01-01"},
        Post: {"person": cast["stranger"], "agency": one, "role": "leader"},
    }
    kind.objects.create(**values[kind])
    with pytest.raises(IntegrityError), transaction.atomic():
        kind.objects.create(**values[kind])
