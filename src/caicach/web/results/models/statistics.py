"""Statistics of a set as they were worked out last."""

from django.db import models

from caicach.web.rounds.models import Round, Stage


class KeptStatistics(models.Model):
    """What the set of a round tells of itself at one stage; made again on request.

    content: as `caicach.web.results.statistics` writes it. last_change: number of the last change
    of a score that it takes in.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="kept_statistics")
    stage = models.CharField(max_length=12, choices=Stage)
    content = models.JSONField()
    last_change = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "stage"], name="statistics_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.stage}"
