"""The standing cast: a small province, one person for each role, and a stranger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from caicach.web.look.words import compile_words

compile_words()
django.setup()  # this file is read before the plugin does it

from caicach.web.accounts.acting import actor_of
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.roles import Role
from caicach.web.audit.actor import Actor
from caicach.web.audit.guards import GUARDS, add_guards, take_away_guards
from caicach.web.audit.triggers import add_triggers
from caicach.web.look.folding import fold
from caicach.web.register.models import Agency, Entry, Link, RegisterVersion

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


@pytest.fixture
def register(db: None) -> None:
    """A province with two departments, a division and two communes, since 1 July 2025."""
    fill_register()


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


@pytest.fixture
def cast(register: None) -> Cast:
    """One person for each role, a focal officer of a commune, and a stranger."""
    return gather()


def gather() -> Cast:
    people = {role.value: add_person(role.value, (role, code)) for role, code in POSTS.items()}
    people["commune"] = add_person("commune", (Role.FOCAL_OFFICER, COMMUNE))
    people["stranger"] = add_person("stranger")
    return Cast(people)


@pytest.fixture(scope="session")
def gather_anew() -> Callable[[], Cast]:
    """Return what fills an empty register and gathers the cast, for longer than one test."""

    def begin() -> Cast:
        fill_register()
        return gather()

    return begin


IS_SQLITE = connection.vendor == "sqlite"
DROPS = {
    "sqlite": ("DROP TRIGGER audit_event_no_update", "DROP TRIGGER audit_event_no_delete"),
    "postgresql": (
        "DROP TRIGGER audit_event_append_only ON audit_event",
        "DROP TRIGGER audit_event_no_truncate ON audit_event",
        "DROP FUNCTION audit_event_refuse",
        "DROP FUNCTION audit_event_refuse_unless_empty",
    ),
}


@pytest.fixture(autouse=True)
def emptied_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty the log after a test with real transactions, whose tables are emptied: it refuses."""
    yield
    if is_transactional(request):
        with connection.schema_editor() as editor:
            for statement in DROPS[connection.vendor]:
                editor.execute(statement)
            editor.execute("DELETE FROM audit_event")
            add_triggers(None, editor)
            for app in GUARDS:
                take_away_guards(editor, app)
            for table in {each.table for guards in GUARDS.values() for each in guards}:
                editor.execute(f"DELETE FROM {table}" if IS_SQLITE else f"TRUNCATE {table} CASCADE")
            for app in GUARDS:
                add_guards(editor, app)


def is_transactional(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or (
        "transactional_db" in request.fixturenames
    )


@pytest.fixture(autouse=True)
def plain_static_files() -> Iterator[None]:
    """Serve assets under their own names: nothing is collected for tests."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    storages = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages, SECURE_SSL_REDIRECT=False):
        yield


@pytest.fixture
def opened_round(cast: Cast) -> Any:
    """A round of the little province whose agencies score themselves; see `sample_round`."""
    from sample_round import begin_round, open_for

    return open_for(cast, begin_round(cast))


@pytest.fixture
def appraised_round(opened_round: Any, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Any:
    """That round when self-scoring is over and the first appraisal open; see `sample_appraisal`."""
    from django.utils import timezone
    from sample_appraisal import begin_appraisal
    from sample_round import NOW

    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return begin_appraisal(cast, opened_round)
