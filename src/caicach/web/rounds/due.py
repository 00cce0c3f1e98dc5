"""What is due in a round and who is waited for, in words."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caicach.web.look.templatetags.look import instant
from caicach.web.rounds.models import Phase, PhaseKind, Round
from caicach.web.rounds.queries.rounds import BlockProgress


def phase_words(scored: Round) -> str:
    """Return where a round is: its state, and the phase it is in while it runs."""
    if scored.state == Round.State.RUNNING and scored.phase:
        return str(scored.get_phase_display())
    return str(scored.get_state_display())


def due_words(scored: Round, phases: Sequence[Phase], now: datetime) -> str:
    """Return the first sentence of its page: what is due, or what is true."""
    told = {
        Round.State.PREPARING: _("Đợt đang chuẩn bị; cơ quan tham gia chưa thấy đợt này."),
        Round.State.OPENING: _("Đợt đang được mở; bảng chấm của các cơ quan đang được lập."),
        Round.State.CANCELLED: _("Đợt đã hủy; mọi bảng chấm đã khóa và vẫn xem được."),
    }
    if scored.state in told:
        return told[Round.State(scored.state)]
    running = next((each for each in phases if each.state == Phase.State.OPEN), None)
    if running is not None:
        return _running_words(running, now)
    waiting = next((each for each in phases if each.state == Phase.State.WAITING), None)
    if waiting is not None:
        told_of = {"phase": waiting.get_kind_display(), "at": instant(waiting.opens_at)}
        return _("%(phase)s mở lúc %(at)s.") % told_of
    return _("Mọi giai đoạn của đợt đã kết thúc.")


def _running_words(phase: Phase, now: datetime) -> str:
    told = {"phase": phase.get_kind_display(), "at": instant(phase.closes_at)}
    days = (timezone.localtime(phase.closes_at).date() - timezone.localtime(now).date()).days
    if phase.closes_at <= now:
        return _("%(phase)s đã quá hạn đóng %(at)s.") % told
    if days == 0:
        return _("%(phase)s đóng hôm nay, %(at)s.") % told
    left = ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days}
    return _("%(phase)s đóng lúc %(at)s, %(left)s.") % (told | {"left": left})


_l = gettext_lazy
WAITED_FOR = {
    PhaseKind.PREPARATION: _l("cơ quan thường trực"),
    PhaseKind.APPRAISAL_1: _l("các thẩm định viên"),
    PhaseKind.EXPLANATION: _l("các cơ quan được yêu cầu giải trình"),
    PhaseKind.APPRAISAL_2: _l("các thẩm định viên"),
    PhaseKind.COUNCIL: _l("Hội đồng thẩm định"),
    PhaseKind.PUBLICATION: _l("cơ quan thường trực công bố"),
    PhaseKind.COMPLAINTS: _l("cơ quan có khiếu nại, nếu có"),
}


def waited_for(phase: Phase, progress: Sequence[BlockProgress]) -> str:
    """Return who an open phase waits for, counted where cards tell; nothing for another phase."""
    if phase.state != Phase.State.OPEN:
        return ""
    if phase.kind == PhaseKind.SELF_SCORING:
        count = sum(each.drafting for each in progress)
        words = ngettext("%(n)d cơ quan chưa gửi", "%(n)d cơ quan chưa gửi", count)
        return words % {"n": count} if progress else _("các cơ quan chưa gửi bảng chấm")
    if phase.kind == PhaseKind.HEAD_APPROVAL:
        count = sum(each.submitted for each in progress)
        words = ngettext("%(n)d người đứng đầu", "%(n)d người đứng đầu", count)
        return words % {"n": count} if progress else _("người đứng đầu các cơ quan")
    return str(WAITED_FOR.get(PhaseKind(phase.kind), ""))
