"""Results published, contested and answered, told to those they concern."""

from collections.abc import Iterator, Sequence
from functools import partial

from django.utils.translation import gettext as _

from caicach.web.accounts.models import Person
from caicach.web.accounts.roles import Role
from caicach.web.audit.models import Event
from caicach.web.look.templatetags.look import instant
from caicach.web.notices.actions.telling import Telling
from caicach.web.notices.happenings.links import complaint_address, publication_address
from caicach.web.notices.happenings.readers import Readers
from caicach.web.notices.kinds import Kind
from caicach.web.results.models import Complaint, Publication
from caicach.web.rounds.models import PhaseKind

Told = Iterator[tuple[Sequence[Person], Telling]]
SECRETARY = (Role.COUNCIL_SECRETARY,)


def tell_of_publication(event: Event, readers: Readers) -> Told:
    """Yield who is told of a publication: the agencies it holds."""
    made = Publication.objects.select_related("round").get(pk=int(event.subject_key))
    codes = made.agencies.order_by().values_list("agency__code", flat=True)
    telling = Telling(
        Kind.ROUND_CHANGED,
        f"event:{event.number}",
        partial(_words_published, made),
        publication_address(made),
        ("results.publication", str(made.pk)),
    )
    yield readers.answering(codes), telling


def _words_published(made: Publication) -> tuple[str, str]:
    values = {"round": made.round.name, "notation": made.notation}
    if made.kind == Publication.Kind.CORRECTION:
        title = _("Đã công bố đính chính kết quả: %(round)s") % values
    else:
        title = _("Đã công bố kết quả: %(round)s") % values
    body = _("Theo %(notation)s.") % values
    phase = made.round.phases.filter(kind=PhaseKind.COMPLAINTS).exclude(state="skipped").first()
    if phase is not None:
        hours = {"opens": instant(phase.opens_at), "closes": instant(phase.closes_at)}
        body += " " + _("Tiếp nhận khiếu nại từ %(opens)s đến %(closes)s.") % hours
    return title, body


def tell_of_complaint(event: Event, readers: Readers) -> Told:
    """Yield who is told of a complaint: who answers it; and of its answer: who complained."""
    parts = ("card__agency", "card__round__agency", "item")
    found = Complaint.objects.select_related(*parts).get(pk=int(event.subject_key))
    home = found.card.round.agency.code
    is_answer = event.verb == "results.answered"
    if is_answer:
        people = readers.answering([found.card.agency.code])
    else:
        people = readers.above(home) + readers.at([home], SECRETARY)
    telling = Telling(
        Kind.ROUND_CHANGED,
        f"event:{event.number}",
        partial(_words_contested, found, event.reason, is_answer=is_answer),
        complaint_address(found),
        ("results.complaint", str(found.pk)),
    )
    yield people, telling


def _words_contested(found: Complaint, answer: str, *, is_answer: bool) -> tuple[str, str]:
    values = {
        "agency": found.card.name,
        "item": str(found.item),
        "state": found.get_state_display(),
        "round": found.card.round.name,
    }
    if is_answer:
        return _("Khiếu nại đã được trả lời (%(state)s): %(item)s") % values, answer
    title = _("%(agency)s khiếu nại: %(item)s") % values
    return title, _("Đợt: %(round)s.") % values
