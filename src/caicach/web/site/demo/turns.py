"""What became of the tasks: most done in time, some late, returned, waiting or overdue."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caicach.web.audit.actor import Actor
from caicach.web.plans.actions.turns import (
    Evidence,
    accept_turn,
    cancel_turn,
    postpone_turn,
    return_turn,
    submit_turn,
)
from caicach.web.plans.models import Plan, Task, Turn
from caicach.web.site.demo.cast import Cast
from caicach.web.site.demo.chance import between, draw, outcome, pick
from caicach.web.site.demo.clock import moment, working
from caicach.web.site.demo.evidence import evidence

AHEAD = 10
"""Days before the deadline in which some send their result."""
RECENT, EARLIER = 30, 80
WEAK, TIMES_WORSE = 0.2, 2.5
WITH_A_FILE = 0.15
TEXTS = (
    "Đã thực hiện xong, gửi kèm sản phẩm theo yêu cầu.",
    "Đã hoàn thành; sản phẩm đã gửi trên hệ thống quản lý văn bản.",
    "Gửi kết quả thực hiện. Không có vướng mắc.",
    "Đã thực hiện, có phối hợp với các cơ quan liên quan.",
)
REASONS_RETURNED = (
    "Thiếu số liệu của quý, đề nghị bổ sung phụ lục.",
    "Sản phẩm chưa có chữ ký số của người đứng đầu.",
    "Nội dung chưa đúng yêu cầu: cần nêu kết quả cụ thể, không nêu chung chung.",
)
REASON_CANCELLED = "Gộp vào kỳ sau theo ý kiến của cơ quan thường trực."
REASON_POSTPONED = "Chờ văn bản hướng dẫn của bộ, ngành trung ương."


class Course(StrEnum):
    """What may become of one turn."""

    IN_TIME = "in_time"
    LATE = "late"
    SECOND_TRY = "second_try"
    WAITING = "waiting"
    RETURNED = "returned"
    OVERDUE = "overdue"
    CALLED_OFF = "called_off"
    POSTPONED = "postponed"
    EARLY = "early"
    OPEN = "open"


BAD = (Course.LATE, Course.SECOND_TRY, Course.RETURNED, Course.OVERDUE)
TO_COME = {Course.OPEN: 0.74, Course.EARLY: 0.22, Course.POSTPONED: 0.04}
LATELY = {
    Course.IN_TIME: 0.46,
    Course.WAITING: 0.28,
    Course.LATE: 0.06,
    Course.SECOND_TRY: 0.03,
    Course.RETURNED: 0.06,
    Course.OVERDUE: 0.11,
}
BEFORE = {
    Course.IN_TIME: 0.80,
    Course.LATE: 0.10,
    Course.SECOND_TRY: 0.04,
    Course.RETURNED: 0.02,
    Course.OVERDUE: 0.05,
    Course.CALLED_OFF: 0.01,
}
LONG_AGO = {Course.IN_TIME: 0.86, Course.LATE: 0.09, Course.SECOND_TRY: 0.04, Course.OVERDUE: 0.002}


def turns_due(first: date, last: date) -> Iterator[Turn]:
    """Yield the turns of plans in force that are due on these days, the oldest first."""
    rows = Turn.objects.filter(
        task__plan__state=Plan.State.IN_FORCE, first_due_on__range=(first, last)
    )
    rows = rows.select_related("task__plan__agency", "task__plan__parent__agency", "task__owner")
    yield from rows.prefetch_related("task__co_owners").order_by("due_on", "pk")


def course_of(turn: Turn, today: date) -> Course:
    """Return what becomes of the turn; some agencies do worse than others."""
    owner = turn.task.owner.code
    shares = dict(_shares((today - turn.due_on).days))
    if draw("weak", owner) < WEAK:
        shares |= {each: shares[each] * TIMES_WORSE for each in BAD if each in shares}
    return outcome(shares, *_names(turn.task, turn.first_due_on))


def _shares(age: int) -> Mapping[Course, float]:
    if age < 0:
        return TO_COME
    if age <= RECENT:
        return LATELY
    return BEFORE if age <= EARLIER else LONG_AGO


def _names(task: Task, due_on: date) -> tuple[object, ...]:
    """Return what tells a turn from all others, however often the demonstration is built."""
    return ("turn", task.plan.agency.code, task.plan.key, task.number, due_on)


@dataclass(frozen=True)
class Play:
    """One turn as it goes: who does it, who reviews it, as seen on `today`.

    task: the turn's own, with its plan and agencies at hand: actions read the turn anew.
    """

    turn: Turn
    task: Task
    doer: Actor
    reviewer: Actor
    today: date

    def act(self, course: Course) -> None:
        """Let it come so."""
        if act := ACTS.get(course):
            act(self)

    def in_time(self) -> None:
        """Send the result some days before the deadline, and have it accepted."""
        self._accept(self._send(-between(0, 4, *self.names, "early")))

    def late(self) -> None:
        """Send it after the deadline."""
        self._accept(self._send(between(1, 9, *self.names, "late")))

    def second_try(self) -> None:
        """Send it, get it back, send it again after the deadline."""
        back = self._return(self._send(-1))
        again = between(1, 5, *self.names, "again") + (back - self.turn.due_on).days
        self._accept(self._send(max(1, again)))

    def waiting(self) -> None:
        """Send it; nobody has looked yet."""
        self._send(-between(0, 2, *self.names, "early"))

    def early(self) -> None:
        """Send it before its time."""
        ahead = (self.turn.due_on - self.today).days
        self._send(-between(ahead, ahead + 2, *self.names, "early"))

    def returned(self) -> None:
        """Send it and get it back, and leave it at that."""
        self._return(self._send(-1))

    def called_off(self) -> None:
        """Call it off before it was due."""
        now = moment(self.turn.due_on - timedelta(days=6), *self.names)
        cancel_turn(self.reviewer, turn=self.turn, reason=REASON_CANCELLED, now=now)

    def postponed(self) -> None:
        """Put it off by two or three weeks."""
        due_on = working(self.turn.due_on + timedelta(days=between(14, 21, *self.names, "later")))
        now = moment(self.today, *self.names)
        postpone_turn(
            self.reviewer, turn=self.turn, due_on=due_on, reason=REASON_POSTPONED, now=now
        )

    @property
    def names(self) -> tuple[object, ...]:
        """Return what its chance hangs on."""
        return _names(self.task, self.turn.first_due_on)

    def _send(self, days: int) -> date:
        day = min(working(self.turn.due_on + timedelta(days=days)), self.today)
        if days > 0:  # late stays late, whatever the weekday
            day = min(self.turn.due_on + timedelta(days=days), self.today)
        text = pick(TEXTS, *self.names, "text")
        self.turn.task = self.task
        now = moment(day, *self.names, "sent")
        submit_turn(self.doer, turn=self.turn, text=text, evidence=self._evidence(), now=now)
        return day

    def _return(self, sent: date) -> date:
        day = min(sent + timedelta(days=between(1, 3, *self.names, "back")), self.today)
        reason = pick(REASONS_RETURNED, *self.names, "reason")
        self.turn.task = self.task
        return_turn(self.reviewer, turn=self.turn, reason=reason, now=moment(day, *self.names))
        return day

    def _accept(self, sent: date) -> None:
        day = min(sent + timedelta(days=between(1, 4, *self.names, "accepted")), self.today)
        self.turn.task = self.task
        accept_turn(self.reviewer, turn=self.turn, now=moment(day, *self.names, "accepted"))

    def _evidence(self) -> Evidence:
        task = self.task
        rows = (
            ("Nhiệm vụ", str(task)),
            ("Sản phẩm", task.deliverable or task.label),
            ("Kỳ hạn", f"{self.turn.first_due_on:%d/%m/%Y}"),
            ("Cơ quan", task.owner.code),
        )
        return evidence(WITH_A_FILE, task.deliverable or "Kết quả", rows, *self.names)


ACTS: Mapping[Course, Callable[[Play], None]] = {
    Course.IN_TIME: Play.in_time,
    Course.LATE: Play.late,
    Course.SECOND_TRY: Play.second_try,
    Course.WAITING: Play.waiting,
    Course.RETURNED: Play.returned,
    Course.CALLED_OFF: Play.called_off,
    Course.POSTPONED: Play.postponed,
    Course.EARLY: Play.early,
}


def play_turns(cast: Cast, province: str, days: tuple[date, date], today: date) -> int:
    """Let all turns due on these days take their course; return how many there are."""
    reviewer = cast.standing_body(province)
    count = 0
    for turn in turns_due(*days):
        doer = cast.officer(turn.task.owner.code)
        Play(turn, turn.task, doer, reviewer, today).act(course_of(turn, today))
        count += 1
    return count
