"""Events: written once, never changed; the database refuses anything else."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One action: who, in which post, when, what, before and after, why, in which request.

    number: 1, 2, 3 … without a gap. hash: of this event and of the hash before it.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(_("Lúc"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_constraint=True
    )
    name = models.CharField(_("Người"), max_length=200)
    post = models.CharField(_("Vị trí"), max_length=300, blank=True)
    verb = models.CharField(_("Việc"), max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_key = models.CharField(max_length=80)
    subject_name = models.CharField(_("Đối tượng"), max_length=400)
    before = models.JSONField(_("Trước"), null=True)
    after = models.JSONField(_("Sau"), null=True)
    reason = models.TextField(_("Lý do"), blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-number",)
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "number"], name="event_subject"),
            models.Index(fields=["at"], name="event_at"),
            models.Index(fields=["person", "number"], name="event_person"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject_name}"
