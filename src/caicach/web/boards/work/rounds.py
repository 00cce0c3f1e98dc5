"""Rounds of scoring as things to do: cards to fill in or approve, items to appraise or vote on."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.accounts.standing import Standing
from caicach.web.appraisal.queries.overview import my_progress
from caicach.web.appraisal.queries.sight import rounds_seen, sight_of
from caicach.web.boards.work.item import Item, Urgency, state_words, urgency_of
from caicach.web.council.models import Ballot, Question, Sitting
from caicach.web.results.models import Complaint
from caicach.web.rounds.models import (
    Card,
    Entry,
    Extension,
    Phase,
    PhaseKind,
    Round,
)
from caicach.web.rounds.queries.unanswered import unanswered

SOON = 7
APPRAISED_IN = (PhaseKind.APPRAISAL_1, PhaseKind.APPRAISAL_2)


def card_items(codes: Collection[str], heads: Collection[str], today: date) -> Iterator[Item]:
    """Yield what is due on the cards of these agencies: two queries. heads: where one approves."""
    cards = list(_cards(codes))
    waiting = unanswered(Entry.objects.filter(card__in=_explaining(cards)))
    for card in cards:
        if card.state == Card.State.SUBMITTED and card.agency.code in heads:
            yield _approval(card)
        elif card.self_open:
            yield _dated(card, _("Tự chấm điểm"), _self_words(card), _("Tự chấm"), today)
        elif count := waiting[card.pk]:
            yield _dated(card, _("Giải trình"), _unanswered_words(count), _("Giải trình"), today)


def _explaining(cards: Iterable[Card]) -> list[int]:
    return [each.pk for each in cards if each.round.phase == PhaseKind.EXPLANATION]


def _cards(codes: Collection[str]) -> "QuerySet[Any]":
    own = {"phase__round": OuterRef("round"), "phase__kind": OuterRef("round__phase")}
    granted = Extension.objects.filter(**own, agency=OuterRef("agency")).order_by("-at", "-pk")
    phase = Phase.objects.filter(round=OuterRef("round"), kind=OuterRef("round__phase"))
    rows = Card.objects.filter(round__state=Round.State.RUNNING, agency__code__in=list(codes))
    return rows.select_related("agency", "round").annotate(
        until=Coalesce(
            Subquery(granted.values("until")[:1]), Subquery(phase.values("closes_at")[:1])
        ),
    )


def _approval(card: Any) -> Item:
    return Item(
        urgency=Urgency.WAITING_FOR_ME,
        title=_("Phê duyệt bảng chấm: %(round)s") % {"round": card.round.name},
        context=card.name,
        due_on=None,
        state=_("Chờ phê duyệt"),
        why=_("Công chức đầu mối đã gửi. Sau khi phê duyệt, bảng được khóa để thẩm định."),
        action=_("Xem và phê duyệt"),
        address=reverse("rounds:card", args=[card.pk]),
    )


def _dated(card: Any, what: str, why: str, action: str, today: date) -> Item:
    due_on = _day(card.until)
    returned = bool(card.reason) and card.self_open
    return Item(
        urgency=urgency_of(due_on or today, today, is_returned=returned),
        title=f"{what}: {card.round.name}",
        context=card.name,
        due_on=due_on,
        state=state_words(due_on or today, today, is_returned=returned),
        why=why,
        action=action,
        address=reverse("rounds:card", args=[card.pk]),
    )


def _self_words(card: Any) -> str:
    if card.reason:
        return _("Lý do trả lại: %(reason)s") % {"reason": card.reason}
    return _("Số liệu đã biết được điền sẵn; nhập phần còn lại, đính kèm tài liệu, gửi duyệt.")


def _unanswered_words(count: int) -> str:
    return ngettext(
        "%(n)d mục bị chấm khác hoặc được yêu cầu giải trình.",
        "%(n)d mục bị chấm khác hoặc được yêu cầu giải trình.",
        count,
    ) % {"n": count}


def appraisal_items(person: Person, today: date) -> Iterator[Item]:
    """Yield each round in appraisal in which the person still has items to look at."""
    for scored in rounds_seen(person).filter(phase__in=APPRAISED_IN, state=Round.State.RUNNING):
        done, total = my_progress(sight_of(person, scored))
        if done >= total:
            continue
        due_on = _closing(scored)
        yield Item(
            urgency=urgency_of(due_on or today, today),
            title=_("Thẩm định: %(round)s") % {"round": scored.name},
            context=scored.get_phase_display(),
            due_on=due_on,
            state=state_words(due_on or today, today),
            why=_("Đã thẩm định %(done)s trên %(total)s mục được giao.")
            % {"done": done, "total": total},
            action=_("Thẩm định tiếp"),
            address=reverse("appraisal:queue", args=[scored.pk]),
        )


def council_items(standing: Standing, person: Person, today: date) -> Iterator[Item]:
    """Yield what waits for the council: votes in writing for members, questions for secretaries."""
    codes = standing.reach((Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER))
    mine = Ballot.objects.filter(question=OuterRef("pk"), turn=OuterRef("turn"), member=person)
    waiting = Question.objects.filter(state=Question.State.OPEN, round__agency__code__in=codes)
    asked = Q(sitting__kind=Sitting.Kind.WRITING, proposal__isnull=False, voted=False)
    rows = waiting.annotate(voted=Exists(mine)).order_by().values("round_id", "round__name")
    counted = rows.annotate(all=Count("pk"), mine=Count("pk", filter=asked)).order_by("round_id")
    decides = standing.holds((Role.COUNCIL_SECRETARY,))
    for row in counted:
        if row["mine"]:
            yield _question(row, "ballots", _("Biểu quyết bằng văn bản"), row["mine"])
        elif decides:
            yield _question(row, "agenda", _("Nội dung chờ Hội đồng"), row["all"])


def _question(row: Mapping[str, Any], view: str, what: str, count: int) -> Item:
    return Item(
        urgency=Urgency.WAITING_FOR_ME,
        title=f"{what}: {row['round__name']}",
        context=_("Hội đồng thẩm định"),
        due_on=None,
        state=_("%(n)s mục") % {"n": count},
        why=_("Các mục còn ý kiến khác nhau giữa cơ quan và thẩm định viên."),
        action=_("Mở"),
        address=reverse(f"council:{view}", args=[row["round_id"]]),
    )


def round_items(codes: Collection[str], today: date) -> Iterator[Item]:
    """Yield phases that close within days, and complaints without an answer.

    codes: of the agencies whose rounds they are. One query.
    """
    for row in _rounds(codes):
        if row["closing"] and row["state"] == Round.State.RUNNING:
            yield _closing_item(row, today)
        if row["complaints"]:
            yield _complaints_item(row)


def _rounds(codes: Collection[str]) -> list[Mapping[str, Any]]:
    until = timezone.now() + timedelta(days=SOON)
    closing = Phase.objects.filter(
        round=OuterRef("pk"), state=Phase.State.OPEN, closes_at__lte=until
    ).order_by("position")
    waiting = Complaint.objects.filter(card__round=OuterRef("pk"), state=Complaint.State.FILED)
    filed = waiting.order_by().values("card__round").annotate(n=Count("pk"))
    rows = Round.objects.filter(
        state__in=[Round.State.RUNNING, Round.State.PUBLISHED], agency__code__in=list(codes)
    )
    rows = rows.defer("edition__text").annotate(
        closing=Subquery(closing.values("closes_at")[:1]),
        closing_kind=Subquery(closing.values("kind")[:1]),
        complaints=Subquery(filed.values("n")),
    )
    return list(rows.values("pk", "name", "state", "closing", "closing_kind", "complaints"))


def _closing_item(row: Mapping[str, Any], today: date) -> Item:
    due_on = _day(row["closing"]) or today
    return Item(
        urgency=urgency_of(due_on, today),
        title=f"{PhaseKind(row['closing_kind']).label}: {row['name']}",
        context=_("Đợt chấm điểm"),
        due_on=due_on,
        state=state_words(due_on, today),
        why=_("Giai đoạn sắp đóng; xem cơ quan nào chưa xong để đôn đốc hoặc gia hạn."),
        action=_("Xem đợt"),
        address=reverse("rounds:round", args=[row["pk"]]),
    )


def _complaints_item(row: Mapping[str, Any]) -> Item:
    return Item(
        urgency=Urgency.WAITING_FOR_ME,
        title=_("Khiếu nại kết quả: %(round)s") % {"round": row["name"]},
        context=_("Đợt chấm điểm"),
        due_on=None,
        state=_("%(n)s khiếu nại") % {"n": row["complaints"]},
        why=_("Mỗi khiếu nại cần câu trả lời có lý do trong thời hạn."),
        action=_("Xem và trả lời"),
        address=reverse("results:complaints"),
    )


def _closing(scored: Round) -> date | None:
    phase = scored.phases.filter(kind=scored.phase).first()
    return None if phase is None else _day(phase.closes_at)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else timezone.localtime(moment).date()
