"""The workspace opened from a command: settings checked as a whole, then Django set up."""

import os

import django

from caicach.cli.refusal import WrongUseError
from caicach.core.issues import has_faults
from caicach.web.look.words import compile_words
from caicach.web.settings.environment import read_environment

SETTINGS = "caicach.web.settings.django"


def open_workspace(*, migrated: bool = True) -> None:
    """Make the models and actions of the workspace usable in this process.

    migrated: False where the command itself brings the database up to date.
    Raises WrongUseError with every fault of the settings, or where the database is behind.
    """
    environment = read_environment()
    if has_faults(environment.issues):
        raise WrongUseError.of(environment.issues)
    environment.home.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    compile_words()
    django.setup()
    if migrated:
        _require_migrated()


def _require_migrated() -> None:
    from caicach.web.site.health import missing_parts  # its guard needs the models

    if missing := missing_parts():
        code = "workspace-no-database" if "database" in missing else "workspace-not-migrated"
        raise WrongUseError(code, "CAICACH_DATABASE_URL")
