"""Handing down to many agencies in the background: all of it once, whatever happens midway."""

from typing import Any

import pytest
from django.urls import reverse
from sample_plan import SYSTEM, World

from caicach.web.accounts.models import Post
from caicach.web.jobs.models import Job
from caicach.web.jobs.worker import run_waiting
from caicach.web.plans import jobs
from caicach.web.plans.actions.plans import close_plan
from caicach.web.plans.jobs import hand_down, unfinished_handing
from caicach.web.plans.models import Plan, Target

EVERYBODY = {"blocks": ["departments", "communes"], "adoption": "inherit"}
CODES = ["H99.01", "H99.02", "H99.101", "H99.102"]


@pytest.fixture(autouse=True)
def two_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let more than two agencies be handed down to in the background, two at a time."""
    monkeypatch.setattr(jobs, "MANY", 2)
    monkeypatch.setattr("caicach.web.plans.views.cascade.MANY", 2)


def ask(cast: Any, world: World) -> Any:
    address = reverse("plans:cascade", args=[world.plan.pk])
    sent = EVERYBODY | {"targets": [world.target.pk], "tasks": [world.task.pk]}
    return cast.client("standing_body").post(address, sent)


def shown(cast: Any, world: World, **more: Any) -> str:
    address = reverse("plans:handing", args=[world.plan.pk, Job.objects.get().pk])
    return str(cast.client("standing_body").get(address, **more).content.decode())


class KilledError(Exception):
    """The worker is gone."""


class StoppingRun:
    """A run whose worker dies before the second round."""

    def progress(self, done: int, _total: int) -> None:
        if done:
            raise KilledError


def test_many_are_handed_down_to_in_the_background_and_the_page_tells_how_far(
    cast: Any, world: World
) -> None:
    answer = ask(cast, world)
    job = Job.objects.get()
    assert answer["Location"] == reverse("plans:handing", args=[world.plan.pk, job.pk])
    assert not Plan.objects.filter(parent=world.plan).exists()
    assert "Đang chờ đến lượt giao cho 4 cơ quan" in shown(cast, world)
    Job.objects.update(state="running", lease_until=job.not_before, done=2, total=4)
    assert "đã xong 2 trong 4 cơ quan" in shown(cast, world)
    coverage = cast.client("leader").get(reverse("plans:coverage", args=[world.plan.pk]))
    assert "đã xong 2 trong 4 cơ quan" in coverage.content.decode()
    Job.objects.update(state="waiting", lease_until=None)
    assert run_waiting("w") == 1
    assert "Đã giao 4 chỉ tiêu và 4 nhiệm vụ cho 4 cơ quan." in shown(cast, world)
    assert unfinished_handing(world.plan) is None
    codes = Plan.objects.filter(parent=world.plan).values_list("agency__code", flat=True)
    assert sorted(codes) == CODES


def test_the_moving_part_comes_alone_and_stops_asking_when_all_is_done(
    cast: Any, world: World
) -> None:
    ask(cast, world)
    moving = shown(cast, world, headers={"hx-request": "true"})
    assert "<main" not in moving
    assert "every 2s" in moving
    run_waiting("w")
    assert "every 2s" not in shown(cast, world, headers={"hx-request": "true"})


def test_a_worker_killed_midway_leaves_whole_agencies_and_the_next_one_finishes(
    cast: Any, world: World
) -> None:
    ask(cast, world)
    job = Job.objects.get()
    with pytest.raises(KilledError):
        hand_down(StoppingRun(), **job.arguments)
    halfway = Plan.objects.filter(parent=world.plan)
    assert [(each.targets.count(), each.tasks.count()) for each in halfway] == [(1, 1), (1, 1)]
    run_waiting("w")
    job.refresh_from_db()
    told = {"agencies": 4, "refused": "", "targets": 4, "tasks": 4, "already": 0}
    assert (job.state, job.result) == ("done", told)
    assert Target.objects.filter(parent=world.target).count() == 4


def test_who_has_lost_the_right_meanwhile_hands_nothing_down(cast: Any, world: World) -> None:
    ask(cast, world)
    Post.objects.filter(role="standing_body").delete()
    run_waiting("w")
    assert (Job.objects.get().state, Job.objects.get().result["refused"]) == ("done", "not_allowed")
    assert not Plan.objects.filter(parent=world.plan).exists()


def test_a_plan_closed_meanwhile_is_told_with_the_remedy(cast: Any, world: World) -> None:
    ask(cast, world)
    close_plan(SYSTEM, plan=world.plan)
    run_waiting("w")
    assert "Mở lại kế hoạch rồi giao tiếp" in shown(cast, world)


def test_asking_twice_puts_one_job_in(cast: Any, world: World) -> None:
    assert ask(cast, world)["Location"] == ask(cast, world)["Location"]
    assert Job.objects.count() == 1


@pytest.mark.parametrize("role", ["leader", "focal_officer", "administrator", "stranger"])
def test_only_who_may_hand_down_follows_it(role: str, cast: Any, world: World) -> None:
    ask(cast, world)
    address = reverse("plans:handing", args=[world.plan.pk, Job.objects.get().pk])
    assert cast.client(role).get(address).status_code == 403


def test_the_job_of_another_plan_is_not_found(cast: Any, world: World) -> None:
    ask(cast, world)
    other = Plan.objects.create(
        agency=world.plan.agency, title="Khác", first_year=2026, last_year=2026
    )
    address = reverse("plans:handing", args=[other.pk, Job.objects.get().pk])
    assert cast.client("standing_body").get(address).status_code == 404
