"""Turns of tasks, and what was said about them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.models import Attachment
from caicach.web.plans.models.document import Document
from caicach.web.plans.models.task import Task
from caicach.web.register.models import Agency


class Turn(models.Model):
    """One time a task falls due.

    first_due_on: the deadline before anybody postponed it; what is late is late against `due_on`.
    submitted_at: of the update that stands, which decides whether it is on time: the reviewer's
        delay is nobody else's. A returned turn has none.
    done_at: when the update was accepted.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Chưa làm xong")
        SUBMITTED = "submitted", _("Đã gửi kết quả")
        RETURNED = "returned", _("Bị trả lại")
        DONE = "done", _("Hoàn thành")
        CANCELLED = "cancelled", _("Thôi thực hiện")

    task = models.ForeignKey(Task, models.CASCADE, related_name="turns")
    due_on = models.DateField(_("Hạn"))
    first_due_on = models.DateField(_("Hạn ban đầu"))
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.OPEN)
    submitted_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("Lý do"), max_length=500, blank=True)

    class Meta:
        ordering = ("due_on", "task__place", "pk")
        constraints = [
            models.UniqueConstraint(fields=["task", "first_due_on"], name="turn_once_per_day"),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "done"]) | Q(submitted_at__isnull=False),
                name="turn_submitted_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "cancelled"]) | ~Q(reason=""),
                name="turn_refused_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="turn_state_due")]

    def __str__(self) -> str:
        return f"{self.task} ({self.due_on:%d/%m/%Y})"

    @property
    def agency(self) -> Agency:
        """Return the agency whose plan it stands in, for rights."""
        return self.task.plan.agency


class TurnUpdate(models.Model):
    """What somebody said or did about a turn; never changed."""

    class Verb(models.TextChoices):
        SUBMIT = "submit", _("Gửi kết quả")
        RETURN = "return", _("Trả lại")
        ACCEPT = "accept", _("Chấp nhận")
        CANCEL = "cancel", _("Thôi thực hiện")
        POSTPONE = "postpone", _("Lùi hạn")
        REOPEN = "reopen", _("Mở lại")

    turn = models.ForeignKey(Turn, models.CASCADE, related_name="updates")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(_("Vị trí"), max_length=300, blank=True)
    at = models.DateTimeField(_("Lúc"))
    verb = models.CharField(_("Việc"), max_length=10, choices=Verb)
    text = models.TextField(_("Nội dung"), blank=True)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="turn_updates"
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="turn_updates"
    )

    class Meta:
        ordering = ("turn", "at", "pk")

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.at:%d/%m/%Y}"
