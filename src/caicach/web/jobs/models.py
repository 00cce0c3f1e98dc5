"""Jobs and what is due when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """One piece of work. It may begin more than once, so what it does must bear repeating.

    lease_until: while it runs, its worker moves this on; when it passes, the worker is dead
    and the job waits again. unique_key: no second job of that key waits.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Đang chờ")
        RUNNING = "running", _("Đang chạy")
        DONE = "done", _("Xong")
        FAILED = "failed", _("Không xong")

    kind = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    unique_key = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    not_before = models.DateTimeField()
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=Q(state="waiting") & ~Q(unique_key=""),
                name="job_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed"]),
                name="job_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_until__isnull=False),
                name="job_runs_on_a_lease",
            ),
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="job_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def percent(self) -> int:
        """Return how much is done, 0 to 100."""
        if self.state == self.State.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0


class Schedule(models.Model):
    """When a regular job is due next."""

    kind = models.CharField(max_length=80, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.next_at}"
