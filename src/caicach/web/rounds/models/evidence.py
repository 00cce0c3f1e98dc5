"""Evidence: a file, a link, a registered document or a stored question to the facts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.models import Attachment
from caicach.web.plans.models import Document
from caicach.web.rounds.models.card import Card, Item


class Evidence(models.Model):
    """One piece for one item; the same file may serve several items and the next year.

    query: `{"indicator", "period", "part", "facts_version"}` of the rows that are shown.
    page: where to look, as written. is_partial: shows part of what is asked, so that the agency
    explains the rest. Withdrawn or replaced, never deleted.
    """

    class Kind(models.TextChoices):
        FILE = "file", _("Tệp")
        LINK = "link", _("Liên kết")
        DOCUMENT = "document", _("Văn bản đã đăng ký")
        QUERY = "query", _("Truy vấn kho hồ sơ")

    class State(models.TextChoices):
        KEPT = "kept", _("Đang dùng")
        REPLACED = "replaced", _("Đã thay")
        WITHDRAWN = "withdrawn", _("Đã rút")

    card = models.ForeignKey(Card, models.CASCADE, related_name="evidence")
    item = models.ForeignKey(Item, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    query = models.JSONField(null=True)
    page = models.CharField(_("Trang"), max_length=60, blank=True)
    note = models.CharField(_("Ghi chú"), max_length=500, blank=True)
    is_partial = models.BooleanField(_("Chỉ chứng minh một phần"), default=False)
    phase = models.CharField(max_length=20)
    reused_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.KEPT)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(_("Lý do"), max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["file", "link"], attachment__isnull=False)
                | Q(kind="document", document__isnull=False)
                | Q(kind="query", query__isnull=False),
                name="evidence_is_something",
            ),
            models.CheckConstraint(
                condition=Q(state="kept", ended_at__isnull=True)
                | (~Q(state="kept") & Q(ended_at__isnull=False) & ~Q(reason="")),
                name="evidence_ends_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["card", "item", "state"], name="evidence_card_item")]

    def __str__(self) -> str:
        return str(self.attachment or self.document or self.source_words)

    @property
    def source_words(self) -> str:
        """Return what a stored question asks for."""
        asked = self.query or {}
        return " ".join(str(asked[name]) for name in ("indicator", "period") if name in asked)
