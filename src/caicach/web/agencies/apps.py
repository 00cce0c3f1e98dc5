"""Agencies over time as an application."""

from importlib import import_module

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Pages and operations; the tables of agencies themselves are in `register`."""

    name = "caicach.web.agencies"
    label = "agencies"
    verbose_name = "Agencies"

    def ready(self) -> None:
        """Make the permissions and the work in the background known."""
        import_module("caicach.web.agencies.rights")
        import_module("caicach.web.agencies.jobs")
