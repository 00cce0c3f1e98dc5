"""From a lost point to its cause, and to the task that is to win it back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.plans.models import Task
from caicach.web.register.models import Agency
from caicach.web.rounds.models import Card, Item


class LossCause(models.Model):
    """Why an agency lost points at an item, in its own words or the standing body's."""

    class Category(models.TextChoices):
        NO_DATA = "no_data", _("Chưa theo dõi, chưa có số liệu")
        NOT_DONE = "not_done", _("Chưa làm hoặc làm chưa đủ")
        LATE = "late", _("Làm chậm so với thời hạn")
        EVIDENCE = "evidence", _("Thiếu tài liệu kiểm chứng")
        DATA_FAULT = "data_fault", _("Số liệu sai hoặc chưa đồng bộ")
        MEANS = "means", _("Thiếu người, kinh phí, hạ tầng")
        OTHERS = "others", _("Phụ thuộc cơ quan khác")
        RULE = "rule", _("Quy định, tiêu chí chưa phù hợp")

    card = models.ForeignKey(Card, models.PROTECT, related_name="loss_causes")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    category = models.CharField(_("Nhóm nguyên nhân"), max_length=12, choices=Category)
    words = models.TextField(_("Nguyên nhân cụ thể"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "item"], name="loss_cause_once"),
            models.CheckConstraint(condition=~models.Q(words=""), name="loss_cause_in_words"),
        ]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def agency(self) -> Agency:
        """Return the agency that lost the points, for rights."""
        return self.card.agency


class Remedy(models.Model):
    """The task of a plan that is to win lost points back."""

    cause = models.ForeignKey(LossCause, models.PROTECT, related_name="remedies")
    task = models.OneToOneField(Task, models.PROTECT, related_name="remedy")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.task)
