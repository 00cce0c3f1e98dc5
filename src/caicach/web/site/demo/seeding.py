"""The whole of the demonstration, step by step."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from caicach.web.accounts.models import Person
from caicach.web.site.demo.people import add_administrator, add_people
from caicach.web.site.demo.register import begin_register, import_register, read_register


class NoDemonstrationError(Exception):
    """This installation is not meant to be a demonstration: CAICACH_DEMO is not set."""


def seed(province: Path) -> Iterator[str]:
    """Fill an empty workspace from the generated `province`, yielding each step's name first.

    A workspace with people in it is left as it is. Raises NoDemonstrationError.
    """
    if not settings.DEMO:
        raise NoDemonstrationError
    if Person.objects.exists():
        return
    yield "register"
    tree = read_register(province)
    with transaction.atomic():
        code = begin_register(tree)
        administrator = add_administrator(code)
        import_register(administrator, tree, province)
    yield "people"
    with transaction.atomic():
        add_people(administrator, code)
