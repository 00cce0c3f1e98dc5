"""Background jobs as an application."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs and their schedule."""

    name = "caicach.web.jobs"
    label = "jobs"
