"""Figures that agencies report: approved, returned, side by side, never over one another."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from sample_plan import SYSTEM, World

from caicach.core.targets import Parts
from caicach.web.accounts.models import Post
from caicach.web.audit.actor import NotAllowedError
from caicach.web.plans.actions.figures import approve_figure, report_figure, return_figure
from caicach.web.plans.actions.plans import close_plan
from caicach.web.plans.models import Assignment, FigureReport
from caicach.web.plans.queries.reports import approved_parts
from caicach.web.plans.writing import PlanRefusedError, ReasonMissingError, WrongStateError

PERIOD = "2026-Q3"


def report(world: World, code: str = "H99.02", by: Any = SYSTEM, **more: Any) -> FigureReport:
    values = {"period": PERIOD, "numerator": Decimal(40), "denominator": Decimal(50)} | more
    here = Assignment.objects.get(target=world.reported, agency__code=code)
    return report_figure(by, assignment=here, values=values, now=timezone.now())


REFUSED = {
    "figure-numerator-above": {"numerator": Decimal(51)},
    "figure-denominator": {"denominator": Decimal(0)},
    "figure-below-zero": {"numerator": Decimal(-1)},
    "figure-above-hundred": {"numerator": None, "denominator": None, "value": Decimal(101)},
    "figure-missing": {"numerator": None, "denominator": None},
    "figure-period-ahead": {"period": "2026-11"},
    "figure-period-outside": {"period": "2025-Q4"},
    "period-unknown": {"period": "quý nào đó"},
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_figure_that_cannot_be_is_refused(code: str, world: World) -> None:
    with pytest.raises(PlanRefusedError) as refused:
        report(world, **REFUSED[code])
    assert code in [each.code for each in refused.value.issues]
    assert not FigureReport.objects.exists()


@pytest.mark.parametrize("parts", [(0, 50), (50, 50), (0, 0)])
def test_nothing_done_all_done_and_nothing_to_do_are_figures(
    parts: tuple[int, int], world: World
) -> None:
    sent = report(world, numerator=Decimal(parts[0]), denominator=Decimal(parts[1]))
    assert (sent.numerator, sent.denominator) == parts


def test_a_later_figure_stands_beside_the_one_before(world: World) -> None:
    first = report(world)
    second = report(world, numerator=Decimal(41))
    first.refresh_from_db()
    assert (first.state, second.state, first.numerator) == ("replaced", "sent", 40)


def test_the_head_approves_and_an_earlier_approved_figure_is_kept(cast: Any, world: World) -> None:
    first = report(world)
    approve_figure(cast.actor("agency_head"), report=first, now=timezone.now())
    second = report(world, numerator=Decimal(45))
    approve_figure(cast.actor("agency_head"), report=second, now=timezone.now())
    first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "approved")


@pytest.mark.parametrize("role", ["focal_officer", "standing_body", "leader", "commune"])
def test_nobody_but_the_head_approves_where_there_is_one(
    role: str, cast: Any, world: World
) -> None:
    with pytest.raises(NotAllowedError):
        approve_figure(cast.actor(role), report=report(world), now=timezone.now())


def test_the_standing_body_approves_where_the_agency_has_no_head(cast: Any, world: World) -> None:
    Post.objects.filter(role="agency_head").delete()
    sent = report(world)
    approve_figure(cast.actor("standing_body"), report=sent, now=timezone.now())
    assert sent.state == "approved"


def test_the_standing_body_returns_an_approved_figure_with_a_reason(
    cast: Any, world: World
) -> None:
    sent = report(world)
    approve_figure(cast.actor("agency_head"), report=sent, now=timezone.now())
    with pytest.raises(ReasonMissingError):
        return_figure(cast.actor("standing_body"), report=sent, reason=" ", now=timezone.now())
    return_figure(
        cast.actor("standing_body"), report=sent, reason="Lệch với hồ sơ", now=timezone.now()
    )
    assert (sent.state, sent.reason) == ("returned", "Lệch với hồ sơ")


def test_a_returned_figure_is_not_approved_afterwards(cast: Any, world: World) -> None:
    sent = report(world)
    return_figure(cast.actor("agency_head"), report=sent, reason="Sai", now=timezone.now())
    with pytest.raises(WrongStateError):
        approve_figure(cast.actor("agency_head"), report=sent, now=timezone.now())


@pytest.mark.parametrize("role", ["commune", "standing_body", "leader", "stranger"])
def test_nobody_reports_for_another_agency(role: str, cast: Any, world: World) -> None:
    with pytest.raises(NotAllowedError):
        report(world, by=cast.actor(role))


def test_a_figure_of_a_lower_level_never_overwrites_the_one_above(world: World) -> None:
    above = report(world, "H99", numerator=Decimal(500), denominator=Decimal(600))
    approve_figure(SYSTEM, report=above, now=timezone.now())
    for code in ("H99.02", "H99.101"):
        approve_figure(SYSTEM, report=report(world, code), now=timezone.now())
    above.refresh_from_db()
    assert (above.state, above.numerator) == ("approved", 500)
    assert approved_parts(world.reported, PERIOD) == Parts(80, 100)


def test_a_target_measured_elsewhere_takes_no_reports(world: World) -> None:
    here = Assignment.objects.get(target=world.target, agency__code="H99")
    with pytest.raises(WrongStateError):
        report_figure(SYSTEM, assignment=here, values={"period": PERIOD}, now=timezone.now())


def test_a_closed_plan_takes_no_reports(world: World) -> None:
    close_plan(SYSTEM, plan=world.plan)
    with pytest.raises(WrongStateError):
        report(world)


def test_an_officer_reports_with_a_file_and_the_head_approves_on_the_page(
    cast: Any, world: World
) -> None:
    address = reverse("plans:figure-report", args=[world.reported.pk, "H99.02"])
    file = SimpleUploadedFile("bien-ban.png", b"\x89PNG\r\n\x1a\n rest")
    sent = {"period": PERIOD, "numerator": "1.040", "denominator": "1.200", "file": file}
    answer = cast.client("focal_officer").post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    made = FigureReport.objects.get()
    assert (made.numerator, made.denominator) == (1040, 1200)  # dots part thousands
    page = reverse("plans:report-step", args=[made.pk, "approve"])
    assert cast.client("agency_head").post(page).status_code == 302
    made.refresh_from_db()
    assert made.state == "approved"
    address = reverse("plans:report-file", args=[made.pk])
    download = cast.client("leader").get(address)
    assert b"".join(download.streaming_content).startswith(b"\x89PNG")
    assert cast.client("commune").get(address).status_code == 404


def test_half_a_share_is_told_at_the_missing_field(cast: Any, world: World) -> None:
    address = reverse("plans:figure-report", args=[world.reported.pk, "H99.02"])
    answer = cast.client("focal_officer").post(address, {"period": PERIOD, "numerator": "5"})
    assert list(answer.context["form"].errors) == ["denominator"]


def test_a_whole_year_is_not_offered_first_to_those_who_report_each_quarter(
    cast: Any, world: World
) -> None:
    address = reverse("plans:figure-report", args=[world.reported.pk, "H99.02"])
    form = cast.client("focal_officer").get(address).context["form"]
    offered = [key for key, _label in form.fields["period"].choices]
    assert offered == ["2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1", "2026"]
