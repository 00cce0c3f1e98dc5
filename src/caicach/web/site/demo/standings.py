"""The state of targets: measured once, and one figure put in place of a computed one."""

from datetime import date
from decimal import Decimal

from caicach.web.audit.actor import Actor
from caicach.web.monitoring.actions import override_figure
from caicach.web.monitoring.measuring import measure
from caicach.web.monitoring.models import StandingRow
from caicach.web.plans.models import Plan

RECONCILED = (
    "Kho hồ sơ chưa đồng bộ ba ngày cuối tháng của Trung tâm Phục vụ hành chính công; lấy số "
    "theo biên bản đối soát số 07/BB-ĐS (mẫu)."
)
INVENTED = "Số giả định: tỉnh mẫu không có trong các bảng xếp hạng thật."
CORRECTED = "online_payment_transaction_share"
MORE = Decimal("3.4")
INDICES = {
    "par_index_rank": Decimal(11),
    "sipas": Decimal("84.92"),
    "dti_rank": Decimal(19),
    "service_index": Decimal("71.4"),
}
"""Places and points of a province that no real ranking holds."""


class Quiet:
    """A run that nobody watches."""

    def progress(self, done: int, total: int) -> None:
        """Say nothing."""


def measure_all(today: date) -> int:
    """Judge all targets, as the job does every quarter of an hour."""
    return measure(Quiet(), today)


def override_some(by: Actor, plan: Plan) -> None:
    """Let the standing body put figures in place of computed or missing ones, with reasons."""
    standings = StandingRow.objects.select_related("target__plan__agency", "agency").filter(
        target__plan=plan, target__key__in=[CORRECTED, *INDICES], agency=plan.agency
    )
    for each in standings:
        invented = INDICES.get(each.target.key)
        percent = min(Decimal(100), round((each.value or Decimal(0)) + MORE, 2))
        override_figure(
            by=by,
            standing=each,
            value=percent if invented is None else invented,
            reason=RECONCILED if invented is None else INVENTED,
        )
