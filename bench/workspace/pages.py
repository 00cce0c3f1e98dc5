"""Every page asked once and again, inside the installation: queries, processor time, size."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.workspace.filling.names import address_of
from caicach.web.accounts.models import Person
from caicach.web.monitoring.models import StandingRow
from caicach.web.plans.models import Document, FigureReport, Plan, Target, Task, Turn

RUNS = 5
FACTS = "indicator"


@dataclass(frozen=True, slots=True)
class Asked:
    """One page for one person. milliseconds: of the processor, the median; size: bytes."""

    page: str
    role: str
    queries: int
    milliseconds: float
    size: int


def asked() -> list[dict[str, object]]:
    """Ask all pages as those who see most of them; return what each took."""
    return [asdict(_asked(*each)) for each in _pages()]


def _asked(page: str, role: str, address: str) -> Asked:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(
        Person.objects.get(email=address_of(role, 0)),
        "allauth.account.auth_backends.AuthenticationBackend",
    )
    client.get(address, secure=True)  # what is kept in memory is kept for the next
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address, secure=True)
    queries = len(captured)  # the next request forgets them
    if answer.status_code != 200:
        raise RuntimeError(f"{page} as {role}: {answer.status_code} {address}")
    times = []
    for _ in range(RUNS):
        begun = time.process_time()
        client.get(address, secure=True)
        times.append(time.process_time() - begun)
    middle = statistics.median(times) * 1000
    return Asked(page, role, queries, middle, len(answer.content))


def _pages() -> Iterator[tuple[str, str, str]]:
    """Yield name, role and address; of objects the ones with most behind them."""
    top = Plan.objects.annotate(count=Count("tasks")).order_by("-count")[0]
    own = Plan.objects.filter(agency__posts__person__email=address_of("focal", 1))[0]
    code = own.agency.code
    for role in ("focal", "head", "standing", "leader", "administrator"):
        yield "my work", role, "/"
    yield "province board", "leader", reverse("boards:province")
    yield "agency board", "leader", reverse("boards:agency", args=[code])
    yield "agency board, the province's", "leader", reverse("boards:agency", args=[top.agency.code])
    yield "monitoring list", "leader", reverse("monitoring:board")
    yield "monitoring list, all agencies", "leader", reverse("monitoring:board") + "?agency="
    row = StandingRow.objects.filter(target__plan=top, source=FACTS).order_by("pk")[0]
    yield "monitored target", "leader", _standing(row)
    yield "plans", "leader", reverse("plans:list")
    yield "plan", "standing", reverse("plans:plan", args=[top.pk])
    yield "tasks of a plan", "standing", reverse("plans:tasks", args=[top.pk])
    yield "coverage of a plan", "standing", reverse("plans:coverage", args=[top.pk])
    yield "history of a plan", "standing", reverse("plans:history", args=[top.pk])
    yield from _rows(top)
    yield "documents", "standing", reverse("plans:documents")
    yield "reports", "standing", reverse("plans:reports")
    yield "search", "standing", reverse("boards:search") + "?q=ho+so"
    yield "search, one kind", "standing", reverse("boards:search") + "?q=ho+so&kind=targets"
    yield "agencies tree", "standing", reverse("agencies:tree")
    yield "agencies list", "standing", reverse("agencies:list")
    yield "index watch", "leader", reverse("watch:list")
    yield "notices", "standing", reverse("notices:list")
    yield "people", "administrator", reverse("accounts:people")
    yield "log", "administrator", reverse("audit_log:events")


def _rows(plan: Plan) -> Iterator[tuple[str, str, str]]:
    target = Target.objects.filter(plan=plan).order_by("pk")[0]
    yield "target", "standing", reverse("plans:target", args=[target.pk])
    task = Task.objects.filter(plan=plan).annotate(n=Count("turns")).order_by("-n", "pk")[0]
    yield "task", "standing", reverse("plans:task", args=[task.pk])
    turn = Turn.objects.filter(task__owner__posts__person__email=address_of("focal", 0))
    turn = turn.filter(state=Turn.State.OPEN).order_by("pk")[0]
    yield "turn of a task", "focal", reverse("plans:turn", args=[turn.pk])
    yield "form of a result", "focal", reverse("plans:turn-submit", args=[turn.pk])
    document = Document.objects.order_by("pk")[0]
    yield "document", "standing", reverse("plans:document", args=[document.pk])
    report = FigureReport.objects.order_by("pk")[0]
    yield "report", "standing", reverse("plans:report", args=[report.pk])


def _standing(row: StandingRow) -> str:
    return reverse("monitoring:target", args=[row.target_id, row.agency.code])
