"""Mails: urgent ones at once, one digest a day, quiet hours, each mail once."""

from collections.abc import Callable
from datetime import datetime, time
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings

from caicach.web.accounts.models import Person
from caicach.web.notices.actions.telling import Telling, notify
from caicach.web.notices.kinds import Kind
from caicach.web.notices.mailing.composing import compose_mails
from caicach.web.notices.mailing.sending import send_mails
from caicach.web.notices.models import Mail, Notice, Preferences

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SCRIPTED = override_settings(EMAIL_BACKEND=f"{__name__}.ScriptedServer")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def tell(person: Person, kind: Kind, moment: str, title: str = "Việc A", **more: Any) -> None:
    telling = Telling(kind, f"{kind}:{title}", lambda: (title, "Nội dung"), "/", **more)
    notify([person], telling, at(moment))


def run(moment: str) -> tuple[int, int]:
    return compose_mails(at(moment)), send_mails(at(moment))


class ScriptedServer(BaseEmailBackend):
    """A mail server that answers as the test has written: None takes the mail."""

    answers: ClassVar[list[BaseException | None]] = []
    taken: ClassVar[list[str]] = []
    after_taking = False

    def open(self) -> bool:
        if self.answers and isinstance(self.answers[0], ConnectionRefusedError):
            raise self.answers.pop(0)  # type: ignore[misc] # an error, as just asked
        return True

    def send_messages(self, messages: Any) -> int:
        answer = self.answers.pop(0) if self.answers else None
        if answer is None or self.after_taking:
            self.taken.extend(each.extra_headers["Message-ID"] for each in messages)
        if answer is not None:
            raise answer
        return len(messages)


@pytest.fixture
def server() -> Any:
    with SCRIPTED:
        ScriptedServer.answers, ScriptedServer.taken = [], []
        ScriptedServer.after_taking = False
        yield ScriptedServer


def test_an_urgent_notice_is_mailed_at_once_in_text_and_html(cast: Any) -> None:
    officer = cast["focal_officer"]
    tell(officer, Kind.TASK_RETURNED, "2026-10-12 09:00")
    assert run("2026-10-12 09:00") == (1, 1)
    (message,) = outbox.outbox
    assert isinstance(message, EmailMultiAlternatives)
    assert (message.subject, message.to) == ("Việc A", [officer.email])
    (html,) = message.alternatives
    assert "Việc A" in html[0]
    assert "http://localhost/notices/" in html[0]
    assert "<img" not in html[0]
    assert "<link" not in html[0]
    assert run("2026-10-12 09:01") == (0, 0)
    assert Notice.objects.get().mailed_at is not None


@pytest.mark.parametrize(
    ("told", "looked", "mails"),
    [
        ("2026-10-12 20:59", "2026-10-12 20:59", 1),
        ("2026-10-12 20:59", "2026-10-12 21:00", 0),
        ("2026-12-31 23:59", "2026-12-31 23:59", 0),
        ("2026-12-31 23:59", "2027-01-01 06:59", 0),
        ("2026-12-31 23:59", "2027-01-01 07:00", 1),
    ],
)
def test_what_comes_in_quiet_hours_leaves_after_them(
    cast: Any, told: str, looked: str, mails: int
) -> None:
    tell(cast["focal_officer"], Kind.TASK_RETURNED, told)
    assert run(looked) == (mails, mails)


def test_what_came_in_the_night_leaves_as_one_mail(cast: Any) -> None:
    for number in range(3):
        tell(cast["focal_officer"], Kind.TASK_RETURNED, "2026-10-12 22:00", f"Việc {number}")
    assert run("2026-10-13 07:00") == (1, 1)
    assert outbox.outbox[0].subject == "3 việc cần xem ngay"


def test_the_digest_goes_out_once_a_day_at_its_hour(cast: Any) -> None:
    officer = cast["focal_officer"]
    tell(officer, Kind.TASK_DUE, "2026-10-12 05:30", "Việc A")
    tell(officer, Kind.TASK_ACCEPTED, "2026-10-12 06:00", "Việc B")
    assert run("2026-10-12 06:59") == (0, 0)
    assert run("2026-10-12 07:00") == (1, 1)
    assert outbox.outbox[0].subject == "Bản tin: 2 việc"
    tell(officer, Kind.TASK_ACCEPTED, "2026-10-12 08:00", "Việc C")
    assert run("2026-10-12 20:00") == (0, 0)  # the next day's
    assert run("2026-10-13 07:00") == (1, 1)
    assert outbox.outbox[1].subject == "Việc C"


