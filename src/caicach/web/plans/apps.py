"""Plans as an application."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Documents, plans, targets, tasks, reported figures."""

    name = "caicach.web.plans"
    label = "plans"
    verbose_name = "Plans"
