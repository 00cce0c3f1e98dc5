"""The state of targets: measured once, and one figure put in place of a computed one."""

from datetime import date
from decimal import Decimal

from caicach.web.audit.actor import Actor
from caicach.web.monitoring.actions import override_figure
from caicach.web.monitoring.measuring import measure
from caicach.web.monitoring.models import StandingRow
from caicach.web.plans.models import Plan

REASON = (
    "Kho hồ sơ chưa đồng bộ ba ngày cuối tháng của Trung tâm Phục vụ hành chính công; lấy số "
    "theo biên bản đối soát số 07/BB-ĐS (mẫu)."
)
TARGET = "online_payment_transaction_share"
MORE = Decimal("3.4")


class Quiet:
    """A run that nobody watches."""

    def progress(self, done: int, total: int) -> None:
        """Say nothing."""


def measure_all(today: date) -> int:
    """Judge all targets, as the job does every quarter of an hour."""
    return measure(Quiet(), today)


def override_one(by: Actor, plan: Plan) -> None:
    """Let the standing body put one figure in place of a computed one, with its reason."""
    standing = StandingRow.objects.select_related("target__plan__agency", "agency").filter(
        target__plan=plan, target__key=TARGET, agency=plan.agency
    )
    for each in standing:
        percent = each.value or Decimal(0)
        value = min(Decimal(100), round(percent + MORE, 2))
        override_figure(by=by, standing=each, value=value, reason=REASON)