def test_a_digest_missed_while_the_server_was_down_goes_out_later_the_same_day(cast: Any) -> None:
    tell(cast["focal_officer"], Kind.TASK_DUE, "2026-10-12 05:30")
    assert run("2026-10-12 10:00") == (1, 1)


def test_what_was_read_is_not_in_the_digest(cast: Any) -> None:
    tell(cast["focal_officer"], Kind.TASK_DUE, "2026-10-12 05:30")
    Notice.objects.update(read_at=at("2026-10-12 06:00"))
    assert run("2026-10-12 07:00") == (0, 0)
    assert run("2026-10-13 07:00") == (0, 0)


def test_an_own_hour_of_the_digest_and_own_quiet_hours_are_kept(cast: Any) -> None:
    officer = cast["focal_officer"]
    Preferences.objects.create(
        person=officer, digest_at=time(16), quiet_from=time(12), quiet_until=time(13)
    )
    tell(officer, Kind.TASK_DUE, "2026-10-12 05:30")
    tell(officer, Kind.TASK_RETURNED, "2026-10-12 12:10")
    assert run("2026-10-12 12:59") == (0, 0)
    assert run("2026-10-12 13:00") == (1, 1)
    assert run("2026-10-12 15:59") == (0, 0)
    assert run("2026-10-12 16:00") == (1, 1)


def test_who_wants_no_mail_or_no_digest_gets_none_but_keeps_the_notice(cast: Any) -> None:
    officer, head = cast["focal_officer"], cast["agency_head"]
    Preferences.objects.create(person=officer, wants_mail=False)
    Preferences.objects.create(person=head, wants_digest=False)
    for person in (officer, head):
        tell(person, Kind.TASK_RETURNED, "2026-10-12 05:30", "gấp")
        tell(person, Kind.TASK_DUE, "2026-10-12 05:30", "thường")
    assert run("2026-10-12 08:00") == (1, 1)
    assert outbox.outbox[0].to == [head.email]
    assert run("2026-10-13 08:00") == (0, 0)
    assert Notice.objects.filter(read_at=None).count() == 4


def test_a_channel_chosen_for_a_kind_is_kept(cast: Any) -> None:
    officer = cast["focal_officer"]
    channels = {"task_returned": "none", "task_due": "now"}
    Preferences.objects.create(person=officer, channels=channels)
    tell(officer, Kind.TASK_RETURNED, "2026-10-12 08:00", "im")
    tell(officer, Kind.TASK_DUE, "2026-10-12 08:00", "ngay")
    assert run("2026-10-12 08:00") == (1, 1)
    assert outbox.outbox[0].subject == "ngay"


def test_mails_are_in_the_language_of_the_reader(cast: Any) -> None:
    officer = cast["focal_officer"]
    Person.objects.filter(pk=officer.pk).update(language="en")
    officer = cast["focal_officer"]
    for number in range(2):
        tell(officer, Kind.TASK_RETURNED, "2026-10-12 08:00", f"Việc {number}")
    run("2026-10-12 08:00")
    assert outbox.outbox[0].subject == "2 matters to look at now"
    assert f"Dear {officer.full_name}" in outbox.outbox[0].body


def test_the_same_thing_is_told_once(cast: Any) -> None:
    for _ in range(2):
        tell(cast["focal_officer"], Kind.TASK_RETURNED, "2026-10-12 08:00")
    assert Notice.objects.count() == 1


def test_a_server_that_does_not_answer_is_asked_again_later(cast: Any, server: Any) -> None:
    tell(cast["focal_officer"], Kind.TASK_RETURNED, "2026-10-12 08:00")
    server.answers = [ConnectionRefusedError("no")]
    assert run("2026-10-12 08:00") == (1, 0)
    mail = Mail.objects.get()
    assert (mail.state, mail.attempts, mail.refused) == ("waiting", 1, "no")
    assert mail.not_before == at("2026-10-12 08:05")
    assert run("2026-10-12 08:04") == (0, 0)
    assert run("2026-10-12 08:05") == (0, 1)


