"""Index watch as an application."""

from importlib import import_module

from django.apps import AppConfig


class WatchConfig(AppConfig):
    """Published indices of all provinces, and the years an office has entered."""

    name = "caicach.web.watch"
    label = "watch"
    verbose_name = "Index watch"

    def ready(self) -> None:
        """Make the permissions and the form that keeps drafts known."""
        import_module("caicach.web.watch.rights")
        import_module("caicach.web.watch.drafts")
