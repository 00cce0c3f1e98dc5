"""What the views share: an action tried, its refusal told in words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from caicach.web.attachments.keeping import AttachmentRefusedError
from caicach.web.council.refusals import (
    DecidedMeanwhileError,
    NoProposalError,
    NoSittingError,
    NotAMemberError,
    RoundPublishedError,
    UndecidedError,
)
from caicach.web.look.conflict import ChangedMeanwhileError
from caicach.web.look.faults import said_of
from caicach.web.rounds.models import Round
from caicach.web.rounds.refusals import (
    NoReasonError,
    RoundRefusedError,
    StageLockedError,
    WrongMomentError,
)

REFUSALS = (
    DecidedMeanwhileError,
    NoProposalError,
    NoReasonError,
    NoSittingError,
    NotAMemberError,
    RoundPublishedError,
    StageLockedError,
    UndecidedError,
    WrongMomentError,
)


def refused(action: Callable[[], object]) -> list[str]:
    """Run the action; return why it was not carried out, in words, empty where it was."""
    try:
        action()
    except REFUSALS as error:
        return [str(error)]
    except ChangedMeanwhileError:
        return [_("Có người vừa sửa trước bạn, chưa có gì được ghi. Hãy xem lại rồi làm tiếp.")]
    except (RoundRefusedError, AttachmentRefusedError) as error:
        return [f"{each.where}: {said_of(each)}" for each in error.issues]
    return []


def tried_at_once(request: HttpRequest, action: Callable[[], object], done: str) -> bool:
    """Run the action of a button; tell its outcome on the next page. Say whether it was done."""
    told = refused(action)
    for each in told:
        messages.error(request, each)
    if not told:
        messages.success(request, done)
    return not told


def tried(form: forms.Form, action: Callable[[], object]) -> bool:
    """Run the action; put what refuses it at the head of the form. Say whether it was done."""
    for each in refused(action):
        form.add_error(None, each)
    return not form.errors


def framed(request: HttpRequest, scored: Round, **more: Any) -> dict[str, Any]:
    """Return what every page of a council needs."""
    actor = request.actor  # type: ignore[attr-defined] # ours
    return {
        "round": scored,
        "may_decide": actor.may("council.decide", scored),
        "may_vote": actor.may("council.vote", scored),
        "may_join": actor.may("council.join", scored),
        "is_running": scored.state == Round.State.RUNNING,
        **more,
    }


def whole(text: str | None) -> int:
    """Return the number a hidden field holds, 0 for anything else."""
    return int(text) if text and text.isdigit() and len(text) < 10 else 0
