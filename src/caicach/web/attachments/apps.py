"""Attachments as an application."""

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Files by content, and their uses; who may read one is decided by what it belongs to."""

    name = "caicach.web.attachments"
    label = "attachments"
