"""The council as an application."""

from importlib import import_module

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """Sittings, questions, ballots, decisions, and figures that arrive from outside."""

    name = "caicach.web.council"
    label = "council"
    verbose_name = "Council"

    def ready(self) -> None:
        """Make known permissions, work behind, and what the database refuses."""
        import_module("caicach.web.council.guards")
        import_module("caicach.web.council.rights")
        import_module("caicach.web.council.jobs")
        import_module("caicach.web.council.parts")
