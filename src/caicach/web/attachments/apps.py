"""Attachments as an application."""

from importlib import import_module

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Files by content, and their uses; who may read one is decided by what it belongs to."""

    name = "caicach.web.attachments"
    label = "attachments"

    def ready(self) -> None:
        """Make known the work behind."""
        import_module("caicach.web.attachments.looking")
