"""Words that rounds are sorted by; the core knows the same ones."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PhaseKind(models.TextChoices):
    """The phases of a round, in their order."""

    PREPARATION = "preparation", _("Chuẩn bị")
    SELF_SCORING = "self_scoring", _("Tự chấm điểm")
    HEAD_APPROVAL = "head_approval", _("Người đứng đầu phê duyệt")
    APPRAISAL_1 = "appraisal_1", _("Thẩm định lần 1")
    EXPLANATION = "explanation", _("Giải trình")
    APPRAISAL_2 = "appraisal_2", _("Thẩm định lần 2")
    COUNCIL = "council", _("Hội đồng")
    PUBLICATION = "publication", _("Công bố")
    COMPLAINTS = "complaints", _("Tiếp nhận khiếu nại")


class Stage(models.TextChoices):
    """The scores of an item that are kept apart, in their order."""

    SELF = "self", _("Tự chấm")
    APPRAISED_1 = "appraised_1", _("Thẩm định lần 1")
    APPRAISED_2 = "appraised_2", _("Thẩm định lần 2")
    FINAL = "final", _("Chốt")


STAGES = tuple(Stage.values)
SCORES = [
    ("scored", _("Có điểm")),
    ("not_reported", _("Chưa có số liệu")),
    ("not_applicable", _("Không áp dụng")),
]


def earlier(stage: str) -> tuple[str, ...]:
    """Return the stages up to this one, the latest first."""
    return STAGES[STAGES.index(stage) :: -1]
