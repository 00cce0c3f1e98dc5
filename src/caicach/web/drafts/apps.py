"""Drafts as an application."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """What was typed in forms, until it is saved or dropped."""

    name = "caicach.web.drafts"
    label = "drafts"
