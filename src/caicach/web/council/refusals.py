"""Why an action of the council was not carried out."""

from django.utils.translation import gettext as _

from caicach.core.rounds.votes import Outcome
from caicach.web.council.models import Question
from caicach.web.look.conflict import ChangedMeanwhileError


class DecidedMeanwhileError(ChangedMeanwhileError):
    """Another secretary has decided the question first; nothing was written."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def __str__(self) -> str:
        told = _("%(who)s đã ghi quyết định trước: “%(words)s”. Không có gì bị ghi đè.")
        question = self.question
        return told % {"who": question.decided_by or "", "words": question.decision}


class UndecidedError(ValueError):
    """Neither side has more than half of all members."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome

    def __str__(self) -> str:
        told = _(
            "Chưa đủ %(needed)s phiếu trên tổng số %(members)s thành viên, nên chưa quyết được."
        )
        return told % {"needed": self.outcome.needed, "members": self.outcome.members}


class NotAMemberError(ValueError):
    """Who votes is no member on the day of the sitting, or is not present at the meeting."""

    def __str__(self) -> str:
        return _("Người này không phải thành viên Hội đồng có mặt trong ngày làm việc của phiên.")


class NoSittingError(ValueError):
    """A vote is taken at a sitting, and the question is on the agenda of none that is open."""

    def __str__(self) -> str:
        return _("Nội dung chưa nằm trong phiên nào đang làm việc. Hãy xếp vào một phiên trước.")


class NoProposalError(ValueError):
    """Nothing has been proposed that could be voted on."""

    def __str__(self) -> str:
        return _("Chưa có phương án để biểu quyết. Thư ký cần nêu phương án trước.")


class RoundPublishedError(ValueError):
    """The round is published: what was decided stands, corrections are a new publication."""

    def __str__(self) -> str:
        return _("Đợt này đã công bố. Điểm chỉ sửa được bằng một lần đính chính.")
