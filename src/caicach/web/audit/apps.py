"""The audit log as an application."""

from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The lowest application with models: everything above leaves events here."""

    name = "caicach.web.audit"
    label = "audit"

    def ready(self) -> None:
        """Make known what the database refuses."""
        import_module("caicach.web.audit.triggers")
