"""Targets."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.core.targets import Milestone, TargetShape
from caicach.core.targets import shape as core
from caicach.web.plans.models.amount import amount
from caicach.web.plans.models.choices import AREAS, Better, Comparator, Form, Unit
from caicach.web.plans.models.plan import Plan
from caicach.web.register.models import Agency


class Target(models.Model):
    """What a plan sets out to reach, and what measures it.

    key: the name within its plan by which targets below may serve it; place: sorts the numbers.
    milestones: `[{"year": 2027, "threshold": "85"}]`; thresholds are text, to stay exact.
    figure: of a reported target, one id for the same figure in all plans.
    parent: the target of the plan above that this one serves.
    """

    class SourceKind(models.TextChoices):
        INDICATOR = "indicator", _("Tính từ hồ sơ, sổ quản lý")
        INDEX = "index", _("Chỉ số được công bố")
        REPORTED = "reported", _("Cơ quan báo cáo")

    class Adoption(models.TextChoices):
        INHERIT = "inherit", _("Giữ nguyên")
        ADAPT = "adapt", _("Điều chỉnh")
        OWN = "own", _("Tự đặt")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="targets")
    key = models.CharField(max_length=80, blank=True)
    number = models.CharField(_("Số thứ tự"), max_length=20)
    place = models.CharField(max_length=80, editable=False, default="")
    label = models.CharField(_("Chỉ tiêu"), max_length=500)
    label_en = models.CharField(_("Tên tiếng Anh"), max_length=500, blank=True)
    area = models.CharField(_("Lĩnh vực"), max_length=30, choices=AREAS)

    form = models.CharField(_("Dạng"), max_length=20, choices=Form, default=Form.LEVEL)
    comparator = models.CharField(
        _("So sánh"), max_length=2, choices=Comparator, default=Comparator.AT_LEAST
    )
    threshold = amount(_("Mức"))
    upper = amount(_("Mức trên"))
    unit = models.CharField(_("Đơn vị"), max_length=10, choices=Unit, default=Unit.PERCENT)
    better = models.CharField(_("Chiều tốt"), max_length=10, choices=Better, default=Better.HIGHER)
    band = models.CharField(_("Nhóm phải đạt"), max_length=100, blank=True)
    bands = models.JSONField(_("Các nhóm, từ kém đến tốt"), default=list, blank=True)
    base_year = models.PositiveSmallIntegerField(_("Năm gốc"), null=True, blank=True)
    base_from = models.PositiveSmallIntegerField(_("Gốc tính từ năm"), null=True, blank=True)
    base_value = amount(_("Giá trị gốc"))
    starts_on = models.DateField(_("Tính từ ngày"), null=True, blank=True)
    due_on = models.DateField(_("Hạn"))
    plan_year = models.PositiveSmallIntegerField(_("Năm kế hoạch"), null=True, blank=True)
    each_year = models.BooleanField(_("Đạt hằng năm"), default=False)
    milestones = models.JSONField(_("Mốc giữa kỳ"), default=list, blank=True)
    per_agency = models.BooleanField(_("Từng cơ quan phải đạt"), default=False)
    agencies_at_least = amount(_("Mỗi cơ quan đạt từ"))
    agencies_unit = models.CharField(
        _("Đơn vị của mức mỗi cơ quan"), max_length=10, choices=Unit, default=Unit.PERCENT
    )
    scope = models.CharField(_("Phạm vi"), max_length=300, blank=True)

    source_kind = models.CharField(
        _("Lấy số từ"), max_length=10, choices=SourceKind, default=SourceKind.REPORTED
    )
    indicator = models.CharField(_("Chỉ số đo"), max_length=80, blank=True)
    index_series = models.CharField(_("Bộ chỉ số"), max_length=80, blank=True)
    index_figure = models.CharField(_("Con số"), max_length=10, blank=True)
    index_component = models.CharField(_("Thành phần"), max_length=80, blank=True)
    figure = models.CharField(_("Mã số liệu"), max_length=80, blank=True)
    figure_unit = models.CharField(_("Đơn vị của số liệu"), max_length=10, choices=Unit, blank=True)
    frequency = models.CharField(_("Kỳ báo cáo"), max_length=30, blank=True)

    lead_agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="led_targets"
    )
    lead_words = models.CharField(_("Chủ trì, theo văn bản"), max_length=300, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    adoption = models.CharField(
        _("Cách nhận"), max_length=10, choices=Adoption, default=Adoption.OWN
    )
    source = models.CharField(_("Nguồn"), max_length=500, blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)
    agencies = models.ManyToManyField(
        Agency, through="plans.Assignment", related_name="assigned_targets"
    )
    version = models.PositiveIntegerField(default=1)
    folded = models.TextField(editable=False, default="")

    class Meta:
        ordering = ("plan", "place", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="target_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(source_kind="indicator") & ~Q(indicator="")
                | Q(source_kind="index") & ~Q(index_series="")
                | Q(source_kind="reported"),
                name="target_bound_to_something",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="target_not_its_own"
            ),
            models.UniqueConstraint(
                fields=["plan", "key"], condition=~Q(key=""), name="target_key_once"
            ),
        ]
        indexes = [
            models.Index(fields=["source_kind", "indicator"], name="target_indicator"),
            models.Index(fields=["plan", "area"], name="target_plan_area"),
            models.Index(fields=["parent", "plan"], name="target_parent_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.label}"

    @property
    def shape(self) -> TargetShape:
        """Return the target as the core judges it."""
        return self.shape_for(self.threshold)

    def shape_for(self, threshold: Decimal | None) -> TargetShape:
        """Return the target with an agency's own threshold in place of the plan's."""
        return TargetShape.model_construct(
            form=cast("core.Form", self.form),
            comparator=cast("core.Comparator", self.comparator),
            threshold=_plain(threshold),
            upper=_plain(self.upper),
            band=self.band or None,
            bands=tuple(self.bands),
            unit=cast("core.Unit", self.unit),
            better=cast("core.Better", self.better),
            base_year=self.base_year,
            base_from=self.base_from,
            starts_on=self.starts_on,
            due_on=self.due_on,
            plan_year=self.plan_year,
            area=self.area,
            scope=self.scope or None,
            per_agency=self.per_agency,
            each_year=self.each_year,
            milestones=tuple(map(_milestone, self.milestones)),
            agencies_at_least=_plain(self.agencies_at_least),
            agencies_unit=cast("core.Unit", self.agencies_unit),
        )

    @property
    def agency(self) -> Agency:
        """Return the agency whose plan it stands in, for rights."""
        return self.plan.agency

    @property
    def year_end(self) -> date:
        """Return the last day of the plan's last year."""
        return date(self.plan.last_year, 12, 31)


def _plain(value: Decimal | int | None) -> Decimal | None:
    """Return 98 for 98.000000: the database writes all places. A row not yet written may hold
    an int.
    """
    if value is None:
        return None
    exact = Decimal(value)
    whole = exact.to_integral_value()
    return whole if exact == whole else exact.normalize()


def _milestone(raw: dict[str, Any]) -> Milestone:
    return Milestone(year=int(raw["year"]), threshold=Decimal(str(raw["threshold"])))
