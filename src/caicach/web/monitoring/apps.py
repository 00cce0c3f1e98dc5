"""Monitoring as an application."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Measured figures, standings, forecasts, overrides."""

    name = "caicach.web.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        """Make rights and jobs known."""
        from caicach.web.monitoring import jobs, rights  # noqa: PLC0415, F401 -- need the models
