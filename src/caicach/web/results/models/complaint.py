"""Complaints of agencies about their published results, and the answers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.models import Attachment
from caicach.web.register.models import Agency
from caicach.web.results.models.publication import Publication
from caicach.web.rounds.models import Card, Item


class Complaint(models.Model):
    """What an agency contests of one item, and what was answered; answered once."""

    class State(models.TextChoices):
        FILED = "filed", _("Chờ trả lời")
        UPHELD = "upheld", _("Chấp nhận")
        REJECTED = "rejected", _("Không chấp nhận")

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="complaints")
    card = models.ForeignKey(Card, models.PROTECT, related_name="complaints")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("Tiêu chí"))
    text = models.TextField(_("Nội dung khiếu nại"))
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.FILED)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(_("Gửi lúc"))
    answer = models.TextField(_("Nội dung trả lời"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_post = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="complaint_says_something"),
            models.CheckConstraint(
                condition=Q(state="filed", answered_at__isnull=True)
                | (Q(state__in=["upheld", "rejected"], answered_at__isnull=False) & ~Q(answer="")),
                name="complaint_answered_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["card", "item"], condition=Q(state="filed"), name="complaint_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.item.printed_code}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("results:complaint", args=[self.pk])

    @property
    def agency(self) -> Agency:
        """Return the agency that complains, for rights."""
        return self.card.agency


class ComplaintFile(models.Model):
    """A file sent with a complaint."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="files")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.attachment)
