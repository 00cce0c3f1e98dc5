"""Plans."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.web.plans.models.choices import DOCUMENT_KINDS
from caicach.web.plans.models.document import Document
from caicach.web.register.models import Agency


class Plan(models.Model):
    """What an agency sets out to do in its years.

    key: the name other plan files call it by; empty for plans made here.
    parent: the plan above, whose targets this one serves.
    place: sorts by the agency's code, its numbers as numbers.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        IN_FORCE = "in_force", _("Đang thực hiện")
        CLOSED = "closed", _("Đã khép lại")

    key = models.CharField(max_length=80, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="plans"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="plans")
    title = models.CharField(_("Tên kế hoạch"), max_length=500)
    title_en = models.CharField(_("Tên tiếng Anh"), max_length=500, blank=True)
    kind = models.CharField(_("Loại"), max_length=20, choices=DOCUMENT_KINDS, default="plan")
    first_year = models.PositiveSmallIntegerField(_("Từ năm"))
    last_year = models.PositiveSmallIntegerField(_("Đến năm"))
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.DRAFT)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    note = models.TextField(_("Ghi chú"), blank=True)
    version = models.PositiveIntegerField(default=1)
    place = models.CharField(max_length=80, editable=False, default="")
    folded = models.TextField(editable=False, default="")

    class Meta:
        ordering = ("-first_year", "place", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="plan_years_in_order"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="plan_not_under_itself"
            ),
            models.UniqueConstraint(
                fields=["agency", "key"], condition=~Q(key=""), name="plan_key_once"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "first_year"], name="plan_agency_year"),
            models.Index(fields=["-first_year", "place"], name="plan_year_place"),
            models.Index(fields=["state", "first_year", "last_year"], name="plan_state_years"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> range:
        """Return the years the plan covers."""
        return range(self.first_year, self.last_year + 1)

    @property
    def is_open(self) -> bool:
        """Say whether targets and tasks may still be changed."""
        return self.state != self.State.CLOSED
