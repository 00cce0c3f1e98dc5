"""Figures to report, told: before their day as tasks are, and on the first day after it."""

from datetime import date, datetime
from functools import partial

from django.utils.translation import gettext as _

from caicach.web.look.templatetags.look import day
from caicach.web.notices.actions.telling import Telling, notify
from caicach.web.notices.figures_due import OwedFigure, owed_figures
from caicach.web.notices.happenings.days import LATEST, step_of
from caicach.web.notices.happenings.figures import period_words
from caicach.web.notices.happenings.links import entry_address
from caicach.web.notices.happenings.readers import Readers
from caicach.web.notices.kinds import Kind
from caicach.web.notices.queries import local

MOST = 100_000


def tell_of_figures(now: datetime) -> int:
    """Tell of the figures that are owed; return how many were told of. May be repeated."""
    today = local(now).date()
    readers = Readers(today)
    owed = owed_figures(None, today, MOST)
    told = [each for each in owed if each.falling.due_on >= today - LATEST]
    for each in told:
        code = each.assignment.agency.code
        notify(readers.doing([code]), _telling(each, today), now)
    return len(told)


def _telling(owed: OwedFigure, today: date) -> Telling:
    row, falling = owed.assignment, owed.falling
    step = step_of(falling.due_on, today)
    what = "late" if step is None else f"due-{step}"
    return Telling(
        Kind.REPORT_DUE,
        f"figure:{row.pk}:{falling.period}:{what}",
        partial(_words, owed, is_late=step is None),
        entry_address(row),
        ("plans.target", str(row.target_id)),
        falling.due_on,
    )


def _words(owed: OwedFigure, *, is_late: bool) -> tuple[str, str]:
    values = {
        "period": period_words(str(owed.falling.period)),
        "target": str(owed.assignment.target),
        "due": day(owed.falling.due_on),
    }
    if is_late:
        title = _("Quá hạn báo cáo số liệu %(period)s: %(target)s")
    else:
        title = _("Sắp đến hạn báo cáo số liệu %(period)s: %(target)s")
    return title % values, _("Hạn %(due)s. Nhập số và đính kèm tài liệu.") % values
