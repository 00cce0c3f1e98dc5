"""Boards as an application."""

from importlib import import_module

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Pages that put together what the applications below know; no tables of its own."""

    name = "caicach.web.boards"
    label = "boards"

    def ready(self) -> None:
        """Make the permissions known."""
        import_module("caicach.web.boards.rights")
