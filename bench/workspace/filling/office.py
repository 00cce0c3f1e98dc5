"""The register, from the generated province, and the people in their posts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.contrib.auth.hashers import make_password

from bench.workspace.filling.names import PASSWORD, desk_of
from bench.workspace.size import Size
from caicach.files.registers import Person as Row
from caicach.web.accounts.actions.importing import import_people
from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.audit.actor import Actor
from caicach.web.look.day import today
from caicach.web.register.queries import tree_on
from caicach.web.site.demo.names import someone
from caicach.web.site.demo.register import begin_register, import_register, read_register

BY = Actor.system("caicach bench")
SINCE = date(2025, 7, 1)
AT_THE_TOP = (
    (Role.STANDING_BODY, 10),
    (Role.LEADER, 5),
    (Role.ADMINISTRATOR, 5),
)


def open_office(province: Path, size: Size) -> str:
    """Make the register and the people; return the province's code."""
    tree = read_register(province)
    code = begin_register(tree)
    import_register(BY, tree, province)
    import_people(BY, list(_rows(code, size.people)), today())
    Person.objects.update(password=make_password(PASSWORD))
    return code


def _rows(code: str, people: int) -> Iterator[Row]:
    """A focal officer for each agency, the few at the top, heads for as many as are left."""
    tree = tree_on(today())
    codes = [code, *(each.code for each in tree.children(code))]
    left = people - len(codes) - sum(count for _, count in AT_THE_TOP)
    for role, count in AT_THE_TOP:
        for number in range(count):
            yield _row(desk_of(role.value, number), role, code)
    for number, each in enumerate(codes):
        yield _row(desk_of("focal", number), Role.FOCAL_OFFICER, each)
    for number, each in enumerate(codes[: max(0, left)]):
        yield _row(desk_of("head", number), Role.AGENCY_HEAD, each)


def _row(desk: str, role: Role, code: str) -> Row:
    name, email = someone(desk)
    return Row(name, email, code, role.value, SINCE, None, "", f"bench: {desk}")
