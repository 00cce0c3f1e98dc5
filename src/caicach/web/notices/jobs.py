"""What notices do by themselves: read the log on, tell of deadlines, mail."""

from datetime import timedelta

from django.utils import timezone

from caicach.web.jobs.kinds import Run, daily, every, job
from caicach.web.notices.happenings.changes import read_changes
from caicach.web.notices.happenings.days import tell_of_days
from caicach.web.notices.happenings.figure_days import tell_of_figures
from caicach.web.notices.happenings.reading import read_events
from caicach.web.notices.happenings.round_days import tell_of_rounds
from caicach.web.notices.mailing.composing import compose_mails
from caicach.web.notices.mailing.sending import send_mails
from caicach.web.notices.mailing.trouble import tell_of_job
from caicach.web.notices.queries import failed_jobs

LOOK_BACK = timedelta(days=2)


@job("notices.from_events", every(minutes=1))
def tell_events(_run: Run) -> dict[str, int]:
    """Tell of what has happened since the last time."""
    now = timezone.now()
    for failed in failed_jobs(now - LOOK_BACK):
        tell_of_job(failed, now)
    return {"events": read_events(now), "changes": read_changes(now)}


@job("notices.from_days", daily(5, 30))
def tell_days(_run: Run) -> int:
    """Tell of the deadlines of the day, before the digests of the day go out."""
    now = timezone.now()
    return tell_of_days(now) + tell_of_figures(now) + tell_of_rounds(now)


@job("notices.mails", every(minutes=1))
def mail(_run: Run) -> dict[str, int]:
    """Put notices into mails and send what waits."""
    now = timezone.now()
    return {"made": compose_mails(now), "sent": send_mails(now)}
