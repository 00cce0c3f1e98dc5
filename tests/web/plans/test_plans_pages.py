"""Every page of plans opens for those who may read, and for nobody else."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from sample_plan import SYSTEM, World, agency

from caicach.web.plans.actions.documents import register_document
from caicach.web.plans.actions.figures import report_figure
from caicach.web.plans.models import Assignment, Document, FigureReport

READ = (
    "list",
    "plan",
    "tasks",
    "coverage",
    "history",
    "target",
    "task",
    "turn",
    "reports",
    "report",
    "documents",
    "document",
)
CHANGE = (
    "new",
    "copy",
    "file",
    "edit",
    "target-new",
    "target-edit",
    "target-assign",
    "task-new",
    "task-edit",
    "turn-postpone",
    "document-new",
    "document-edit",
    "document-replace",
)
READERS = ("standing_body", "leader", "inspector", "appraiser", "focal_officer", "commune")


def a_document() -> Document:
    values = {
        "notation": "412/KH-UBND",
        "kind": "plan",
        "title": "Kế hoạch cải cách hành chính",
        "issuer": "UBND tỉnh",
        "level": "province",
        "first_year": 2026,
        "last_year": 2026,
    }
    now = timezone.now()
    return register_document(SYSTEM, agency=agency("H99"), values=values, now=now)


def a_report(world: World) -> FigureReport:
    here = Assignment.objects.get(target=world.reported, agency__code="H99.02")
    values = {"period": "2026-Q3", "numerator": 40, "denominator": 50}
    return report_figure(SYSTEM, assignment=here, values=values, now=timezone.now())


@pytest.fixture
def addresses(world: World) -> dict[str, str]:
    document, report = a_document(), a_report(world)
    keys = {
        "list": (),
        "new": (),
        "copy": (),
        "file": (),
        "reports": (),
        "documents": (),
        "document-new": (),
        "target": (world.target.pk,),
        "target-edit": (world.target.pk,),
        "target-assign": (world.target.pk,),
        "task": (world.task.pk,),
        "task-edit": (world.task.pk,),
        "turn": (world.turn.pk,),
        "turn-submit": (world.turn.pk,),
        "turn-postpone": (world.turn.pk,),
        "report": (report.pk,),
        "figure-report": (world.reported.pk, "H99.02"),
        "document": (document.pk,),
        "document-edit": (document.pk,),
        "document-replace": (document.pk,),
    }
    of_plan = ("plan", "tasks", "coverage", "history", "edit", "target-new", "task-new", "cascade")
    keys |= dict.fromkeys(of_plan, (world.plan.pk,))
    return {name: reverse(f"plans:{name}", args=args) for name, args in keys.items()}


@pytest.mark.parametrize("page", [*READ, *CHANGE, "cascade", "turn-submit", "figure-report"])
def test_somebody_signed_out_is_sent_to_the_sign_in_page(
    page: str, cast: Any, addresses: dict[str, str]
) -> None:
    answer = cast.client(None).get(addresses[page])
    assert (answer.status_code, "login" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("page", [*READ, *CHANGE, "cascade", "turn-submit", "figure-report"])
def test_a_person_without_a_post_is_refused(
    page: str, cast: Any, addresses: dict[str, str]
) -> None:
    assert cast.client("stranger").get(addresses[page]).status_code == 403


@pytest.mark.parametrize("page", READ)
@pytest.mark.parametrize("role", READERS)
def test_a_plan_in_force_is_read_by_all_who_carry_it_out(
    page: str, role: str, cast: Any, addresses: dict[str, str]
) -> None:
    # the figure and the document of another agency are not a commune's to read
    expected = 404 if (role, page) == ("commune", "report") else 200
    assert cast.client(role).get(addresses[page]).status_code == expected


@pytest.mark.parametrize("page", CHANGE)
@pytest.mark.parametrize("role", ["leader", "inspector", "appraiser", "administrator"])
def test_those_who_only_read_change_nothing(
    page: str, role: str, cast: Any, addresses: dict[str, str]
) -> None:
    assert cast.client(role).get(addresses[page]).status_code == 403


OF_ITS_OWN = ("new", "copy", "file", "document-new")


@pytest.mark.parametrize("page", [each for each in CHANGE if each not in OF_ITS_OWN])
def test_an_officer_of_an_agency_changes_nothing_of_the_province(
    page: str, cast: Any, addresses: dict[str, str]
) -> None:
    assert cast.client("focal_officer").get(addresses[page]).status_code == 403


@pytest.mark.parametrize("page", OF_ITS_OWN)
def test_an_officer_begins_plans_and_documents_of_the_own_agency(
    page: str, cast: Any, addresses: dict[str, str]
) -> None:
    assert cast.client("focal_officer").get(addresses[page]).status_code == 200


@pytest.mark.parametrize("page", [*CHANGE, "cascade"])
def test_the_standing_body_opens_every_form(
    page: str, cast: Any, addresses: dict[str, str]
) -> None:
    assert cast.client("standing_body").get(addresses[page]).status_code == 200


@pytest.mark.parametrize("page", ["turn-submit", "figure-report"])
def test_who_does_it_tells_it_and_nobody_else(
    page: str, cast: Any, addresses: dict[str, str]
) -> None:
    roles = ("focal_officer", "agency_head", "commune", "standing_body", "leader")
    found = {role: cast.client(role).get(addresses[page]).status_code for role in roles}
    told = {"focal_officer": 200, "agency_head": 200}
    assert found == dict.fromkeys(roles, 403) | told


@pytest.mark.parametrize("page", ["list", "plan", "tasks", "history", "reports", "documents"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_is_exported(page: str, kind: str, cast: Any, addresses: dict[str, str]) -> None:
    answer = cast.client("leader").get(addresses[page], {"export": kind})
    assert f".{kind}" in answer["Content-Disposition"]


@pytest.mark.parametrize("page", ["list", "plan", "tasks", "reports", "documents"])
def test_a_filter_that_cannot_be_read_narrows_nothing(
    page: str, cast: Any, addresses: dict[str, str]
) -> None:
    strange = {"year": "năm nay", "area": "?", "state": "x", "sort": "-nothing", "page": "99"}
    assert cast.client("leader").get(addresses[page], strange).status_code == 200


def test_a_draft_is_seen_by_its_own_agency_and_above_but_not_below(cast: Any, world: World) -> None:
    type(world.plan).objects.update(state="draft")
    address = reverse("plans:plan", args=[world.plan.pk])
    found = {role: cast.client(role).get(address).status_code for role in ("leader", "commune")}
    assert found == {"leader": 200, "commune": 404}


def test_a_plan_is_found_without_accents(cast: Any, world: World) -> None:
    client = cast.client("leader")
    found = client.get(reverse("plans:list"), {"q": "cai cach"}).content.decode()
    assert world.plan.title in found
    assert (
        world.plan.title
        not in client.get(reverse("plans:list"), {"q": "giao thong"}).content.decode()
    )
