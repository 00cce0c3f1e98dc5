"""Figures of indicators by period, standings of targets, and overrides."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.core.targets import Parts
from caicach.web.plans.models import Target
from caicach.web.register.models import Agency

STATES = [
    ("met", _("Đạt")),
    ("on_track", _("Đúng tiến độ")),
    ("at_risk", _("Có nguy cơ")),
    ("missed", _("Không đạt")),
    ("no_data", _("Chưa có số liệu")),
]
TROUBLE = {"missed": 0, "at_risk": 1, "no_data": 2, "on_track": 3, "met": 4}
"""Lists begin with what is worst."""


class IndicatorFigure(models.Model):
    """What the facts say of an indicator for an agency and all below it, in one period.

    period: a month, `2026-08`, or a year to date, `2026`. numerator, denominator: of shares;
    numerator alone: a count. value: of means and percentiles, which do not add up.
    """

    indicator = models.CharField(max_length=80)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="figures")
    period = models.CharField(max_length=7)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    value = models.FloatField(null=True)
    facts_version = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "agency", "period"], name="figure_once_per_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.agency_id} {self.period}"

    @property
    def parts(self) -> Parts | None:
        """Return numerator and denominator, None where one is not known."""
        if self.numerator is None or self.denominator is None:
            return None
        return Parts(self.numerator, self.denominator)

    @property
    def share(self) -> Decimal | None:
        """Return the percentage of its parts, None where there is none."""
        share = None if self.parts is None else self.parts.percent
        return None if share is None else Decimal(share.numerator) / Decimal(share.denominator)

    @property
    def month_words(self) -> str:
        """Return its month as it is spoken of, `08/2026`."""
        year, _sep, month = self.period.partition("-")
        return f"{month}/{year}" if month else year


class StandingRow(models.Model):
    """Where a target stands at an agency, as last measured; everything in it can be made again.

    rule: code of the rule that gave the state. measured: numerator, denominator, value, band or
    day, as the source has them. forecast: as core gives it, numbers as text. facts_version: of
    the facts an indicator was computed from. waiting: reported figures not yet approved.
    """

    class Source(models.TextChoices):
        INDICATOR = "indicator", _("kho hồ sơ")
        INDEX = "index", _("chỉ số công bố")
        REPORT = "report", _("cơ quan báo cáo")
        TASKS = "tasks", _("nhiệm vụ của kế hoạch")
        AGENCIES = "agencies", _("tổng hợp từ các cơ quan")
        OVERRIDE = "override", _("nhập thay, có lý do")
        NONE = "none", _("chưa có nguồn")

    target = models.ForeignKey(Target, models.CASCADE, related_name="standings")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="standings")
    state = models.CharField(_("Trạng thái"), max_length=10, choices=STATES)
    trouble = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=40)
    source = models.CharField(max_length=10, choices=Source, default=Source.NONE)
    period = models.CharField(max_length=30, blank=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    band = models.CharField(max_length=100, blank=True)
    day = models.DateField(null=True)
    base = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    chance = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    forecast = models.JSONField(null=True)
    facts_version = models.PositiveIntegerField(null=True)
    waiting = models.PositiveSmallIntegerField(default=0)
    measured_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("trouble", "chance", "pk")
        constraints = [
            models.UniqueConstraint(fields=["target", "agency"], name="standing_once"),
            models.CheckConstraint(
                condition=Q(state__in=list(TROUBLE)), name="standing_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state"], name="standing_agency_state"),
            models.Index(fields=["trouble", "chance"], name="standing_trouble"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} @ {self.agency_id}: {self.state}"


class StandingsVersion(models.Model):
    """One row: rises when standings change, so that counts kept in memory are known to be old."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="standings_version_is_one_row")
        ]

    def __str__(self) -> str:
        return str(self.number)


class StateChange(models.Model):
    """A standing that went from one state to another; what got worse, what got better."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="state_changes")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="state_changes")
    at = models.DateTimeField(default=timezone.now)
    before = models.CharField(max_length=10, choices=STATES, blank=True)
    after = models.CharField(max_length=10, choices=STATES)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=["agency", "at"], name="state_change_agency"),
            models.Index(fields=["before", "at"], name="state_change_before"),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} @ {self.agency_id}: {self.before} → {self.after}"


class Override(models.Model):
    """A figure put in place of a computed one, with the reason; both are shown.

    computed: what was computed when it was put in. The latest that is not withdrawn counts.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="overrides")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="overrides")
    value = models.DecimalField(_("Giá trị thay"), max_digits=20, decimal_places=6)
    computed = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    reason = models.CharField(_("Lý do"), max_length=1000)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("-at",)
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="override_has_a_reason"),
            models.UniqueConstraint(
                fields=["target", "agency"],
                condition=Q(withdrawn_at__isnull=True),
                name="override_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} @ {self.agency_id} = {self.value}"
