"""The items of a round, the card of each agency, and the sums of a card."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.web.register.models import Agency
from caicach.web.rounds.models.choices import Stage
from caicach.web.rounds.models.round import Round


def point_field(**more: Any) -> "models.DecimalField[Any, Any]":
    """Return a column of points: for lists, sums and the guards of the database.

    Exact points are recomputed from what was handed in, or kept as text in a tally.
    """
    return models.DecimalField(max_digits=18, decimal_places=10, **more)


class ItemManager(models.Manager["Item"]):
    """Items that count; those a change of edition took out are found by `with_dropped` alone."""

    def get_queryset(self) -> "models.QuerySet[Item]":
        """Return the items that count."""
        return super().get_queryset().filter(is_dropped=False)


class Item(models.Model):
    """What one item of the edition is in this round.

    low, high: the least and most points it can have. in_steps: only amounts in `allowed`.
    source_kind, source_name: what fills its inputs, empty where the agency types them.
    blocks: the blocks it counts for, empty for all. is_dropped: a later edition took it out; what
    was handed in stays with it, and it counts nowhere.
    """

    class Source(models.TextChoices):
        TYPED = "", _("cơ quan khai")
        INDICATOR = "indicator", _("kho hồ sơ")
        TASKS = "tasks", _("nhiệm vụ của kế hoạch")
        REPORT = "report", _("số liệu đã báo cáo")
        SURVEY = "survey", _("điều tra xã hội học")
        IMPORT = "import", _("chỉ số bên ngoài")

    round = models.ForeignKey(Round, models.CASCADE, related_name="items")
    code = models.CharField(_("Mã"), max_length=40)
    printed_code = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    area = models.CharField(max_length=40)
    label = models.CharField(_("Nội dung"), max_length=600)
    label_en = models.CharField(max_length=600, blank=True)
    kind = models.CharField(max_length=15)
    assessed_by = models.CharField(max_length=10)
    maximum = point_field()
    low = point_field()
    high = point_field()
    in_steps = models.BooleanField(default=False)
    blocks = models.JSONField(default=list)
    lead = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("Thẩm định"))
    source_kind = models.CharField(max_length=10, choices=Source, blank=True)
    source_name = models.CharField(max_length=120, blank=True)
    needs_evidence = models.BooleanField(default=False)
    is_dropped = models.BooleanField(default=False)

    objects = ItemManager()
    with_dropped = models.Manager()

    class Meta:
        ordering = ("round", "position")
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="item_once")]
        indexes = [models.Index(fields=["round", "lead"], name="item_lead")]

    def __str__(self) -> str:
        return f"{self.printed_code} {self.label}"

    @property
    def is_self_scored(self) -> bool:
        """Say whether the agency hands in figures of its own."""
        return self.assessed_by not in ("survey", "import", "system", "appraisal")

    @property
    def takes_evidence(self) -> bool:
        """Say whether agencies may show something for it: not for what is told from elsewhere."""
        told_elsewhere = (Item.Source.SURVEY, Item.Source.IMPORT)
        is_told = self.assessed_by in ("survey", "import", "system")
        return not is_told and self.source_kind not in told_elsewhere

    def counts_for(self, block: str) -> bool:
        """Say whether it counts for a block."""
        return not self.blocks or block in self.blocks


class AllowedPoints(models.Model):
    """One of the amounts an item that is given in steps can have."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="allowed")
    points = point_field()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "points"], name="allowed_once")]

    def __str__(self) -> str:
        return str(self.points)


class Card(models.Model):
    """The scorecard of one agency. The four flags say which scores may be written just now.

    name: as the agency was called when the round was opened. version: rises with each change.
    """

    class State(models.TextChoices):
        DRAFTING = "drafting", _("Đang tự chấm")
        SUBMITTED = "submitted", _("Chờ người đứng đầu phê duyệt")
        APPROVED = "approved", _("Đã phê duyệt")
        ENDED = "ended", _("Không chấm tiếp")

    round = models.ForeignKey(Round, models.CASCADE, related_name="cards")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="cards")
    name = models.CharField(max_length=300)
    block = models.CharField(_("Khối"), max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFTING)
    self_open = models.BooleanField(default=False)
    appraised_1_open = models.BooleanField(default=False)
    appraised_2_open = models.BooleanField(default=False)
    final_open = models.BooleanField(default=False)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_on = models.DateField(null=True)
    reason = models.CharField(_("Lý do"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("round", "block", "agency__code")
        constraints = [
            models.UniqueConstraint(fields=["round", "agency"], name="card_once"),
            models.CheckConstraint(
                condition=~Q(state="ended") | (Q(ended_on__isnull=False) & ~Q(reason="")),
                name="card_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended")
                | Q(self_open=False, appraised_1_open=False, appraised_2_open=False),
                name="card_ended_is_locked",
            ),
        ]
        indexes = [models.Index(fields=["round", "block"], name="card_block")]

    def __str__(self) -> str:
        return self.name

    def is_open(self, stage: str) -> bool:
        """Say whether scores of that stage may be written."""
        return bool(getattr(self, f"{stage}_open"))


class Tally(models.Model):
    """What a card comes to at one stage, all that is appraised so far taken in.

    exact: `{points, base_points, bonus, penalty, maximum, reported, items_due, items_reported,
    areas: {code: {points, maximum, reported}}}`, numbers as text. points, index: for lists.
    low, high: what ranks are read from, with what is missing at 0 and at its maximum; null where
    nothing applies.
    """

    card = models.ForeignKey(Card, models.CASCADE, related_name="tallies")
    stage = models.CharField(max_length=12, choices=Stage)
    exact = models.JSONField()
    points = point_field(null=True)
    index = point_field(null=True)
    low = models.DecimalField(max_digits=24, decimal_places=12, null=True)
    high = models.DecimalField(max_digits=24, decimal_places=12, null=True)
    is_complete = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "stage"], name="tally_once")]
        indexes = [models.Index(fields=["card", "stage", "low", "high"], name="tally_reach")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.stage}: {self.points}"
