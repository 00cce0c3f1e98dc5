"""People and posts as an application."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, posts, rights."""

    name = "caicach.web.accounts"
    label = "accounts"
    verbose_name = "People"

    def ready(self) -> None:
        """Make the permissions and the record of sign-ins known."""
        import_module("caicach.web.accounts.permissions")
        import_module("caicach.web.accounts.sign_in.events")
        import_module("caicach.web.accounts.jobs")
