"""Items decided anew after results were published."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.web.results.models.complaint import Complaint
from caicach.web.results.models.publication import Publication
from caicach.web.rounds.models import Card, Item


class Correction(models.Model):
    """One item of one card reopened, with its cause and the council's decision.

    It rests on a complaint that was upheld, or on a decision that is named by number and day.
    before, after: what counted, as a change of a score tells it; before is null where nothing did.
    publication: the one that told of it; null until then.
    """

    card = models.ForeignKey(Card, models.PROTECT, related_name="corrections")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    cause = models.TextField(_("Nguyên nhân"))
    decision = models.TextField(_("Quyết định của Hội đồng"))
    named = models.CharField(_("Số, ngày văn bản của Hội đồng"), max_length=200, default="")
    complaint = models.ForeignKey(
        Complaint, models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    before = models.JSONField(null=True)
    after = models.JSONField()
    change = models.PositiveBigIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, related_name="corrections"
    )

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(cause="") & ~Q(decision=""), name="correction_has_cause_and_decision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.card}: {self.item.printed_code}"
