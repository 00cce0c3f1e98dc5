"""Why an action in a round was not carried out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from caicach.core.issues import Issue
from caicach.web.plans.writing import ReasonMissingError as NoReasonError
from caicach.web.plans.writing import WrongStateError as WrongMomentError
from caicach.web.plans.writing import require_reason

__all__ = [
    "NoReasonError",
    "RoundRefusedError",
    "StageLockedError",
    "WrongMomentError",
    "require_reason",
]


class RoundRefusedError(ValueError):
    """What was asked for cannot stand; `issues` say why, all of them."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__("; ".join(map(str, issues)))
        self.issues = list(issues)


class StageLockedError(ValueError):
    """The score can no longer be written, or not yet; what was typed is kept as a note.

    kept: whether it was.
    """

    def __init__(self, *, kept: bool = False) -> None:
        super().__init__()
        self.kept = kept

    def __str__(self) -> str:
        if self.kept:
            return _("Phần này đã khóa. Nội dung bạn nhập được giữ làm ghi chú, điểm không đổi.")
        return _("Phần này đã khóa, không sửa được điểm.")
