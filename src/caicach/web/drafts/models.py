"""Drafts of forms."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """What one person typed in one form; only that person ever sees it.

    key: the form and the object it changes, `plans.target:12`.
    content: field names with the values typed, each a list, as a form sends them.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=120)
    content = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="draft_once")]
        indexes = [models.Index(fields=["at"], name="draft_at")]

    def __str__(self) -> str:
        return self.key
