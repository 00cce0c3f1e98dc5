"""Rounds, their edition as it was taken, their dated phases and what was granted to agencies."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.web.register.models import Agency
from caicach.web.rounds.models.choices import PhaseKind


class KeptEdition(models.Model):
    """The text of an edition as a round took it; known by its SHA-256, never changed."""

    name = models.CharField(_("Ấn bản"), max_length=120)
    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField()
    kept_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """One run of scoring. phase: the latest that was opened, empty before the first.

    period: what its figures are of, `2026` or `2026-Q3`. choices: option by choice of the
    edition. lead: appraises items whose edition names no lead agency. stand_in: appraises in
    place of a lead agency on that agency's own card. told_change: number of the last change of a
    score that the latest publication takes in; null before one.
    """

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("Chính thức")
        TRIAL = "trial", _("Chấm thử")

    class State(models.TextChoices):
        PREPARING = "preparing", _("Đang chuẩn bị")
        OPENING = "opening", _("Đang mở")
        RUNNING = "running", _("Đang chấm")
        PUBLISHED = "published", _("Đã công bố")
        CANCELLED = "cancelled", _("Đã hủy")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="rounds")
    name = models.CharField(_("Tên đợt"), max_length=200)
    kind = models.CharField(_("Loại"), max_length=10, choices=Kind, default=Kind.OFFICIAL)
    year = models.PositiveSmallIntegerField(_("Năm"))
    period = models.CharField(_("Kỳ số liệu"), max_length=10)
    edition = models.ForeignKey(KeptEdition, models.PROTECT, related_name="rounds")
    choices = models.JSONField(default=dict)
    lead = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("Chủ trì"))
    stand_in = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Chấm thay")
    )
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="following"
    )
    state = models.CharField(_("Trạng thái"), max_length=10, choices=State, default=State.PREPARING)
    phase = models.CharField(
        _("Giai đoạn"), max_length=20, choices=PhaseKind, blank=True, default=""
    )
    facts_version = models.PositiveIntegerField(null=True)
    told_change = models.PositiveBigIntegerField(null=True)
    opened_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-year", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="round_once_by_name"),
            models.CheckConstraint(
                condition=Q(stand_in__isnull=True) | ~Q(stand_in=F("lead")),
                name="round_stand_in_is_another",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("rounds:round", args=[self.pk])


class RoundAgency(models.Model):
    """An agency that takes part, before the round is opened: its card is made from this."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="chosen")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    block = models.CharField(_("Khối"), max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="round_agency_once")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.agency_id}"


class Phase(models.Model):
    """A phase with its hours; opened and closed by the clock, or by hand with a reason."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Chưa mở")
        OPEN = "open", _("Đang mở")
        CLOSED = "closed", _("Đã đóng")
        SKIPPED = "skipped", _("Bỏ qua")

    round = models.ForeignKey(Round, models.CASCADE, related_name="phases")
    kind = models.CharField(_("Giai đoạn"), max_length=20, choices=PhaseKind)
    position = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField(_("Mở lúc"))
    closes_at = models.DateTimeField(_("Đóng lúc"))
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(_("Lý do"), max_length=500, blank=True)
    told = models.JSONField(default=list)  # days before closing of which people were reminded

    class Meta:
        ordering = ("round", "position")
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="phase_once"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="phase_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=~Q(state="skipped") | ~Q(reason=""), name="phase_skipped_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.round_id})"


class Extension(models.Model):
    """More time for one agency in one phase; the latest counts, all are kept."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="extensions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    until = models.DateTimeField(_("Gia hạn đến"))
    reason = models.CharField(_("Lý do"), max_length=500)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.phase_id} {self.agency_id}"
