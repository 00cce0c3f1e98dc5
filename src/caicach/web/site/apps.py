"""What belongs to the installation as a whole, as an application."""

from importlib import import_module

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The page of background jobs, and the words of the frame."""

    name = "caicach.web.site"
    label = "site"

    def ready(self) -> None:
        """Make permissions known."""
        import_module("caicach.web.site.jobs_page.rights")
