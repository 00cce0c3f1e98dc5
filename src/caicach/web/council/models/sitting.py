"""Sittings of the council, and their minutes."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.models import Attachment
from caicach.web.register.models import Agency
from caicach.web.rounds.models import Round


def sitting_words(number: int, held_on: date) -> str:
    """Return what a sitting is called: "Phiên 2 (05/03/2026)"."""
    return gettext("Phiên %(number)s (%(day)s)") % {
        "number": number,
        "day": held_on.strftime("%d/%m/%Y"),
    }


class Sitting(models.Model):
    """A meeting, or a vote taken in writing until a day.

    held_on: the day whose posts say who is a member. minutes_text: a draft until the signed file
    is there.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Họp")
        WRITING = "writing", _("Lấy ý kiến bằng văn bản")

    class State(models.TextChoices):
        OPEN = "open", _("Đang làm việc")
        CLOSED = "closed", _("Đã kết thúc")

    round = models.ForeignKey(Round, models.CASCADE, related_name="sittings")
    number = models.PositiveSmallIntegerField(_("Phiên số"))
    kind = models.CharField(_("Hình thức"), max_length=10, choices=Kind, default=Kind.MEETING)
    held_on = models.DateField(_("Ngày"))
    place = models.CharField(_("Địa điểm"), max_length=200, blank=True)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Chủ tọa"),
    )
    present = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("Có mặt")
    )
    state = models.CharField(_("Tình trạng"), max_length=10, choices=State, default=State.OPEN)
    minutes_text = models.TextField(_("Biên bản"), blank=True)
    minutes = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("round", "number")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="sitting_once"),
        ]

    def __str__(self) -> str:
        return sitting_words(self.number, self.held_on)

    def told(self) -> dict[str, Any]:
        """Return what the log keeps of it where something else is spoken of."""
        return {"number": self.number, "held_on": self.held_on}

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("council:sitting", args=[self.pk])

    @property
    def agency(self) -> Agency:
        """Return whose council sits."""
        return self.round.agency
