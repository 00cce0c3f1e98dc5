"""What is due on a card, until when: the first sentence of its page."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.web.look.templatetags.look import instant
from caicach.web.rounds.models import Card, PhaseKind, Round
from caicach.web.rounds.queries.cards import CardNow
from caicach.web.rounds.queries.lines import Line
from caicach.web.rounds.showing import ItemState

STATES = Card.State


def due_words(now: CardNow, lines: Sequence[Line]) -> str:
    """Return one sentence: what the agency has to do and until when, or what is true instead."""
    card = now.card
    if card.state == STATES.ENDED:
        return _("Bảng này không chấm tiếp: %(reason)s.") % {"reason": card.reason}
    if card.round.state == Round.State.PUBLISHED:
        return _("Kết quả của đợt chấm đã công bố.")
    if card.self_open:
        return _drafting(now, lines)
    if now.takes_answers:
        return _explaining(now, lines)
    return _waiting(now)


def _drafting(now: CardNow, lines: Sequence[Line]) -> str:
    until = _until(now.deadline(PhaseKind.SELF_SCORING))
    if not now.is_running(PhaseKind.SELF_SCORING):  # given back while the head has time
        until = _until(now.deadline(PhaseKind.HEAD_APPROVAL))
    missing = sum(each.is_missing for each in lines)
    bare = sum(each.state == ItemState.NO_EVIDENCE for each in lines)
    told = []
    if missing:
        words = ngettext("%(n)s mục chưa có số liệu", "%(n)s mục chưa có số liệu", missing)
        told.append(words % {"n": missing})
    if bare:
        words = ngettext("%(n)s mục thiếu kiểm chứng", "%(n)s mục thiếu kiểm chứng", bare)
        told.append(words % {"n": bare})
    if not told:
        return _("Mọi mục đã có số liệu và kiểm chứng; gửi người đứng đầu%(until)s.") % {
            "until": until
        }
    left = _(" và ").join(told)
    return _("Còn %(left)s; gửi người đứng đầu%(until)s.") % {"left": left, "until": until}


def _explaining(now: CardNow, lines: Sequence[Line]) -> str:
    open_ones = sum(each.needs_answer for each in lines)
    until = _until(now.deadline(PhaseKind.EXPLANATION))
    if not open_ones:
        return _("Không còn mục nào cần giải trình.")
    words = ngettext(
        "%(n)s mục cần giải trình%(until)s.", "%(n)s mục cần giải trình%(until)s.", open_ones
    )
    return words % {"n": open_ones, "until": until}


def _waiting(now: CardNow) -> str:
    card = now.card
    if card.state == STATES.SUBMITTED:
        until = _until(now.deadline(PhaseKind.HEAD_APPROVAL))
        return _("Đã gửi, chờ người đứng đầu phê duyệt%(until)s.") % {"until": until}
    phase = PhaseKind(card.round.phase or PhaseKind.PREPARATION).label
    if card.state == STATES.APPROVED:
        told = {"at": instant(card.approved_at), "phase": phase}
        return _("Đã phê duyệt lúc %(at)s; đợt chấm đang ở giai đoạn %(phase)s.") % told
    return _("Phần tự chấm đã khóa; đợt chấm đang ở giai đoạn %(phase)s.") % {"phase": phase}


def _until(deadline: datetime | None) -> str:
    return "" if deadline is None else _(" trước %(at)s") % {"at": instant(deadline)}
