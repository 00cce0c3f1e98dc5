"""Plans as an application."""

from importlib import import_module

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Documents, plans, targets, tasks, reported figures."""

    name = "caicach.web.plans"
    label = "plans"
    verbose_name = "Plans"

    def ready(self) -> None:
        """Make the permissions known, and the forms that keep drafts."""
        import_module("caicach.web.plans.rights")
        import_module("caicach.web.plans.drafts")
