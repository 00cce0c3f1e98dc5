"""Stored content, and each use of it under a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caicach.web.register.models import Agency


class StoredFile(models.Model):
    """The bytes of a file, known by their SHA-256; the same bytes are kept once."""

    sha256 = models.CharField(max_length=64, unique=True)
    size_bytes = models.PositiveBigIntegerField()
    kind = models.CharField(_("Loại tệp"), max_length=10)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256[:12]


class FileLook(models.Model):
    """What was seen in stored content: once for the same bytes, however often they are used.

    pages: null where it has none or cannot be opened. active: what it could do by itself.
    complete: the whole structure was walked. signatures: as `files.signatures.records` writes
    them; their state is not kept, as it depends on the day and on the anchors.
    """

    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="look")
    pages = models.PositiveIntegerField(null=True)
    active = models.JSONField(default=list)
    complete = models.BooleanField(default=True)
    signatures = models.JSONField(default=list)
    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.stored)


class SignatureMaterial(models.Model):
    """Certificates and lists of revoked ones from a signed file: bulk that only judges need."""

    look = models.OneToOneField(FileLook, models.CASCADE, related_name="material")
    content = models.JSONField()

    def __str__(self) -> str:
        return str(self.look)


class Attachment(models.Model):
    """A file under the name it was sent with, or an https link.

    A replaced or withdrawn one stays, with who did it and why. warning: what the reader should
    know before opening: "macros" or "active".
    """

    class State(models.TextChoices):
        KEPT = "kept", _("Đang dùng")
        REPLACED = "replaced", _("Đã thay")
        WITHDRAWN = "withdrawn", _("Đã rút")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="uses")
    name = models.CharField(_("Tên tệp"), max_length=200)
    link = models.URLField(_("Liên kết"), max_length=500, blank=True)
    warning = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.KEPT)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("Gửi lúc"))
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(_("Lý do"), max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(stored__isnull=False) & Q(link=""))
                | (Q(stored__isnull=True) & Q(link__startswith="https://")),
                name="attachment_file_or_https_link",
            ),
            models.CheckConstraint(
                condition=Q(state="kept", ended_at__isnull=True)
                | (~Q(state="kept") & Q(ended_at__isnull=False) & ~Q(reason="")),
                name="attachment_ends_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name
