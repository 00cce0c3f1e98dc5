"""Which agencies a target is measured at."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.core.targets import TargetShape
from caicach.web.plans.models.amount import amount
from caicach.web.plans.models.target import Target
from caicach.web.register.models import Agency


class Assignment(models.Model):
    """A target at one agency; threshold: its own, None for that of the target."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="assignments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assignments")
    threshold = amount(_("Mức riêng"))

    class Meta:
        ordering = ("target", "agency__code")
        constraints = [models.UniqueConstraint(fields=["target", "agency"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.target_id} @ {self.agency_id}"

    @property
    def shape(self) -> TargetShape:
        """Return what this agency has to reach."""
        own = self.target.threshold if self.threshold is None else self.threshold
        return self.target.shape_for(own)
