"""Mails handed to the server: each once, later when it does not answer, given up in the end."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

import structlog
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from caicach.web.notices.mailing.trouble import tell_of_mail
from caicach.web.notices.models import Mail, Notice
from caicach.web.notices.queries import hours_of, local, preferences_of, waiting_mails

log = structlog.get_logger("caicach.mails")
MOST_AT_ONCE = 200
MOST_ATTEMPTS = 10
LONGEST_WAIT = timedelta(hours=6)
FIRST_WAIT = timedelta(minutes=5)
SILENCE = timedelta(minutes=15)
"""A mail that was begun so long ago and not ended belonged to a worker that died."""
PERMANENT, HANGS_UP = 500, 421


class BrokenLineError(Exception):
    """The server can no longer be spoken to."""


def send_mails(now: datetime) -> int:
    """Send the mails whose time has come, in nobody's quiet hours; return how many went out."""
    give_up_unsure(now)
    mails = list(waiting_mails(now)[:MOST_AT_ONCE])
    chosen = preferences_of({mail.person_id for mail in mails})
    due = [m for m in mails if not hours_of(chosen.get(m.person_id)).is_quiet(local(now))]
    if not due:
        return 0
    with _opened() as (server, fault):
        if fault:
            for mail in due:
                _postpone(mail, fault, now)
            return 0
        return _send_all(due, server, now)


def give_up_unsure(now: datetime) -> int:
    """Leave mails whose worker died while it sent them: a second copy is worse than none."""
    lost = Mail.objects.filter(state=Mail.State.SENDING, begun_at__lt=now - SILENCE)
    return sum(_end(mail, Mail.State.UNSURE, mail.refused, now) for mail in lost)


def begin_again(mail: Mail, now: datetime) -> bool:
    """Let a mail that was given up wait to be sent once more; say whether it was given up."""
    given_up = Mail.objects.filter(pk=mail.pk, state__in=[Mail.State.FAILED, Mail.State.UNSURE])
    again = {"state": Mail.State.WAITING, "not_before": now, "attempts": 0, "refused": ""}
    return bool(given_up.update(**again))


def _send_all(due: Iterable[Mail], server: Any, now: datetime) -> int:
    """Send until the line breaks: what is left waits for the next time."""
    count = 0
    for mail in due:
        try:
            count += _send(mail, server, now)
        except BrokenLineError:
            break
    return count


def _send(mail: Mail, server: Any, now: datetime) -> bool:
    """Send one mail that is still waiting; `sending` is in the database before it leaves."""
    if not _claim(mail, now):
        return False
    try:
        server.send_messages([message_of(mail)])
    except (SMTPResponseException, SMTPRecipientsRefused) as refusal:
        _refused(mail, *_refusal(refusal), now)
        return False
    except (SMTPNotSupportedError, ValueError) as error:  # an address no server takes
        _end(mail, Mail.State.FAILED, str(error), now)
        return False
    except OSError as error:  # it may have gone out
        _end(mail, Mail.State.UNSURE, str(error), now)
        raise BrokenLineError from error
    _sent(mail, timezone.now())
    return True


def _refused(mail: Mail, code: int, words: str, now: datetime) -> None:
    """Raises BrokenLineError where the server hangs up."""
    if code >= PERMANENT:
        _end(mail, Mail.State.FAILED, words, now)
    else:
        _postpone(mail, words, now)
    if code == HANGS_UP:
        raise BrokenLineError


def message_of(mail: Mail) -> EmailMultiAlternatives:
    """Return the mail as it leaves; its Message-ID is always the same."""
    name = sha256(mail.once.encode()).hexdigest()[:32]
    message = EmailMultiAlternatives(
        " ".join(mail.subject.split()),
        mail.text,
        to=[mail.person.email],
        headers={"Message-ID": f"<{name}@caicach>", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def _claim(mail: Mail, now: datetime) -> bool:
    waiting = Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING)
    begun = {"state": Mail.State.SENDING, "begun_at": now, "attempts": F("attempts") + 1}
    return bool(waiting.update(**begun))


@transaction.atomic
def _sent(mail: Mail, at: datetime) -> None:
    sending = Mail.objects.filter(pk=mail.pk, state=Mail.State.SENDING)
    sending.update(state=Mail.State.SENT, sent_at=at, refused="")
    Notice.objects.filter(mail=mail).update(mailed_at=at)


def _postpone(mail: Mail, words: str, now: datetime) -> None:
    """Wait longer each time; give up after MOST_ATTEMPTS."""
    mail.refresh_from_db(fields=["state", "attempts"])
    attempts = mail.attempts + (mail.state == Mail.State.WAITING)  # the server was not reached
    if attempts >= MOST_ATTEMPTS:
        _end(mail, Mail.State.FAILED, words, now)
        return
    later = now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1))
    wait = {"state": Mail.State.WAITING, "attempts": attempts, "not_before": later}
    Mail.objects.filter(pk=mail.pk, state=mail.state).update(**wait, refused=words[:500])


@transaction.atomic
def _end(mail: Mail, state: str, words: str, now: datetime) -> bool:
    """Keep how it ended, and tell those who can see to it."""
    open_ones = Mail.objects.filter(pk=mail.pk, state__in=[Mail.State.WAITING, Mail.State.SENDING])
    ended = bool(open_ones.update(state=state, refused=words[:500]))
    if ended:
        log.warning("mail not sent", mail=mail.pk, state=state)
        tell_of_mail(mail, now)
    return ended


@contextmanager
def _opened() -> Iterator[tuple[Any, str]]:
    """Open the line to the server; the second is what kept it closed, empty where it is open."""
    server = get_connection()
    fault = ""
    try:
        server.open()
    except OSError as error:
        fault = str(error) or type(error).__name__
    try:
        yield server, fault
    finally:
        server.close()


def _refusal(refusal: SMTPResponseException | SMTPRecipientsRefused) -> tuple[int, str]:
    """Return the code and the words of the server."""
    if isinstance(refusal, SMTPRecipientsRefused):
        code, words = next(iter(refusal.recipients.values()))
        return code, f"{code} {words.decode('utf-8', 'replace')}"
    said = refusal.smtp_error
    words_of = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return refusal.smtp_code, f"{refusal.smtp_code} {words_of}"
