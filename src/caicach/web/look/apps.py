"""The look as an application, for its templates, tags and style sheets."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Holds no models."""

    name = "caicach.web.look"
    label = "look"
