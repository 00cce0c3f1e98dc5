"""Saving what was sent of one or many lines: each by itself, faults at its line."""

from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from caicach.web.appraisal.actions.verdicts import decide
from caicach.web.appraisal.forms.verdicts import sent_of, typed_of
from caicach.web.appraisal.queries.line import Line
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.look.faults import said_of
from caicach.web.rounds.refusals import RoundRefusedError, StageLockedError


def save_line(by: Actor, line: Line, posted: Mapping[str, str]) -> bool:
    """Give the verdict that was sent of the line; say whether one was saved.

    What could not be saved stays on the line, with what is wrong.
    """
    sent = sent_of(posted, line.key)
    if sent is None:
        return False
    try:
        decide(by, matter=line.matter, sent=sent, now=timezone.now())
    except RoundRefusedError as refused:
        line.faults = [said_of(each) for each in refused.issues]
    except StageLockedError as refused:
        line.faults = [str(refused)]
    except ChangedMeanwhileError:
        line.faults = [
            _("Người khác vừa thẩm định mục này. Xem kết quả của họ ở cột bên rồi chọn lại.")
        ]
    except NotAllowedError:
        line.faults = [_("Bạn không thẩm định được mục này của cơ quan này.")]
    else:
        return True
    line.typed = typed_of(posted, line.key)
    return False


def save_lines(
    by: Actor, lines: Iterable[Line], posted: Mapping[str, str]
) -> tuple[int, dict[str, Line]]:
    """Save all that was sent; return how many were saved, and the lines that were not, by key."""
    saved, refused = 0, {}
    for line in lines:
        if save_line(by, line, posted):
            saved += 1
        elif line.faults:
            refused[line.key] = line
    return saved, refused
