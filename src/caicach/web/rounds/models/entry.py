"""What stands on a card: figures known from elsewhere, figures handed in, and every change."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.core.rules import Given
from caicach.web.register.models import Agency
from caicach.web.rounds.given import given_of
from caicach.web.rounds.models.card import Card, Item, point_field
from caicach.web.rounds.models.choices import SCORES, Stage


class Filling(models.Model):
    """A figure that an indicator, a plan, a report or a survey knows; kept beside an override.

    Made again until it is pinned, and never after. given: as `caicach.web.rounds.given` writes it.
    """

    card = models.ForeignKey(Card, models.CASCADE, related_name="fillings")
    item = models.ForeignKey(Item, models.CASCADE, related_name="fillings")
    given = models.JSONField()
    source_kind = models.CharField(max_length=10, choices=Item.Source)
    source_name = models.CharField(max_length=120)
    period = models.CharField(max_length=30, blank=True)
    facts_version = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    pinned_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "item"], name="filling_once")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.item_id}"

    def as_given(self) -> Given:
        """Return it as a rule sees it."""
        return given_of(self.given)


class Entry(models.Model):
    """What was handed in for an item at one stage, and the points the engine made of it.

    source: typed; an override of what is known; accepted as the stage before had it; decided by
    the council. verdict: of an appraiser. consent: to an item that is said not to apply.
    by_agency: for which agency the person acted.
    """

    class Source(models.TextChoices):
        TYPED = "typed", _("khai")
        OVERRIDE = "override", _("ghi đè")
        ACCEPTED = "accepted", _("chấp nhận")
        DECIDED = "decided", _("Hội đồng quyết định")

    class Verdict(models.TextChoices):
        NONE = "", _("–")
        ACCEPTED = "accepted", _("Thống nhất")
        CHANGED = "changed", _("Chấm lại")
        ASKED = "asked", _("Yêu cầu giải trình")

    card = models.ForeignKey(Card, models.CASCADE, related_name="entries")
    item = models.ForeignKey(Item, models.CASCADE, related_name="entries")
    stage = models.CharField(max_length=12, choices=Stage)
    given = models.JSONField()
    source = models.CharField(max_length=10, choices=Source, default=Source.TYPED)
    reason = models.TextField(_("Lý do"), blank=True)
    points = point_field(null=True)
    score = models.CharField(max_length=15, choices=SCORES)
    step = models.CharField(max_length=120, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True, default="")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(max_length=300, blank=True)
    by_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "item", "stage"], name="entry_once"),
            models.CheckConstraint(
                condition=Q(points__isnull=False) | ~Q(score="scored"), name="entry_has_its_points"
            ),
            models.CheckConstraint(
                condition=~Q(source__in=["override", "decided"]) | ~Q(reason=""),
                name="entry_override_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(verdict__in=["changed", "asked"]) | ~Q(reason=""),
                name="entry_verdict_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["item", "stage"], name="entry_item_stage")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.item_id} {self.stage}: {self.points}"

    def as_given(self) -> Given:
        """Return it as a rule sees it."""
        return given_of(self.given)

    def told(self) -> dict[str, Any]:
        """Return what the list of changes keeps of it."""
        shown = ("given", "source", "reason", "score", "verdict")
        kept = {name: getattr(self, name) for name in shown}
        return kept | {"points": None if self.points is None else str(self.points)}


class EntryChange(models.Model):
    """One saving of one entry. Append-only; its number tells others what is new on the card."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="changes")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        indexes = [models.Index(fields=["card", "id"], name="change_card")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.item_id} {self.stage}"


class LateNote(models.Model):
    """What somebody typed when the score could no longer change: kept, and counted nowhere."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="late_notes")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=12, choices=Stage)
    typed = models.JSONField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.card_id} {self.item_id}"


class Remark(models.Model):
    """A note of one side on an item: never changed. `answers`: agreed or explained."""

    class Side(models.TextChoices):
        AGENCY = "agency", _("Cơ quan")
        APPRAISER = "appraiser", _("Thẩm định viên")
        COUNCIL = "council", _("Hội đồng")

    class Kind(models.TextChoices):
        NOTE = "note", _("Ghi chú")
        QUESTION = "question", _("Yêu cầu giải trình")
        EXPLANATION = "explanation", _("Giải trình")
        AGREEMENT = "agreement", _("Chấp nhận điểm thẩm định")

    card = models.ForeignKey(Card, models.CASCADE, related_name="remarks")
    item = models.ForeignKey(Item, models.CASCADE, related_name="remarks")
    phase = models.CharField(max_length=20)
    side = models.CharField(max_length=10, choices=Side)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.NOTE)
    text = models.TextField(blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="agreement") | ~Q(text=""), name="remark_says_something"
            )
        ]
        indexes = [models.Index(fields=["card", "item"], name="remark_card_item")]

    def __str__(self) -> str:
        return self.text[:60]
