"""Agencies as the core register knows them: codes, entries by days, parent links, lineage."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from caicach.core.agencies import AgencyKind, LineageKind
from caicach.web.look.templatetags.look import said


def _in_words(kind: AgencyKind) -> str:
    text = said(kind.label)
    return text[:1].upper() + text[1:]


KINDS = [(kind.value, lazy(_in_words, str)(kind)) for kind in AgencyKind]
LINEAGE_KINDS = [
    (LineageKind.MERGE.value, _("Sáp nhập")),
    (LineageKind.SPLIT.value, _("Chia tách")),
    (LineageKind.RENAME.value, _("Đổi tên")),
    (LineageKind.ABOLISH.value, _("Giải thể")),
]
ENDS_IN_ORDER = (
    Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
)


def once(fields: list[str], empty: str, name: str) -> list[models.UniqueConstraint]:
    """Return what keeps `fields` with `empty` single, an empty one being a value like any other.

    `nulls_distinct` would say it in one, but SQLite and PostgreSQL before 15 do not know it.
    """
    without = Q((f"{empty}__isnull", True))
    return [
        models.UniqueConstraint(fields=[*fields, empty], name=name),
        models.UniqueConstraint(fields=fields, condition=without, name=f"{name}_open"),
    ]


class Agency(models.Model):
    """A body by its code; what it is called and where it stands is in its entries and links."""

    code = models.CharField(_("Mã"), max_length=35, unique=True)

    class Meta:
        ordering = ("code",)
        verbose_name = _("cơ quan")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("agencies:agency", args=[self.code])


class Dated(models.Model):
    """Something that holds from `valid_from` to `valid_to`, both included; empty is open."""

    valid_from = models.DateField(_("Hiệu lực từ"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết"), null=True, blank=True)

    class Meta:
        abstract = True


class Entry(Dated):
    """What an agency was called and how it was grouped over one run of days.

    electronic_code: its identification code (H21.217) where the agency's own is another; a code
    may pass to another body, and then has another one beside it. folded: `folded_words` of it.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="entries")
    name = models.CharField(_("Tên"), max_length=300)
    name_en = models.CharField(_("Tên tiếng Anh"), max_length=300, blank=True)
    kind = models.CharField(_("Loại"), max_length=30, choices=KINDS)
    block = models.CharField(_("Khối"), max_length=100, blank=True)
    electronic_code = models.CharField(_("Mã định danh điện tử"), max_length=35, blank=True)
    source = models.CharField(_("Nguồn"), max_length=300, blank=True)
    folded = models.CharField(max_length=700, blank=True, editable=False)

    class Meta:
        ordering = ("agency", F("valid_from").asc(nulls_first=True))
        constraints = [
            models.CheckConstraint(condition=ENDS_IN_ORDER, name="entry_ends_in_order"),
            *once(["agency"], "valid_from", "entry_once_per_start"),
        ]
        indexes = [models.Index(fields=["valid_from", "valid_to"], name="entry_days")]

    def __str__(self) -> str:
        return self.name


class Link(Dated):
    """Who an agency answers to over one run of days."""

    child = models.ForeignKey(Agency, models.PROTECT, related_name="links_up")
    parent = models.ForeignKey(Agency, models.PROTECT, related_name="links_down")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ENDS_IN_ORDER, name="link_ends_in_order"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="link_not_to_itself"),
            *once(["child"], "valid_from", "link_once_per_start"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} → {self.parent_id}"


class Lineage(models.Model):
    """One arrow of a reorganisation: what of `source` goes to `target`, from the day `on`."""

    kind = models.CharField(_("Việc"), max_length=10, choices=LINEAGE_KINDS)
    source = models.ForeignKey(Agency, models.PROTECT, related_name="goes_to")
    target = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="comes_from")
    on = models.DateField(_("Từ ngày"))
    share = models.DecimalField(_("Phần"), max_digits=12, decimal_places=10, default=1)
    decision = models.CharField(_("Quyết định"), max_length=300, blank=True)

    class Meta:
        ordering = ("on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=1), name="lineage_share_of_one"
            ),
            models.CheckConstraint(
                condition=Q(kind="abolish", target__isnull=True)
                | (~Q(kind="abolish") & Q(target__isnull=False)),
                name="lineage_ends_or_goes_on",
            ),
            *once(["source", "on"], "target", "lineage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id} ({self.on})"


class RegisterVersion(models.Model):
    """One row: rises with each change of the register, so that trees kept in memory are known
    to be old.
    """

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="register_version_is_one_row")
        ]

    def __str__(self) -> str:
        return str(self.number)
