"""What happened in a round, told to those it gives something to do or takes something from."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from caicach.web.accounts.models import Person
from caicach.web.audit.models import Event
from caicach.web.notices.actions.telling import Telling
from caicach.web.notices.happenings.links import round_address
from caicach.web.notices.happenings.readers import Readers
from caicach.web.notices.happenings.round_days import who_is_waited_for
from caicach.web.notices.happenings.waiting import waited_in
from caicach.web.notices.kinds import Kind
from caicach.web.rounds.models import Card, Round

Told = Iterator[tuple[Sequence[Person], Telling]]


def tell_of_round(event: Event, readers: Readers) -> Told:
    """Yield who is told what of a round that moved."""
    scored = Round.objects.select_related("agency").get(pk=int(event.subject_key))
    after = event.after or {}
    people = _people(event.verb, scored, after, readers)
    telling = Telling(
        Kind.ROUND_CHANGED,
        f"event:{event.number}",
        partial(_words, event.verb, scored, after, event.reason),
        round_address(scored),
        ("rounds.round", str(scored.pk)),
    )
    yield people, telling


def _people(verb: str, scored: Round, after: dict[str, Any], readers: Readers) -> list[Person]:
    if verb in ("rounds.phase_opened", "rounds.phase_reopened"):
        phase = scored.phases.select_related("round__agency").get(kind=after["phase"])
        return who_is_waited_for(waited_in(phase), phase.round, readers)
    if verb == "rounds.extended":
        return readers.answering(after["agencies"])
    if verb in ("rounds.card_ended", "rounds.card_added"):
        return readers.answering([after["agency"]])
    cards = Card.objects.filter(round=scored).exclude(state=Card.State.ENDED)
    if verb == "rounds.edition_migrated":
        cards = cards.filter(pk__in=after["cards"])
    return readers.answering(cards.order_by().values_list("agency__code", flat=True))


def _words(verb: str, scored: Round, after: dict[str, Any], reason: str) -> tuple[str, str]:
    phases = {each.kind: each.get_kind_display() for each in scored.phases.all()}
    values = {"round": scored.name, "phase": phases.get(after.get("phase", ""), "")}
    titles = {
        "rounds.phase_opened": _("%(phase)s đã mở"),
        "rounds.phase_reopened": _("%(phase)s được mở lại"),
        "rounds.extended": _("Cơ quan được gia hạn: %(phase)s"),
        "rounds.card_ended": _("Cơ quan không chấm tiếp trong đợt này"),
        "rounds.card_added": _("Cơ quan được thêm vào đợt chấm"),
        "rounds.edition_migrated": _("Bộ tiêu chí của đợt đã đổi: có số liệu cần nhập lại"),
        "rounds.cancelled": _("Đợt chấm đã hủy"),
    }
    body = _("Đợt: %(round)s.") % values
    if reason:
        body += " " + _("Lý do: %(reason)s.") % {"reason": reason.rstrip(".")}
    return titles[verb] % values, body