def test_a_server_that_stays_away_is_given_up_and_administrators_are_told(
    cast: Any, server: Any
) -> None:
    tell(cast["focal_officer"], Kind.TASK_RETURNED, "2026-10-12 08:00")
    server.answers = [ConnectionRefusedError("no")] * 10
    day = 12
    while Mail.objects.filter(state="waiting").exists() or day == 12:
        for hour in range(7, 21):
            run(f"2026-10-{day} {hour:02}:30")
            run(f"2026-10-{day} {hour:02}:59")
        day += 1
    assert Mail.objects.get().state == "failed"
    told = Notice.objects.get(person=cast["administrator"])
    assert cast["focal_officer"].email in told.title


@pytest.mark.parametrize(
    "refusal",
    [
        SMTPRecipientsRefused({"x@namha.example": (550, b"no such user")}),
        SMTPDataError(554, b"spam"),
    ],
)
def test_an_address_the_server_refuses_for_good_is_not_tried_again(
    cast: Any, server: Any, refusal: Exception
) -> None:
    tell(cast["focal_officer"], Kind.TASK_RETURNED, "2026-10-12 08:00")
    server.answers = [refusal]
    assert run("2026-10-12 08:00") == (1, 0)
    assert Mail.objects.get().state == "failed"
    assert run("2026-10-13 08:00") == (0, 0)


def test_a_full_mailbox_is_tried_again(cast: Any, server: Any) -> None:
    tell(cast["focal_officer"], Kind.TASK_RETURNED, "2026-10-12 08:00")
    server.answers = [SMTPRecipientsRefused({"x@namha.example": (452, b"full")})]
    assert run("2026-10-12 08:00") == (1, 0)
    assert Mail.objects.get().refused == "452 full"
    assert run("2026-10-12 08:10") == (0, 1)


def test_a_line_that_breaks_leaves_one_mail_unsure_and_the_others_waiting(
    cast: Any, server: Any
) -> None:
    for role in ("focal_officer", "agency_head", "leader"):
        tell(cast[role], Kind.TASK_RETURNED, "2026-10-12 08:00")
    server.answers = [None, SMTPServerDisconnected("gone")]
    assert run("2026-10-12 08:00") == (3, 1)
    states = sorted(Mail.objects.values_list("state", flat=True))
    assert states == ["sent", "unsure", "waiting"]
    assert run("2026-10-12 08:01") == (0, 1)


class Killed(BaseException):
    """Stands for kill -9: nothing after it runs."""


@pytest.mark.parametrize("taken", [True, False], ids=["after it left", "before it left"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_worker_killed_while_it_sends_never_sends_twice(
    cast: Any, server: Any, taken: bool, number: int
) -> None:
    for role in ("focal_officer", "agency_head", "leader"):
        tell(cast[role], Kind.TASK_RETURNED, "2026-10-12 08:00")
    compose_mails(at("2026-10-12 08:00"))
    server.answers = [None] * number + [Killed()]
    server.after_taking = taken
    with pytest.raises(Killed):
        send_mails(at("2026-10-12 08:00"))
    for minute in range(1, 60):
        run(f"2026-10-12 08:{minute:02}")
    assert len(server.taken) == len(set(server.taken)) == 2 + taken
    assert sorted(Mail.objects.values_list("state", flat=True)) == ["sent", "sent", "unsure"]
    assert Notice.objects.filter(person=cast["administrator"]).count() == 1


def test_a_mail_two_workers_see_is_sent_by_one(cast: Any, server: Any) -> None:
    tell(cast["focal_officer"], Kind.TASK_RETURNED, "2026-10-12 08:00")
    compose_mails(at("2026-10-12 08:00"))
    take: Callable[..., int] = server.send_messages

    def other_worker_comes(self: Any, messages: Any) -> int:
        assert send_mails(at("2026-10-12 08:00")) == 0
        return take(self, messages)

    server.send_messages = other_worker_comes
    try:
        assert send_mails(at("2026-10-12 08:00")) == 1
    finally:
        server.send_messages = take
    assert len(server.taken) == 1
