"""Figures of surveys and outside indices, as they arrived; what counts is on the cards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caicach.core.rules import Given
from caicach.web.attachments.models import Attachment
from caicach.web.register.models import Agency
from caicach.web.rounds.given import given_of
from caicach.web.rounds.models import Card, Item, Round


class Joining(models.Model):
    """One file of figures, or one published index, looked at and then joined to the cards.

    number: counts the joinings of a round. series: of a watched index, empty for a file.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Chờ đưa vào")
        JOINED = "joined", _("Đã đưa vào")
        DROPPED = "dropped", _("Đã bỏ")

    round = models.ForeignKey(Round, models.CASCADE, related_name="joinings")
    number = models.PositiveIntegerField(_("Lần"))
    source = models.CharField(_("Nguồn số liệu"), max_length=120)
    period = models.CharField(_("Kỳ số liệu"), max_length=30)
    series = models.CharField(_("Chỉ số"), max_length=40, blank=True)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.PROPOSED)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    joined_at = models.DateTimeField(null=True)
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="joining_once"),
            models.CheckConstraint(
                condition=~Q(state="joined") | Q(joined_at__isnull=False), name="joining_joined_at"
            ),
            models.CheckConstraint(
                condition=Q(attachment__isnull=False) | ~Q(series=""), name="joining_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.number})"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("council:joining", args=[self.pk])

    @property
    def agency(self) -> Agency:
        """Return whose round it is."""
        return self.round.agency


class JoinedFigure(models.Model):
    """One figure as it arrived, with the cell it stood in. Append-only."""

    joining = models.ForeignKey(Joining, models.CASCADE, related_name="figures")
    card = models.ForeignKey(Card, models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    given = models.JSONField()
    place = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["joining", "card", "item"], name="joined_once")
        ]
        indexes = [models.Index(fields=["card", "item"], name="joined_card_item")]

    def __str__(self) -> str:
        return f"{self.joining_id} {self.card_id} {self.item_id}"

    def as_given(self) -> Given:
        """Return it as a rule sees it."""
        return given_of(self.given)
