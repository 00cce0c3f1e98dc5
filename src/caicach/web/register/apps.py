"""The register of agencies as an application."""

from importlib import import_module

from django.apps import AppConfig
from django.core.signals import request_finished, request_started


class RegisterConfig(AppConfig):
    """Agencies, their names and parents through time, and their lineage."""

    name = "caicach.web.register"
    label = "register"

    def ready(self) -> None:
        """Ask for the register's number once in each request."""
        version = import_module("caicach.web.register.version")
        request_started.connect(version.begin_request)
        request_finished.connect(version.end_request)
