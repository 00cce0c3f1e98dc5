"""Registered documents."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.models import Attachment
from caicach.web.plans.models.choices import DOCUMENT_KINDS, LEVELS
from caicach.web.register.models import Agency


class Document(models.Model):
    """A resolution, programme, decision or plan as it was issued.

    notation: whole, as printed, `4003/QĐ-UBND`; number: what stands in front of it.
    agency: who registered it; None for those that everybody stands under.
    also_carries_out: notations of documents that are not registered here.
    """

    class SourceStatus(models.TextChoices):
        REPORTED = "reported", _("Đọc trong nguồn")
        RECALLED = "recalled", _("Chưa xác nhận")
        INVENTED = "invented", _("Mẫu")

    number = models.CharField(_("Số"), max_length=30, blank=True)
    notation = models.CharField(_("Số, ký hiệu"), max_length=100, blank=True)
    kind = models.CharField(_("Loại văn bản"), max_length=20, choices=DOCUMENT_KINDS)
    title = models.CharField(_("Trích yếu"), max_length=500)
    title_en = models.CharField(_("Trích yếu tiếng Anh"), max_length=500, blank=True)
    issued_on = models.DateField(_("Ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=300)
    signer = models.CharField(_("Người ký"), max_length=150, blank=True)
    level = models.CharField(_("Cấp"), max_length=20, choices=LEVELS)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    first_year = models.PositiveSmallIntegerField(_("Từ năm"))
    last_year = models.PositiveSmallIntegerField(_("Đến năm"))
    link = models.URLField(_("Liên kết"), max_length=500, blank=True)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    source = models.CharField(_("Nguồn"), max_length=500, blank=True)
    source_link = models.URLField(max_length=500, blank=True)
    source_status = models.CharField(
        max_length=10, choices=SourceStatus, default=SourceStatus.REPORTED
    )
    carries_out = models.ManyToManyField(
        "self", symmetrical=False, related_name="carried_out_by", blank=True
    )
    also_carries_out = models.CharField(_("Văn bản khác"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    folded = models.TextField(editable=False, default="")

    class Meta:
        ordering = (F("issued_on").desc(nulls_last=True), "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="document_years_in_order"
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"),
                name="document_link_is_https",
            ),
        ]
        indexes = [models.Index(fields=["notation", "issuer"], name="document_notation")]

    def __str__(self) -> str:
        return f"{self.notation} {self.title}".strip()
