"""Results as an application."""

from importlib import import_module

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """Provisional results, publications, corrections, complaints, remedies."""

    name = "caicach.web.results"
    label = "results"
    verbose_name = "Results"

    def ready(self) -> None:
        """Make known permissions, work behind, and what the database refuses."""
        import_module("caicach.web.results.guards")
        import_module("caicach.web.results.rights")
        import_module("caicach.web.results.jobs")
        import_module("caicach.web.results.parts")
