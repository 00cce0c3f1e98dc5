"""`caicach admin secret`: a key of the installation's own."""

import secrets

import typer

from caicach.cli.session import session_of

BYTES = 48


def secret(context: typer.Context) -> None:
    """Print a new secret key."""
    session_of(context).print_text(secrets.token_urlsafe(BYTES) + "\n")
