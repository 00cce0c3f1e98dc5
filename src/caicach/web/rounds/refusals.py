"""Why an action in a round was not carried out."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from caicach.core.issues import Issue


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


class WrongMomentError(ValueError):
    """It does not fit the state the round or the card is in; somebody may have been faster."""

    def __str__(self) -> str:
        return _("Tình trạng đã thay đổi từ lúc bạn mở trang. Hãy xem lại rồi quyết định.")


class NoReasonError(ValueError):
    """A reason has to be given."""

    def __str__(self) -> str:
        return _("Hãy ghi lý do.")


def require_reason(reason: str) -> str:
    """Return the reason without blanks around it. Raises NoReasonError for an empty one."""
    plain = reason.strip()
    if not plain:
        raise NoReasonError
    return plain
