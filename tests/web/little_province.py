"""The little province of the tests: its agencies, and one person for each role."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client

from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.audit.actor import Actor
from caicach.web.look.folding import fold
from caicach.web.register.models import Agency, Entry, Link, RegisterVersion

IS_SQLITE = connection.vendor == "sqlite"
PASSWORD = "mat-khau-thu-2026"
PROVINCE, HOME_AFFAIRS, CONSTRUCTION, COMMUNE, OTHER_COMMUNE = (
    "H99",
    "H99.01",
    "H99.02",
    "H99.101",
    "H99.102",
)
AGENCIES = {
    PROVINCE: ("Tỉnh mẫu Nam Hà", "province", "", None),
    HOME_AFFAIRS: ("Sở Nội vụ", "department", "departments", PROVINCE),
    CONSTRUCTION: ("Sở Xây dựng", "department", "departments", PROVINCE),
    "H99.02.01": ("Phòng Quản lý nhà", "division", "", CONSTRUCTION),
    COMMUNE: ("Xã Bình An", "commune", "communes", PROVINCE),
    OTHER_COMMUNE: ("Phường Đông Hải", "ward", "communes", PROVINCE),
}
# role: where the person of the cast holds it
POSTS = {
    Role.FOCAL_OFFICER: CONSTRUCTION,
    Role.AGENCY_HEAD: CONSTRUCTION,
    Role.APPRAISER: HOME_AFFAIRS,
    Role.COUNCIL_SECRETARY: PROVINCE,
    Role.COUNCIL_MEMBER: PROVINCE,
    Role.STANDING_BODY: PROVINCE,
    Role.INSPECTOR: PROVINCE,
    Role.LEADER: PROVINCE,
    Role.ADMINISTRATOR: PROVINCE,
}


@dataclass
class Cast:
    """People by role; `stranger` holds no post, `commune` is focal officer of another agency."""

    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, role: str) -> Person:
        # a fresh object, as each request has: what it may do is remembered on it
        return Person.objects.get(pk=self.people[role].pk)

    def actor(self, role: str) -> Actor:
        return actor_of(self[role])

    def client(self, role: str | None) -> Client:
        client = Client()
        if role is not None:
            client.force_login(
                self[role], backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        return client


def agency(code: str) -> Agency:
    return Agency.objects.get(code=code)


def add_person(key: str, *posts: tuple[Role, str], **more: Any) -> Person:
    person = Person(email=f"{key}@namha.example", full_name=f"Người {key}", **more)
    person.set_unusable_password()
    person.save()
    for role, code in posts:
        Post.objects.create(
            person=person, agency=agency(code), role=role, valid_from=date(2025, 7, 1)
        )
    return person


def fill_register() -> None:
    for code, (name, kind, block, parent) in AGENCIES.items():
        since = date(2025, 7, 1)
        body = Agency.objects.create(code=code)
        Entry.objects.create(
            agency=body,
            name=name,
            kind=kind,
            block=block,
            valid_from=since,
            folded=fold(name, code),
        )
        if parent:
            Link.objects.create(child=body, parent=agency(parent), valid_from=since)
    # trees are kept by the version of the register, which must differ between tests
    RegisterVersion.objects.update_or_create(pk=1, defaults={"number": next(VERSIONS)})


def versions() -> Iterator[int]:
    number = 1_000
    while True:
        number += 1
        yield number


VERSIONS = versions()


def gather() -> Cast:
    people = {role.value: add_person(role.value, (role, code)) for role, code in POSTS.items()}
    people["commune"] = add_person("commune", (Role.FOCAL_OFFICER, COMMUNE))
    people["stranger"] = add_person("stranger")
    return Cast(people)
