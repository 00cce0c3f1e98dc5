"""The audit log as an application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The lowest application with models: everything above leaves events here."""

    name = "caicach.web.audit"
    label = "audit"
