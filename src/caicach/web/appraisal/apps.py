"""Appraisal as an application."""

from importlib import import_module

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """Queues, verdicts, differences between stages."""

    name = "caicach.web.appraisal"
    label = "appraisal"
    verbose_name = "Appraisal"

    def ready(self) -> None:
        """Make known permissions, work behind, and what the database refuses."""
        import_module("caicach.web.appraisal.guards")
        import_module("caicach.web.appraisal.rights")
        import_module("caicach.web.appraisal.jobs")
        import_module("caicach.web.appraisal.parts")
