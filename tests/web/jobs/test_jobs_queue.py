"""Jobs: each runs though its worker dies, none waits twice, failures are told."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from caicach.web.jobs import queue
from caicach.web.jobs.kinds import KINDS, Run, daily, every, job
from caicach.web.jobs.models import Job, Schedule
from caicach.web.jobs.worker import JobRun, run, run_waiting

pytestmark = pytest.mark.django_db
RAN: list[Any] = []


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    before = dict(KINDS)
    KINDS.clear()
    RAN.clear()

    @job("test.add")
    def add(_run: Run, number: int) -> int:
        RAN.append(number)
        return number + 1

    @job("test.fail")
    def fail(_run: Run) -> None:
        raise ValueError("no such file: plan.xlsx")

    @job("test.regular", every(minutes=10))
    def regular(_run: Run) -> None:
        RAN.append("regular")

    yield
    KINDS.clear()
    KINDS.update(before)


def test_a_job_runs_with_its_arguments_and_keeps_its_result() -> None:
    put = queue.enqueue("test.add", {"number": 4})
    assert run_waiting("w") == 1
    put.refresh_from_db()
    assert (put.state, put.result, put.percent, RAN) == ("done", 5, 100, [4])


def test_an_unknown_job_is_refused_when_it_is_put_in() -> None:
    with pytest.raises(LookupError, match=r"test\.unknown"):
        queue.enqueue("test.unknown")


def test_a_key_waits_only_once() -> None:
    first = queue.enqueue("test.add", {"number": 1}, unique_key="k")
    assert queue.enqueue("test.add", {"number": 2}, unique_key="k").pk == first.pk
    assert Job.objects.count() == 1


def test_a_key_may_wait_again_while_the_first_runs() -> None:
    queue.enqueue("test.add", {"number": 1}, unique_key="k")
    queue.claim("w", timezone.now())
    queue.enqueue("test.add", {"number": 2}, unique_key="k")
    assert sorted(Job.objects.values_list("state", flat=True)) == ["running", "waiting"]


def test_one_job_is_claimed_by_one_worker() -> None:
    queue.enqueue("test.add", {"number": 1})
    assert queue.claim("a", timezone.now()) is not None
    assert queue.claim("b", timezone.now()) is None


def test_a_job_for_later_waits() -> None:
    queue.enqueue("test.add", {"number": 1}, not_before=timezone.now() + timedelta(hours=1))
    assert run_waiting("w") == 0


def test_a_job_whose_worker_died_waits_again_after_its_lease() -> None:
    queue.enqueue("test.add", {"number": 7})
    now = timezone.now()
    queue.claim("dead", now)
    assert queue.recover(now + queue.LEASE - timedelta(seconds=1)) == 0
    assert queue.recover(now + queue.LEASE + timedelta(seconds=1)) == 1
    Job.objects.update(not_before=now)
    assert run_waiting("w") == 1
    assert RAN == [7]


def test_a_worker_that_was_given_up_cannot_finish_what_another_runs() -> None:
    queue.enqueue("test.add", {"number": 7})
    now = timezone.now()
    old = queue.claim("slow", now)
    assert old is not None
    queue.recover(now + queue.LEASE * 2)
    Job.objects.update(not_before=now)
    queue.claim("other", now)
    assert queue.finish(old, 1, now) is False
    with pytest.raises(queue.LostLeaseError):
        queue.renew(old, now)
    with pytest.raises(queue.LostLeaseError):
        JobRun(old).progress(1, 1)


def test_a_failure_is_told_and_tried_again_until_it_is_given_up() -> None:
    put = queue.enqueue("test.fail")
    for attempt in range(1, queue.MOST_ATTEMPTS + 1):
        Job.objects.update(not_before=timezone.now())
        claimed = queue.claim("w", timezone.now())
        assert claimed is not None
        run(claimed)
        put.refresh_from_db()
        assert put.attempts == attempt
        assert "no such file: plan.xlsx" in put.error
    assert put.state == "failed"
    assert queue.claim("w", timezone.now() + timedelta(days=9)) is None


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    put = queue.enqueue("test.add", {"number": 1})
    now = timezone.now()
    for _ in range(queue.MOST_ATTEMPTS):
        assert queue.claim("w", now) is not None
        now += queue.LEASE * 2
        queue.recover(now)
    put.refresh_from_db()
    assert put.state == "failed"


def test_a_regular_job_is_put_in_when_due_and_once() -> None:
    now = timezone.now()
    assert queue.put_in_due(now) == []
    assert queue.put_in_due(now + timedelta(minutes=9)) == []
    assert len(queue.put_in_due(now + timedelta(minutes=11))) == 1
    assert queue.put_in_due(now + timedelta(minutes=12)) == []
    assert Schedule.objects.get().next_at == now + timedelta(minutes=21)


def test_each_day_at_a_time_is_that_time_in_hanoi() -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    at_seven = daily(7, 30)
    assert at_seven(datetime(2026, 12, 31, 6, 0, tzinfo=zone)).day == 31
    assert at_seven(datetime(2026, 12, 31, 7, 30, tzinfo=zone)) == datetime(
        2027, 1, 1, 7, 30, tzinfo=zone
    )
