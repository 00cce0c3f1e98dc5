"""People and posts as an application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, posts, rights."""

    name = "caicach.web.accounts"
    label = "accounts"
    verbose_name = "People"
