"""The log's pages as an application."""

from importlib import import_module

from django.apps import AppConfig


class AuditLogConfig(AppConfig):
    """Holds no models: events are those of `audit`."""

    name = "caicach.web.audit_log"
    label = "audit_log"

    def ready(self) -> None:
        """Make the permission known."""
        import_module("caicach.web.audit_log.rights")
