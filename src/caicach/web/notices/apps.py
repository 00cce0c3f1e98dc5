"""Notices as an application."""

from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What people are told, and how."""

    name = "caicach.web.notices"
    label = "notices"

    def ready(self) -> None:
        """Make the permissions and the jobs known."""
        import_module("caicach.web.notices.rights")
        import_module("caicach.web.notices.jobs")
