"""The register of agencies as an application."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Agencies, their names and parents through time, and their lineage."""

    name = "caicach.web.register"
    label = "register"
