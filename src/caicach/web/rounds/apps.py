"""Rounds as an application."""

from importlib import import_module

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Rounds, phases, cards, inputs, evidence."""

    name = "caicach.web.rounds"
    label = "rounds"
    verbose_name = "Rounds"

    def ready(self) -> None:
        """Make known permissions, work behind, and what the database refuses."""
        import_module("caicach.web.rounds.guards")
        import_module("caicach.web.rounds.rights")
        import_module("caicach.web.rounds.jobs")
        import_module("caicach.web.rounds.owned")
