"""What a year leaves behind: reported figures, notices, the log of events."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from caicach.web.accounts.models import Person
from caicach.web.audit.chain import START, seal
from caicach.web.audit.models import Event
from caicach.web.look.day import today
from caicach.web.notices.figures_due import Falling, fallings
from caicach.web.notices.kinds import Kind
from caicach.web.notices.models import Notice
from caicach.web.plans.models import Assignment, FigureReport, Target, Turn
from caicach.web.site.demo.chance import draw, outcome, pick

BATCH = 1_000
MOST_PERIODS = 4
NOTICES = 40
STATES = {"approved": 0.97, "returned": 0.03}
LATELY = {"approved": 0.6, "sent": 0.35, "returned": 0.05}
"""How figures stand that fell due in the last weeks."""

WEEKS = timedelta(days=30)
TOLD = 0.93
"""Share of the figures due that were sent at all."""


@transaction.atomic
def tell_figures() -> None:
    """Report most of the figures that agencies owe, the last few periods of each target."""
    rows = Assignment.objects.filter(target__source_kind=Target.SourceKind.REPORTED)
    people = dict(Person.objects.values_list("posts__agency", "pk"))
    frequencies: dict[str, list[Falling]] = {}
    reports = []
    for row in rows.select_related("target"):
        frequency = row.target.frequency
        if frequency not in frequencies:
            due = fallings(frequency, date(today().year, 1, 1), today())
            frequencies[frequency] = due[-MOST_PERIODS:]
        reports += [
            _report(row, falling, people[row.agency_id])
            for falling in frequencies[frequency]
            if draw("told", row.pk, falling.due_on) < TOLD
        ]
    FigureReport.objects.bulk_create(reports, BATCH)


def _report(row: Assignment, falling: Falling, person: int) -> FigureReport:
    period, names = falling.period, (row.pk, str(falling.period))
    states = LATELY if falling.due_on >= today() - WEEKS else STATES
    state = outcome(states, "report", *names)
    at = timezone.make_aware(datetime.combine(falling.due_on, time(15)))
    return FigureReport(
        target=row.target,
        agency_id=row.agency_id,
        period=str(period),
        period_from=period.first_day,
        period_to=period.last_day,
        **_figure(row.target, names),
        person_id=person,
        post="Công chức đầu mối",
        at=at - timedelta(days=2),
        state=state,
        reason="Thiếu tài liệu." if state == "returned" else "",
    )


def _figure(target: Target, names: tuple[object, ...]) -> dict[str, object]:
    if target.form == "done_by":
        return {"day": today()}
    if target.form == "band":
        return {"band": pick(target.bands, *names)}
    if target.unit == "percent":
        base = 20 + int(draw("base", *names) * 400)
        return {"numerator": int(base * (0.8 + 0.2 * draw(*names))), "denominator": base}
    return {"value": Decimal(int(draw(*names) * 100))}


def tell_notices() -> None:
    """Give everybody some, a tenth of them unread."""
    now, kinds = timezone.now(), list(Kind)
    turns = list(Turn.objects.select_related("task")[:500])
    Notice.objects.bulk_create(
        (
            Notice(
                person=person,
                kind=pick(kinds, person.pk, number),
                title=str(turn := pick(turns, person.pk, number)),
                subject_kind="plans.turn",
                subject_key=str(turn.pk),
                address=f"/plans/turns/{turn.pk}/",
                at=now - timedelta(hours=number * 7),
                read_at=None if number < NOTICES // 10 else now,
                once=f"bench:{number}",
            )
            for person in Person.objects.all()
            for number in range(NOTICES)
        ),
        BATCH,
    )


@transaction.atomic
def leave_events(wanted: int) -> None:
    """Append events about turns until there are that many, each sealed as the log seals them."""
    last = Event.objects.order_by("-number").first()
    number, previous = (0, START) if last is None else (last.number, last.hash)
    Event.objects.bulk_create(_events(number, previous, wanted), BATCH)


def _events(number: int, previous: str, wanted: int) -> Iterator[Event]:
    people, turns = list(Person.objects.all()), list(Turn.objects.select_related("task"))
    begun = datetime.now(UTC).replace(microsecond=0) - timedelta(days=300)
    while number < wanted:
        number += 1
        person, turn = pick(people, "who", number), pick(turns, "what", number)
        event = Event(
            number=number,
            at=begun + timedelta(minutes=number * 8),
            person_id=person.pk,
            name=person.full_name,
            post="Công chức đầu mối",
            verb="plans.turn_submitted",
            subject_kind="plans.turn",
            subject_key=str(turn.pk),
            subject_name=str(turn)[:400],
            before={"state": "open", "submitted_at": None},
            after={"state": "submitted", "submitted_at": str(begun)},
            request_id=f"{number:032x}",
            previous_hash=previous,
        )
        event.hash = previous = seal(event)
        yield event
