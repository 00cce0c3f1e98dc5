"""Making an installation ready: its folders, database, words and assets."""

from collections.abc import Iterator

from django.conf import settings
from django.core.management import call_command

from caicach.web.look.words import compile_words

PRIVATE = 0o700


def prepare() -> Iterator[str]:
    """Do what is still to be done, yielding the name of each step before it begins.

    All steps may be repeated, so a start that was cut off is simply made again.
    """
    yield "words"
    compile_words()
    yield "database"
    prepare_database()
    yield "assets"
    call_command("collectstatic", verbosity=0, interactive=False)


def prepare_database() -> None:
    """Make the folders, and bring the database up to date."""
    for folder in (settings.ENVIRONMENT.home, settings.EVIDENCE_FOLDER):
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
