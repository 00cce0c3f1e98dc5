"""Publications: what was frozen, sealed and told; never changed afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caicach.web.attachments.models import StoredFile
from caicach.web.register.models import Agency
from caicach.web.rounds.models import Round
from caicach.web.rounds.models.card import point_field


class Publication(models.Model):
    """One publication of a round's results; a correction stands beside the one it replaces.

    particulars: what was printed around the tables. head: the result document without agencies.
    last_change: number of the last change of a score that it takes in; what came later is undone
    when it is proven. gaps: why it was published although figures were missing.
    """

    class Kind(models.TextChoices):
        FIRST = "first", _("Công bố lần đầu")
        CORRECTION = "correction", _("Đính chính")

    round = models.ForeignKey(Round, models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField(_("Lần"))
    kind = models.CharField(_("Loại"), max_length=10, choices=Kind)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    cause = models.TextField(_("Lý do đính chính"), blank=True)
    gaps = models.TextField(blank=True)
    title = models.CharField(_("Tên văn bản"), max_length=400)
    notation = models.CharField(_("Số, ký hiệu"), max_length=80)
    signed_on = models.DateField(_("Ngày ký"))
    signer = models.CharField(_("Người ký"), max_length=200)
    particulars = models.JSONField()
    head = models.JSONField()
    facts_versions = models.JSONField(default=list)
    evidence_count = models.PositiveIntegerField(default=0)
    last_change = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    post = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(_("Công bố lúc"))

    class Meta:
        ordering = ("-published_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="publication_once"),
            models.CheckConstraint(
                condition=Q(kind="first", replaces__isnull=True)
                | (Q(kind="correction", replaces__isnull=False) & ~Q(cause="")),
                name="publication_correction_has_a_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notation} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("results:publication", args=[self.pk])

    @property
    def agency(self) -> Agency:
        """Return the agency that publishes, for rights."""
        return self.round.agency


class PublishedFile(models.Model):
    """A file of a publication by its name in the bundle."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="files")
    name = models.CharField(max_length=40)
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["publication", "name"], name="published_file_once")
        ]

    def __str__(self) -> str:
        return self.name


class AgencyResult(models.Model):
    """What was published of one agency.

    entry: of the result document, without its items. items: by code, `[points, maximum, state,
    step, inputs]`. missing: those of the set proper without points. losses: most costly first,
    `{code, lost, maximum, reason, step}`; last what belongs to no item, with no code. They add
    up to the maximum less the points.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="agencies")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    name = models.CharField(_("Cơ quan"), max_length=300)
    block = models.CharField(_("Khối"), max_length=60, blank=True)
    points = point_field(null=True)
    index = point_field(null=True)
    rank = models.PositiveIntegerField(_("Hạng"), null=True)
    rank_of = models.PositiveIntegerField(default=0)
    entry = models.JSONField()
    items = models.JSONField()
    missing = models.JSONField(default=dict)
    losses = models.JSONField(default=list)
    folded = models.CharField(max_length=400, default="")

    class Meta:
        ordering = ("publication", "position")
        constraints = [
            models.UniqueConstraint(fields=["publication", "agency"], name="agency_result_once")
        ]
        indexes = [models.Index(fields=["publication", "block", "rank"], name="agency_result_rank")]

    def __str__(self) -> str:
        return f"{self.name}: {self.rank or '–'}"


class Restated(models.Model):
    """An agency whose figures a correction changed.

    before, after: `{points, index, rank, band}`, null where it was not in that result.
    items: `[{code, before, after}]`. moved_along: only its rank changed, because of others.
    """

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="restated")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    block = models.CharField(max_length=60, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    items = models.JSONField(default=list)
    cause = models.TextField(blank=True)
    moved_along = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
