"""Everything pages and actions are about, for each of three agencies: what the matrix points at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from matrix_appraisal import Appraisals, build_appraisals
from matrix_council import Council, build_council
from matrix_results import Results, build_results
from matrix_rounds import Rounds, build_rounds
from sample_plan import a_target

from caicach.core.agencies import AgencyKind
from caicach.core.indices import shipped_book
from caicach.web.accounts.models import Person, Post
from caicach.web.agencies.actions import carry_out
from caicach.web.agencies.models import Operation, PendingImport
from caicach.web.agencies.orders import Body, Change
from caicach.web.agencies.tables import keep_import
from caicach.web.audit.actor import Actor
from caicach.web.audit.models import Event
from caicach.web.jobs.models import Job
from caicach.web.monitoring.actions import override_figure
from caicach.web.monitoring.measuring import measure_one
from caicach.web.monitoring.models import IndicatorFigure, Override, StandingRow
from caicach.web.notices.models import Mail, Notice
from caicach.web.plans.actions.documents import register_document
from caicach.web.plans.actions.figures import report_figure
from caicach.web.plans.actions.plans import close_plan, create_plan, put_in_force
from caicach.web.plans.actions.targets import add_target, assign_target
from caicach.web.plans.actions.tasks import add_task
from caicach.web.plans.actions.turns import Evidence, cancel_turn, submit_turn
from caicach.web.plans.handing import Handed
from caicach.web.plans.jobs import hand_down_later
from caicach.web.plans.models import (
    Assignment,
    Document,
    FigureReport,
    Plan,
    Target,
    Task,
    Turn,
    TurnUpdate,
)
from caicach.web.register.models import Agency
from caicach.web.register.queries import tree_on
from caicach.web.watch.actions import accept_year, propose_year, warnings_of
from caicach.web.watch.entering.proposal import Proposal, read_again
from caicach.web.watch.models import IndexYearEntry
from own_authority import blank_pdf

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 10, 12, 8, 42, tzinfo=HANOI)
YEAR = NOW.year
SYSTEM = Actor.system("tests")
PLACES = {"province": "H99", "department": "H99.02", "commune": "H99.101"}
IN_POST = {"province": "leader", "department": "focal_officer", "commune": "commune"}
"""Who holds a post at each place, for pages about people."""
PASSWORD = "mat-khau-thu-2026"
REASON = "Ghi nhầm số văn bản, sửa theo bản gốc"


def a_file(name: str = "minh-chung.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "Nội dung minh chứng".encode())


def a_page() -> SimpleUploadedFile:
    """Return a document that can be shown page by page."""
    return SimpleUploadedFile("van-ban.pdf", blank_pdf())


@dataclass
class Place:
    """One agency and all that is its own.

    handing: the job that hands the plan down. draft: a plan not yet in force, with the target
    `loose` and the task `idle`. sent, off: turns whose result was sent, and called off.
    override: of the target whose figures are reported.
    """

    agency: Agency
    plan: Plan
    handing: Job
    draft: Plan
    closed: Plan
    target: Target
    loose: Target
    reported: Target
    assignment: Assignment
    task: Task
    idle: Task
    turn: Turn
    sent: Turn
    off: Turn
    update: TurnUpdate
    report: FigureReport
    document: Document
    computed: StandingRow
    override: Override
    person: Person
    post: Post
    operation: Operation
    event: Event

    @property
    def code(self) -> str:
        return self.agency.code


@dataclass
class World:
    """All places, and what belongs to no agency.

    notices, pending: each person's own. proposed, accepted: years of an index put in.
    """

    places: Mapping[str, Place]
    job: Job
    mail: Mail
    notices: Mapping[str, Notice]
    pending: Mapping[str, PendingImport]
    proposed: IndexYearEntry
    accepted: IndexYearEntry
    rounds: Rounds
    appraisals: Appraisals
    results: Results
    council: Council


def build_world(cast: Any) -> World:
    """Make everything anew; the clock is expected to stand at NOW."""
    Person.objects.update(password=make_password(PASSWORD))
    rounds = build_rounds(cast, NOW)
    appraisals = build_appraisals(cast, rounds, NOW)
    results = build_results(cast, NOW)
    council = build_council(cast, rounds, NOW)
    people = {name: cast[name] for name in cast.people}
    operations = {name: _operation(code) for name, code in PLACES.items()}
    job = {"kind": "notices.mails", "state": "failed", "not_before": NOW, "error": "MemoryError: "}
    mail = {"once": "m", "subject": "s", "state": "failed", "not_before": NOW}
    proposed, accepted = _year(YEAR - 5), _year(YEAR - 6)
    judged = list(warnings_of(read_again(accepted).issues))
    accept_year(by=SYSTEM, entry=accepted, judged=judged, reason=REASON, now=NOW)
    return World(
        {name: build_place(cast, name, operations[name]) for name in PLACES},
        Job.objects.create(**job),
        Mail.objects.create(person=cast["leader"], **mail),
        {name: _notice(person) for name, person in people.items()},
        {name: _pending(person) for name, person in people.items()},
        proposed,
        accepted,
        rounds,
        appraisals,
        results,
        council,
    )


def build_place(cast: Any, name: str, operation: Operation) -> Place:
    agency = Agency.objects.get(code=PLACES[name])
    plan, draft = (_plan(agency, title) for title in ("Kế hoạch năm", "Kế hoạch dự thảo"))
    target = add_target(SYSTEM, plan=plan, values=a_target())
    reported = add_target(SYSTEM, plan=plan, values=_reported())
    tasks = [_task(plan, agency, number) for number in ("2.1", "2.2", "2.3")]
    put_in_force(SYSTEM, plan=plan)
    turn, sent, off = (Turn.objects.get(task=task) for task in tasks)
    cancel_turn(SYSTEM, turn=off, reason=REASON, now=NOW)
    assignment = _assigned(reported, agency)
    person = cast[IN_POST[name]]
    return Place(
        agency=agency,
        plan=plan,
        handing=_handing(cast, plan),
        draft=draft,
        closed=_closed(agency),
        target=target,
        loose=add_target(SYSTEM, plan=draft, values=a_target()),
        reported=reported,
        assignment=assignment,
        task=tasks[0],
        idle=_task(draft, agency, "2.1"),
        turn=turn,
        sent=sent,
        off=off,
        update=submit_turn(SYSTEM, turn=sent, text="Đã trình", evidence=_evidence(), now=NOW),
        report=_report(assignment),
        document=_document(agency),
        computed=_standing(target, agency),
        override=_override(reported, agency),
        person=person,
        post=person.posts.get(),
        operation=operation,
        event=Event.objects.filter(subject_kind="plans.plan", subject_key=str(plan.pk))[0],
    )


def _plan(agency: Agency, title: str) -> Plan:
    values = {"title": f"{title} {YEAR}", "first_year": YEAR, "last_year": YEAR}
    return create_plan(SYSTEM, agency=agency, values=values)


def _handing(cast: Any, plan: Plan) -> Job:
    below = [Agency.objects.get(code="H99.102")]
    by, person = cast.actor("standing_body"), cast["standing_body"]
    return hand_down_later(by, person, plan=plan, handed=Handed(), agencies=below)


def _closed(agency: Agency) -> Plan:
    plan = _plan(agency, "Kế hoạch đã khép")
    add_target(SYSTEM, plan=plan, values=a_target())
    put_in_force(SYSTEM, plan=plan)
    close_plan(SYSTEM, plan=plan)
    return plan


def _reported() -> dict[str, Any]:
    bound = {"source_kind": "reported", "indicator": "", "frequency": "quarterly"}
    figure = {"figure": "cadre_training_share", "figure_unit": "percent"}
    return a_target(number="5.2", label="Công chức được bồi dưỡng", threshold=85, **bound, **figure)


def _assigned(target: Target, agency: Agency) -> Assignment:
    found = Assignment.objects.filter(target=target, agency=agency)
    if not found:
        assign_target(SYSTEM, target=target, agencies=[agency], thresholds={})
    return found.get()


def _task(plan: Plan, owner: Agency, number: str) -> Task:
    values = {
        "number": number,
        "label": "Rà soát thủ tục",
        "area": "procedure_reform",
        "owner": owner,
        "person": "Trần Thị Mai",
        "responsibility": "Giám đốc",
        "deliverable": "Tờ trình",
        "due_on": date(YEAR, 12, 9),
    }
    return add_task(SYSTEM, plan=plan, values=values)


def _evidence() -> Evidence:
    return Evidence(upload=a_file())


def _report(assignment: Assignment) -> FigureReport:
    values = {"period": f"{YEAR}-Q3", "numerator": Decimal(41), "denominator": Decimal(50)}
    return report_figure(
        SYSTEM, assignment=assignment, values=values, evidence=_evidence(), now=NOW
    )


def _document(agency: Agency) -> Document:
    values = {
        "notation": f"{agency.pk}/KH-UBND",
        "kind": "plan",
        "title": "Kế hoạch cải cách hành chính",
        "issued_on": date(YEAR - 1, 12, 20),
        "issuer": "UBND",
        "level": "province",
        "first_year": YEAR,
        "last_year": YEAR,
    }
    return register_document(SYSTEM, agency=agency, values=values, upload=a_page(), now=NOW)


def _standing(target: Target, agency: Agency) -> StandingRow:
    """Measure it on the months of the year so far."""
    for period in (str(YEAR), *(f"{YEAR}-{month:02}" for month in range(1, 9))):
        parts = {"numerator": 88, "denominator": 100}
        IndicatorFigure.objects.create(
            indicator=target.indicator, agency=agency, period=period, facts_version=0, **parts
        )
    return _measured(target, agency)


def _measured(target: Target, agency: Agency) -> StandingRow:
    measure_one(target, NOW.date())
    return StandingRow.objects.get(target=target, agency=agency)


def _override(target: Target, agency: Agency) -> Override:
    standing = _measured(target, agency)
    return override_figure(by=SYSTEM, standing=standing, value=Decimal(90), reason=REASON)


def _operation(code: str) -> Operation:
    """Give the agency another name from the new year on."""
    was = tree_on(NOW.date()).agency(code)
    body = Body(code=code, name=f"{was.name.vi} mới", kind=AgencyKind(was.kind))
    order = Change(on=date(YEAR, 1, 1), decision="Quyết định 1", body=body)
    return carry_out(by=SYSTEM, order=order)


def _notice(person: Person) -> Notice:
    return Notice.objects.create(person=person, once="n", kind="turn_due", title="t")


def _pending(person: Person) -> PendingImport:
    table = "Mã;Tên;Loại;Cơ quan cấp trên;Hiệu lực từ\nH99.103;Xã Mới;xã;H99;01/07/2026\n"
    return keep_import(by=SYSTEM, person=person, content=table.encode(), file_name="bang.csv")


def _year(year: int) -> IndexYearEntry:
    """Put the shipped table of PCI 2019 in as another year."""
    proposal = Proposal(
        agency=Agency.objects.get(code=PLACES["province"]),
        series="pci",
        year=year,
        day=None,
        source="Báo cáo PCI",
        upload=pci_table(),
    )
    return propose_year(by=SYSTEM, proposal=proposal, now=NOW)


def pci_table() -> SimpleUploadedFile:
    rows = [
        f"{each.rank};{each.province.name};{each.value:.2f}".replace(".", ",")
        for each in shipped_book("pci").table(2019)
    ]
    text = "\n".join(["Xếp hạng;Tỉnh, thành phố;Tổng điểm", *rows])
    return SimpleUploadedFile("pci.csv", text.encode("utf-8-sig"))
