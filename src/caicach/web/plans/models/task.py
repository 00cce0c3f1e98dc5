"""Tasks."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.core.plans import Recurrence
from caicach.web.plans.models.choices import AREAS
from caicach.web.plans.models.plan import Plan
from caicach.web.plans.models.target import Target
from caicach.web.register.models import Agency


class Task(models.Model):
    """What an agency delivers, by a day or again and again; each time is a Turn.

    recurrence: as `core.plans.Recurrence` writes it, empty for a task done once.
    criterion: `set/edition#code` of the criterion it serves.
    owner_words: the owner as the document names it, where no agency of the register fits.
    The five clears are person, work (the label), time, result (the deliverable), responsibility.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks")
    number = models.CharField(_("Số thứ tự"), max_length=20)
    place = models.CharField(max_length=80, editable=False, default="")
    label = models.CharField(_("Nhiệm vụ"), max_length=1000)
    label_en = models.CharField(_("Tên tiếng Anh"), max_length=1000, blank=True)
    area = models.CharField(_("Lĩnh vực"), max_length=30, choices=AREAS)
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="owned_tasks")
    owner_words = models.CharField(_("Chủ trì, theo văn bản"), max_length=300, blank=True)
    co_owners = models.ManyToManyField(Agency, related_name="shared_tasks", blank=True)
    person = models.CharField(_("Người thực hiện"), max_length=200, blank=True)
    responsibility = models.CharField(_("Người chịu trách nhiệm"), max_length=200, blank=True)
    deliverable = models.CharField(_("Sản phẩm"), max_length=500, blank=True)
    starts_on = models.DateField(_("Bắt đầu"), null=True, blank=True)
    due_on = models.DateField(_("Hạn"), null=True, blank=True)
    recurrence = models.CharField(_("Định kỳ"), max_length=30, blank=True)
    target = models.ForeignKey(Target, models.PROTECT, null=True, blank=True, related_name="tasks")
    criterion = models.CharField(_("Tiêu chí"), max_length=120, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    note = models.TextField(_("Ghi chú"), blank=True)
    version = models.PositiveIntegerField(default=1)
    folded = models.TextField(editable=False, default="")

    class Meta:
        ordering = ("plan", "place", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(due_on__isnull=True)
                | Q(due_on__gte=F("starts_on")),
                name="task_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(recurrence=""), name="task_one_time_or_many"
            ),
            models.UniqueConstraint(fields=["plan", "number"], name="task_number_once"),
        ]
        indexes = [models.Index(fields=["plan", "area"], name="task_plan_area")]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"

    @property
    def agency(self) -> Agency:
        """Return the agency whose plan it stands in, for rights."""
        return self.plan.agency

    @property
    def work(self) -> str:
        """Return what is done."""
        return self.label

    @property
    def time(self) -> date | str | None:
        """Return by when, or how often, it is done; None where neither is said."""
        return self.due_on or self.recurrence or None

    @property
    def result(self) -> str:
        """Return what shows that it is done."""
        return self.deliverable

    @property
    def rhythm(self) -> Recurrence | None:
        """Return how it comes back, None for a task done once."""
        return Recurrence.parse(self.recurrence) if self.recurrence else None
