"""Plans, targets and tasks: the shipped plan of a province made longer, handed down to all."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import count, islice

from django.db import transaction
from django.utils import timezone

from bench.workspace.filling.office import BY
from bench.workspace.size import Size
from caicach.core.plans import find_plan
from caicach.web.accounts.models import Person
from caicach.web.look.day import today
from caicach.web.look.folding import fold
from caicach.web.plans.actions.cascade import Handed, cascade
from caicach.web.plans.actions.copying import copy_plan
from caicach.web.plans.actions.plans import put_in_force
from caicach.web.plans.actions.targets import derive
from caicach.web.plans.actions.tasks import derive as derive_task
from caicach.web.plans.actions.tasks import lay_turns
from caicach.web.plans.loading import load_plan
from caicach.web.plans.models import Assignment, Document, Plan, Turn, TurnUpdate
from caicach.web.register.models import Agency
from caicach.web.register.queries import tree_on
from caicach.web.site.demo.chance import draw, outcome, pick

SHIPPED = "nam-ha-2026"
BATCH = 1_000
DOCUMENTS = 400
ENDS = {"done": 0.91, "returned": 0.03, "open": 0.06}
"""How turns stand whose day passed long ago."""

LATELY = {"done": 0.6, "submitted": 0.25, "returned": 0.05, "open": 0.1}
"""How those stand that fell due in the last weeks."""

WEEKS = timedelta(days=21)


@transaction.atomic
def hand_down(code: str, size: Size) -> None:
    """Make the province's plan and hand it down to every other agency; all are in force."""
    agency = Agency.objects.get(code=code)
    plan = _of_this_year(load_plan(BY, plan=find_plan(SHIPPED), agency=agency))
    each = size.tasks // size.agencies
    _lengthen(plan, size, each)
    tree = tree_on(today())
    below = {each.code: each.name.vi for each in tree.children(code)}
    rows = Agency.objects.filter(code__in=below).order_by("code")
    targets = list(plan.targets.order_by("pk")[: size.targets])
    tasks = list(plan.tasks.order_by("pk")[:each])
    done = cascade(BY, plan=plan, handed=Handed(targets, tasks), agencies=rows, names=below)
    for made in done.plans:
        put_in_force(BY, plan=made)


def _of_this_year(plan: Plan) -> Plan:
    if plan.first_year == today().year:
        return plan
    new = copy_plan(BY, plan=plan, first_year=today().year, title=f"{plan.title} {today().year}")
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.CLOSED)
    put_in_force(BY, plan=new)
    return new


def _lengthen(plan: Plan, size: Size, each: int) -> None:
    """Repeat targets and tasks under other numbers until there are as many as wanted."""
    _leave_to_itself(plan)
    known = list(plan.targets.order_by("pk"))
    for row, round_ in islice(_rounds(known), max(0, size.targets - len(known))):
        row.pk, row.key = None, f"{row.key}_{round_}"
        row.number, row.label = f"{round_}.{row.number}", f"{row.label} (đợt {round_})"
        derive(row)
        row.save(force_insert=True)
        Assignment.objects.create(target=row, agency=plan.agency)
    first = list(plan.tasks.order_by("pk"))
    wanted = size.tasks - each * (size.agencies - 1) - len(first)
    for task, round_ in islice(_rounds(first), max(0, wanted)):
        task.pk, task.number = None, f"{round_}.{task.number}"
        derive_task(task)
        task.save(force_insert=True)
        lay_turns(task)


def _leave_to_itself(plan: Plan) -> None:
    """The agencies below have plans of their own, each with all targets."""
    Assignment.objects.filter(target__plan=plan).exclude(agency=plan.agency).delete()


def _rounds(rows: list) -> Iterable:
    for round_ in count(2):
        for row in rows:
            yield type(row).objects.get(pk=row.pk), round_


@transaction.atomic
def play() -> None:
    """Let the turns whose day has passed be done, sent, returned or overdue, and say so."""
    now, officers = today(), {each.pk: each for each in Person.objects.all()}
    posts = dict(Person.objects.values_list("posts__agency", "pk"))
    turns = list(Turn.objects.select_related("task"))
    updates = []
    for turn in turns:
        if turn.due_on < now:
            person = officers[posts[turn.task.owner_id]]
            updates += list(_end(turn, person))
    Turn.objects.all().delete()
    Turn.objects.bulk_create(turns, BATCH)
    TurnUpdate.objects.bulk_create(updates, BATCH)


def _end(turn: Turn, person: Person) -> Iterable[TurnUpdate]:
    ends = LATELY if turn.due_on >= today() - WEEKS else ENDS
    turn.state = outcome(ends, "turn", turn.pk)
    if turn.state == "open":
        return
    sent = _at(turn, int(draw("late", turn.pk) * 10) - 7)
    yield _said(turn, person, TurnUpdate.Verb.SUBMIT, sent, RESULT)
    if turn.state == "returned":
        turn.returned_at, turn.reason = sent + timedelta(days=2), "Thiếu văn bản kèm theo."
        yield _said(turn, person, TurnUpdate.Verb.RETURN, turn.returned_at, turn.reason)
        return
    turn.submitted_at = sent
    if turn.state == "done":
        turn.done_at = sent + timedelta(days=3)
        yield _said(turn, person, TurnUpdate.Verb.ACCEPT, turn.done_at, "")


RESULT = (
    "Đã hoàn thành theo kế hoạch; sản phẩm gửi kèm theo văn bản của cơ quan, đã đăng trên trang"
    " thông tin điện tử và báo cáo cơ quan thường trực."
)


def _at(turn: Turn, days: int) -> datetime:
    moment = datetime.combine(turn.due_on + timedelta(days=days), time(9, 30))
    return timezone.make_aware(moment)


def _said(turn: Turn, person: Person, verb: str, at: datetime, text: str) -> TurnUpdate:
    return TurnUpdate(
        turn=turn, person=person, post="Công chức đầu mối", at=at, verb=verb, text=text
    )


def add_documents(size: Size) -> None:
    """Register documents of all agencies."""
    agencies = list(Agency.objects.filter(plans__isnull=False).distinct())
    wanted = DOCUMENTS * size.tasks // 5_000
    Document.objects.bulk_create(_document(number, agencies) for number in range(1, wanted + 1))


def _document(number: int, agencies: list[Agency]) -> Document:
    notation = f"{number}/KH-UBND"
    title = f"Triển khai nhiệm vụ cải cách hành chính tháng {number % 12 + 1}"
    issuer = "Ủy ban nhân dân"
    return Document(
        number=str(number),
        notation=notation,
        kind="plan",
        title=title,
        issued_on=today() - timedelta(days=number % 700),
        issuer=issuer,
        level="province",
        agency=pick(agencies, "document", number),
        first_year=today().year,
        last_year=today().year,
        folded=fold(notation, title, issuer),
    )
