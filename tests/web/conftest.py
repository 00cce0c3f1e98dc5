"""The standing cast: a small province, one person for each role, and a stranger."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from caicach.web.look.words import compile_words

compile_words()
django.setup()  # this file is read before the plugin does it

from large_keys import begin_large_keys
from little_province import IS_SQLITE, Cast, fill_register, gather

from caicach.web.audit.guards import GUARDS, unguarded


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database of the tests, with keys as an office has them after some years."""
    with django_db_blocker.unblock():
        begin_large_keys()


@pytest.fixture
def register(db: None) -> None:
    """A province with two departments, a division and two communes, since 1 July 2025."""
    fill_register()


@pytest.fixture
def cast(register: None) -> Cast:
    """One person for each role, a focal officer of a commune, and a stranger."""
    return gather()


@pytest.fixture(scope="session")
def gather_anew() -> Callable[[], Cast]:
    """Return what fills an empty register and gathers the cast, for longer than one test."""

    def begin() -> Cast:
        fill_register()
        return gather()

    return begin


@pytest.fixture(autouse=True)
def emptied_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty the log after a test with real transactions, whose tables are emptied: it refuses."""
    yield
    if is_transactional(request):
        tables = {each.table for guards in GUARDS.values() for each in guards}
        with unguarded(), connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"DELETE FROM {table}" if IS_SQLITE else f"TRUNCATE {table} CASCADE")


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
