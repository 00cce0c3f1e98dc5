"""Figures that agencies report, because no register knows them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.models import Attachment
from caicach.web.plans.models.amount import amount
from caicach.web.plans.models.document import Document
from caicach.web.plans.models.target import Target
from caicach.web.register.models import Agency


class FigureReport(models.Model):
    """One figure of one agency for one period; a later one stands beside it, never over it.

    period: as `core.periods` writes it, `2026-Q1`. value: where there are no parts; a day is
    kept in `day`, a band in `band`. The figure that counts is the approved one.
    """

    class State(models.TextChoices):
        SENT = "sent", _("Chờ duyệt")
        APPROVED = "approved", _("Đã duyệt")
        RETURNED = "returned", _("Bị trả lại")
        REPLACED = "replaced", _("Đã có số mới")

    target = models.ForeignKey(Target, models.PROTECT, related_name="reports")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="figure_reports")
    period = models.CharField(_("Kỳ"), max_length=20)
    period_from = models.DateField()
    period_to = models.DateField()
    numerator = amount(_("Tử số"))
    denominator = amount(_("Mẫu số"))
    value = amount(_("Giá trị"))
    day = models.DateField(_("Ngày hoàn thành"), null=True, blank=True)
    band = models.CharField(_("Nhóm, loại"), max_length=100, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(_("Vị trí"), max_length=300, blank=True)
    at = models.DateTimeField(_("Gửi lúc"))
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="figure_reports"
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="figure_reports"
    )
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.SENT)
    note = models.TextField(_("Ghi chú"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("Lý do"), max_length=500, blank=True)

    class Meta:
        ordering = ("target", "agency__code", "-period_to", "-at")
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator__isnull=False, denominator__isnull=False, value__isnull=True)
                | Q(numerator__isnull=True, denominator__isnull=True),
                name="report_parts_or_value",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=False)
                | Q(value__isnull=False)
                | Q(day__isnull=False)
                | ~Q(band=""),
                name="report_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(reason=""), name="report_returned_with_reason"
            ),
            models.UniqueConstraint(
                fields=["target", "agency", "period"],
                condition=Q(state="approved"),
                name="report_approved_once",
            ),
            models.UniqueConstraint(
                fields=["target", "agency", "period"],
                condition=Q(state="sent"),
                name="report_waiting_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "agency"], name="report_state_agency")]

    def __str__(self) -> str:
        return f"{self.target} ({self.period})"
