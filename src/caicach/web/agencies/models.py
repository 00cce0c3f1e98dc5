"""What was decided about agencies, and tables of agencies read and not yet taken over."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Operation(models.Model):
    """One decision carried out on the register, with the rows it added and ended.

    on: the first day of the new order; none for a table taken over. changes: what `saving` needs
    to take it back. undone_at: when a mistaken one was taken back; the rest stays to be read.
    """

    class Kind(models.TextChoices):
        CREATION = "creation", _("Thành lập")
        CHANGE = "change", _("Đổi tên, loại, khối")
        RECODING = "recoding", _("Đổi mã")
        MOVE = "move", _("Chuyển cơ quan cấp trên")
        MERGER = "merger", _("Sáp nhập, hợp nhất")
        SPLIT = "split", _("Chia tách")
        ABOLITION = "abolition", _("Giải thể")
        IMPORT = "import", _("Nhập từ tệp")
        MAP = "map", _("Nạp bản đồ hành chính")

    kind = models.CharField(_("Việc"), max_length=10, choices=Kind)
    on = models.DateField(_("Từ ngày"), null=True)
    decision = models.CharField(_("Quyết định"), max_length=300, blank=True)
    name = models.CharField(_("Người"), max_length=200)
    made_at = models.DateTimeField(_("Lúc"), auto_now_add=True)
    changes = models.JSONField(default=dict)
    undone_at = models.DateTimeField(_("Hoàn tác lúc"), null=True)
    undo_reason = models.TextField(_("Lý do hoàn tác"), blank=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("sắp xếp cơ quan")
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undo_reason="")
                | Q(undone_at__isnull=False) & ~Q(undo_reason=""),
                name="operation_undone_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.decision}".strip()


class Concerned(models.Model):
    """An agency an operation was about, by its code: the row of a new one goes when undone."""

    operation = models.ForeignKey(Operation, models.CASCADE, related_name="concerned")
    code = models.CharField(max_length=35, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["operation", "code"], name="concerned_once")]

    def __str__(self) -> str:
        return self.code


class PendingImport(models.Model):
    """A table of agencies read and shown, waiting for whoever uploaded it to take it over.

    rows: agencies, links and lineage as the core writes them, with the place of each.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField()
    read_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.file_name
