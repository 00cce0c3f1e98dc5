"""What appraisers keep beside the scores: what they have looked at, and what is opened again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.web.rounds.models import Card, Item


class Look(models.Model):
    """When a person last looked at one item of one card: later changes are new to them."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    card = models.ForeignKey(Card, models.CASCADE, related_name="looks")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "card", "item"], name="look_once")]
        indexes = [models.Index(fields=["card", "item"], name="look_card_item")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.card_id} {self.item_id}"


class Reopening(models.Model):
    """An item that is appraised a second time although nothing asked for it. Append-only."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="reopenings")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    reason = models.CharField(_("Lý do"), max_length=500)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="reopening_has_a_reason")
        ]
        indexes = [models.Index(fields=["card", "item"], name="reopening_card_item")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.item_id}"
