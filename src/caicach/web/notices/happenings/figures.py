"""What happens to a reported figure, told."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caicach.core.periods import PeriodError, parse_period
from caicach.web.accounts.models import Person
from caicach.web.audit.models import Event
from caicach.web.notices.actions.telling import Telling
from caicach.web.notices.happenings.links import report_address
from caicach.web.notices.happenings.readers import Readers
from caicach.web.notices.kinds import Kind
from caicach.web.plans.models import FigureReport

KINDS = {
    "reported": Kind.REPORT_SENT,
    "approved": Kind.REPORT_APPROVED,
    "returned": Kind.REPORT_RETURNED,
}


def tell_of_figure(event: Event, readers: Readers) -> Iterator[tuple[Sequence[Person], Telling]]:
    """Yield who is told what of an event about a reported figure."""
    reports = FigureReport.objects.select_related("target__plan", "agency", "person")
    report = reports.filter(pk=event.subject_key).first()
    if report is None:
        return
    what, code = event.verb.rpartition("_")[2], report.agency.code
    people = readers.approving(code) if what == "reported" else readers.doing([code])
    if what != "reported" and report.person is not None:
        people = [*people, report.person]
    yield (
        people,
        Telling(
            KINDS[what],
            f"event:{event.number}",
            partial(_words, what, report, readers, event.reason),
            report_address(report),
            (event.subject_kind, event.subject_key),
        ),
    )


def period_words(period: str) -> str:
    """Return a period as people say it, itself where it cannot be read."""
    lang = "en" if (get_language() or "vi").startswith("en") else "vi"
    try:
        return parse_period(period).label("en" if lang == "en" else "vi")
    except PeriodError:
        return period


def _words(what: str, report: FigureReport, readers: Readers, reason: str) -> tuple[str, str]:
    values = {
        "target": str(report.target),
        "period": period_words(report.period),
        "agency": readers.name(report.agency.code),
        "reason": reason,
    }
    titles = {
        "reported": _("%(agency)s gửi số liệu %(period)s chờ duyệt: %(target)s"),
        "approved": _("Số liệu %(period)s được duyệt: %(target)s"),
        "returned": _("Số liệu %(period)s bị trả lại: %(target)s"),
    }
    body = _("Lý do: %(reason)s") % values if reason else ""
    return titles[what] % values, body
