"""People beside the standing cast."""

from datetime import date
from typing import Any

import pytest

from caicach.web.accounts.models import Person, Post
from caicach.web.register.models import Agency


@pytest.fixture
def commune_administrator(cast: Any) -> Person:
    """An administrator of one commune only, also in the cast."""
    person = Person.objects.create(
        email="ca@namha.example", full_name="Người commune_administrator"
    )
    agency = Agency.objects.get(code="H99.101")
    Post.objects.create(
        person=person, agency=agency, role="administrator", valid_from=date(2025, 7, 1)
    )
    cast.people["commune_administrator"] = person
    return person
