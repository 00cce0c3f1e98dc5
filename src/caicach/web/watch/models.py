"""Years of an index as an office has entered them: never changed, never deleted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.models import Attachment
from caicach.web.register.models import Agency

LASTING = ("accepted", "replaced", "withdrawn")


class IndexYearEntry(models.Model):
    """One year of one index: whence, by whom, and what a person judged before accepting it.

    agency: whose standing body entered it. day: of an index published every day, else None.
    typed: the cells entered by hand; empty where a file was read, which is the attachment.
    judged: codes of the warnings that were ticked, with how often each stood.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Chờ tiếp nhận")
        ACCEPTED = "accepted", _("Đang dùng")
        REPLACED = "replaced", _("Đã thay")
        WITHDRAWN = "withdrawn", _("Đã rút")
        DROPPED = "dropped", _("Đã bỏ")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    series = models.CharField(_("Chỉ số"), max_length=40)
    year = models.PositiveSmallIntegerField(_("Năm"))
    day = models.DateField(_("Ngày"), null=True, blank=True)
    source = models.CharField(_("Văn bản hoặc nguồn công bố"), max_length=300)
    link = models.URLField(_("Liên kết"), max_length=500, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(_("Mã kiểm tra của tệp"), max_length=64, blank=True)
    typed = models.JSONField(default=list, blank=True)
    provinces = models.PositiveSmallIntegerField(_("Số tỉnh"))

    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.PROPOSED)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("Đưa vào lúc"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(_("Tiếp nhận lúc"), null=True)
    judged = models.JSONField(_("Cảnh báo đã xem"), default=dict, blank=True)
    reason = models.CharField(_("Lý do chấp nhận"), max_length=500, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("Thôi dùng lúc"), null=True)
    ended_reason = models.CharField(_("Lý do thôi dùng"), max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        ordering = ("-entered_at", "-pk")
        constraints = [
            # two, because SQLite takes every empty day for another one
            models.UniqueConstraint(
                fields=["series", "year"],
                condition=Q(state="accepted", day__isnull=True),
                name="index_year_in_use_once",
            ),
            models.UniqueConstraint(
                fields=["series", "day"],
                condition=Q(state="accepted", day__isnull=False),
                name="index_day_in_use_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False) | ~Q(state__in=LASTING),
                name="index_year_accepted_at",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, state__in=("proposed", "accepted"))
                | Q(ended_at__isnull=False, state__in=("replaced", "withdrawn", "dropped")),
                name="index_year_ended_at",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(ended_reason=""),
                name="index_year_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(judged={}) | ~Q(reason=""), name="index_year_judged_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        when = str(self.year) if self.day is None else self.day.strftime("%d/%m/%Y")
        return f"{self.series} {when}"


class IndexEntry(models.Model):
    """One figure of an entered year, as read: the total, or a part of it.

    province: its key on the map of the year. component: empty for the total. value: as text,
    since SQLite keeps numbers to 15 digits; None where only a rank was published.
    """

    entry = models.ForeignKey(IndexYearEntry, models.PROTECT, related_name="figures")
    province = models.CharField(max_length=10)
    component = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=40, null=True)
    rank = models.PositiveSmallIntegerField(null=True)
    of = models.PositiveSmallIntegerField(null=True)
    band = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "province", "component"], name="index_figure_once"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(rank__isnull=False),
                name="index_figure_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.province} {self.component}".strip()
