"""Plans as an application."""

from importlib import import_module

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Documents, plans, targets, tasks, reported figures."""

    name = "caicach.web.plans"
    label = "plans"
    verbose_name = "Plans"

    def ready(self) -> None:
        """Make known permissions, forms that keep drafts, what agencies own, work behind."""
        import_module("caicach.web.plans.rights")
        import_module("caicach.web.plans.drafts")
        import_module("caicach.web.plans.jobs")
        import_module("caicach.web.plans.owned")
