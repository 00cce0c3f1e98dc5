"""Pages of standings: who sees which, what they say, and what may be done to them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse
from figures_put import StillRun, put_months, year

from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.jobs.models import Job
from caicach.web.monitoring import actions
from caicach.web.monitoring.measuring import measure
from caicach.web.monitoring.models import Override, StandingRow
from caicach.web.plans.models import Target, Task, Turn

Make = Callable[..., Target]
TODAY = date(2026, 8, 20)
BOARD = reverse("monitoring:board")


@pytest.fixture(autouse=True)
def august(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("actions", "jobs"):
        monkeypatch.setattr(f"caicach.web.monitoring.{module}.today", lambda: TODAY)


@pytest.fixture
def target(make: Make) -> Target:
    """Measured at the province, a department and a commune."""
    for code in ("H99", "H99.02", "H99.101"):
        put_months(code, year(90))
    made = make("H99", "H99.02", "H99.101", label="Hồ sơ đúng hạn", folded="ho so dung han")
    measure(StillRun(), TODAY)
    return made


def page(target: Target, code: str = "H99", name: str = "target") -> str:
    return reverse(f"monitoring:{name}", args=[target.pk, code])


def test_a_stranger_is_led_to_the_sign_in_or_refused(cast: Any, target: Target) -> None:
    for address in (BOARD, page(target), page(target, name="rows"), page(target, name="override")):
        assert cast.client(None).get(address).status_code == 302
        assert cast.client("stranger").get(address).status_code == 403


def test_a_province_officer_sees_all_and_a_commune_its_own_line(cast: Any, target: Target) -> None:
    seen = {
        role: {
            code
            for code in ("H99", "H99.02", "H99.101")
            if cast.client(role).get(page(target, code)).status_code == 200
        }
        for role in ("leader", "standing_body", "commune", "focal_officer")
    }
    assert seen["leader"] == seen["standing_body"] == {"H99", "H99.02", "H99.101"}
    assert seen["commune"] == {"H99", "H99.101"}
    assert seen["focal_officer"] == {"H99", "H99.02"}


def test_the_board_says_what_is_wrong_first(cast: Any, target: Target) -> None:
    answer = cast.client("leader").get(BOARD)
    text = answer.content.decode()
    assert "1 không thể đạt" in text
    assert "90,00" in text
    assert "630 / 700" in text


def test_the_board_is_found_without_accents_and_filtered(cast: Any, target: Target) -> None:
    client = cast.client("leader")
    found = client.get(BOARD, {"q": "hô SO dung", "agency": ""}).context["listing"]
    assert found.total == 3
    assert client.get(BOARD, {"q": "khong co"}).context["listing"].total == 0
    assert client.get(BOARD, {"state": "met", "agency": ""}).context["listing"].total == 0


@pytest.mark.parametrize(
    "query",
    ["page=99", "page=x", "sort=nothing", "state=nothing", "plan=abc", "agency=NO", "q=%00"],
)
def test_odd_questions_are_answered_in_words(cast: Any, target: Target, query: str) -> None:
    assert cast.client("leader").get(f"{BOARD}?{query}").status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_exported_with_its_parts(cast: Any, target: Target, kind: str) -> None:
    answer = cast.client("leader").get(BOARD, {"export": kind, "agency": ""})
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    if kind == "csv":
        assert answer.content.decode("utf-8-sig").count("630") == 3


def test_a_target_shows_its_months_forecast_and_rule(cast: Any, target: Target) -> None:
    text = cast.client("leader").get(page(target)).content.decode()
    for words in ("07/2026", "phiên bản số liệu 4", "Dự báo cuối kỳ", "Không đạt"):
        assert words in text


def test_the_chart_is_a_picture_of_its_own(cast: Any, target: Target) -> None:
    answer = cast.client("leader").get(page(target, name="chart"), {"w": "640"})
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert cast.client("commune").get(page(target, "H99.02", "chart")).status_code == 404


def test_pages_ask_few_questions_however_much_there_is(
    cast: Any, make: Make, target: Target, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        make("H99", "H99.02", number=str(number))
    measure(StillRun(), TODAY)
    client = cast.client("leader")
    for address in (f"{BOARD}?agency=", page(target)):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_a_figure_put_in_place_needs_a_reason_and_both_are_shown(cast: Any, target: Target) -> None:
    client = cast.client("standing_body")
    address = page(target, name="override")
    short = client.post(address, {"value": "97,5", "reason": "sai"})
    assert "ngắn" in short.content.decode()
    assert not Override.objects.exists()
    done = client.post(address, {"value": "97,5", "reason": "Công văn 12/STP đối chiếu lại"})
    assert done.status_code == 302
    row = StandingRow.objects.get(target=target, agency__code="H99")
    assert (row.value, row.source) == (97.5, "override")
    text = client.get(page(target)).content.decode()
    assert "97,5" in text
    assert "90" in text
    assert "Công văn 12/STP" in text
    event = Event.objects.get(verb="standing.overridden")
    assert event.reason == "Công văn 12/STP đối chiếu lại"


def test_it_is_withdrawn_with_a_reason_and_stays_in_sight(cast: Any, target: Target) -> None:
    client = cast.client("standing_body")
    reason = "Công văn 12/STP đối chiếu lại"
    client.post(page(target, name="override"), {"value": "97", "reason": reason})
    client.post(page(target, name="withdraw"), {"reason": "Số liệu đã đồng bộ đủ"})
    row = StandingRow.objects.get(target=target, agency__code="H99")
    assert (row.value, row.source) == (90, "indicator")
    assert "Số liệu đã đồng bộ đủ" in client.get(page(target)).content.decode()


@pytest.mark.parametrize(
    ("value", "code"), [("-1", "override-out-of-range"), ("101", "override-out-of-range")]
)
def test_a_share_stays_between_nothing_and_all(
    cast: Any, target: Target, value: str, code: str
) -> None:
    from decimal import Decimal

    row = StandingRow.objects.get(target=target, agency__code="H99")
    found = actions.check_override(row, Decimal(value), "một lý do đủ dài")
    assert [each.code for each in found] == [code]


@pytest.mark.parametrize("role", ["leader", "focal_officer", "agency_head", "administrator"])
def test_only_the_standing_body_puts_figures_in_place(cast: Any, target: Target, role: str) -> None:
    address = page(target, name="override")
    data = {"value": "97", "reason": "một lý do đủ dài"}
    assert cast.client(role).post(address, data).status_code == 403
    row = StandingRow.objects.get(target=target, agency__code="H99")
    with pytest.raises(NotAllowedError):
        actions.override_figure(
            by=cast.actor(role), standing=row, value=row.value, reason="một lý do đủ dài"
        )


def test_two_people_cannot_both_put_a_figure_in_place(cast: Any, target: Target) -> None:
    row = StandingRow.objects.get(target=target, agency__code="H99")
    actor = cast.actor("standing_body")
    reason = "một lý do đủ dài"
    actions.override_figure(by=actor, standing=row, value=row.value, reason=reason)
    with pytest.raises(actions.OverrideRefusedError) as refused:
        actions.override_figure(by=actor, standing=row, value=row.value, reason=reason)
    assert [each.code for each in refused.value.issues] == ["override-exists"]


def test_measuring_is_asked_for_once_and_by_the_standing_body(cast: Any, target: Target) -> None:
    address = reverse("monitoring:measure")
    assert cast.client("leader").post(address).status_code == 403
    assert cast.client("standing_body").get(address).status_code == 405
    for _ in range(2):
        assert cast.client("standing_body").post(address).status_code == 302
    assert Job.objects.filter(kind="monitoring.measure").count() == 1


def test_tasks_not_done_come_first_then_those_done_last(cast: Any, target: Target) -> None:
    task = Task.objects.create(
        plan=target.plan,
        target=target,
        number="1",
        label="Việc",
        area="steering",
        owner=target.plan.agency,
    )
    days = {"done": (5, 9), "open": (7, 12, 8)}
    for state, months in days.items():
        for month in months:
            due = date(2026, month, 15)
            sent = datetime(2026, month, 1, tzinfo=UTC) if state == "done" else None
            Turn.objects.create(
                task=task, due_on=due, first_due_on=due, state=state, submitted_at=sent
            )
    shown = cast.client("leader").get(page(target)).context["turns"]
    assert [each.due_on.month for each in shown] == [7, 8, 12, 9, 5]


def test_the_rows_of_a_month_stand_under_their_target(cast: Any, target: Target) -> None:
    answer = cast.client("leader").get(page(target, name="rows"), {"period": "2026-03"})
    assert target.label in answer.content.decode()
    assert "03/2026" in answer.content.decode()
