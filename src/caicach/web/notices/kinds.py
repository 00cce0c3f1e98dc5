"""What people are told of, and how where they chose nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a kind of notice reaches a person beside the list in the application."""

    NOW = "now", _("Gửi thư ngay")
    DIGEST = "digest", _("Trong bản tin hằng ngày")
    NONE = "none", _("Chỉ trong phần mềm")


class Kind(models.TextChoices):
    """What a notice is about."""

    TASK_DUE = "task_due", _("Nhiệm vụ sắp đến hạn")
    TASK_OVERDUE = "task_overdue", _("Nhiệm vụ quá hạn")
    TASK_RETURNED = "task_returned", _("Kết quả nhiệm vụ bị trả lại")
    TASK_ACCEPTED = "task_accepted", _("Kết quả nhiệm vụ được chấp nhận")
    TASK_SUBMITTED = "task_submitted", _("Có kết quả nhiệm vụ chờ xem")
    TASK_CHANGED = "task_changed", _("Nhiệm vụ được lùi hạn, thôi thực hiện hoặc mở lại")
    REPORT_DUE = "report_due", _("Đến kỳ báo cáo số liệu")
    REPORT_SENT = "report_sent", _("Có số liệu chờ duyệt")
    REPORT_RETURNED = "report_returned", _("Số liệu bị trả lại")
    REPORT_APPROVED = "report_approved", _("Số liệu được duyệt")
    PLAN_CASCADED = "plan_cascaded", _("Được giao chỉ tiêu, nhiệm vụ")
    ROUND_DUE = "round_due", _("Giai đoạn chấm điểm sắp đóng")
    ROUND_CHANGED = "round_changed", _("Đợt chấm điểm mở giai đoạn, gia hạn, thay đổi")
    STATE_WORSE = "state_worse", _("Chỉ tiêu xấu đi")
    POST_CHANGED = "post_changed", _("Vị trí của tôi thay đổi")
    TROUBLE = "trouble", _("Sự cố cần quản trị xử lý")


USUAL: dict[str, Channel] = {
    Kind.TASK_OVERDUE: Channel.NOW,
    Kind.TASK_RETURNED: Channel.NOW,
    Kind.REPORT_RETURNED: Channel.NOW,
    Kind.PLAN_CASCADED: Channel.NOW,
    Kind.POST_CHANGED: Channel.NOW,
    Kind.ROUND_CHANGED: Channel.NOW,
    Kind.TROUBLE: Channel.NONE,
}
"""Of all other kinds the digest tells. Trouble may be of the mail server itself."""


def usual_channel(kind: str) -> Channel:
    """Return how a kind is told to somebody who chose nothing."""
    return USUAL.get(kind, Channel.DIGEST)
