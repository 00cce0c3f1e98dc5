"""The page of background jobs: what runs, what failed and why in plain words, begun again."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from caicach.web.audit.actor import NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.jobs.kinds import KINDS
from caicach.web.jobs.models import Job, Schedule
from caicach.web.jobs.queue import LEASE
from caicach.web.site.jobs_page.actions import NotFailedError, WaitsAlreadyError, retry_job
from caicach.web.site.jobs_page.plain_words import OTHER, cause_of, read_kinds, said_error
from caicach.web.site.jobs_page.queries import PATIENCE, worker_health

pytestmark = pytest.mark.django_db
TRACEBACK = """Traceback (most recent call last):
  File "worker.py", line 61, in run
    result = work()
             ^^^^^^
django.db.utils.OperationalError: database is locked
DETAIL:  a second line
"""


def put_in(state: str = "waiting", **more: object) -> Job:
    values = {"kind": "notices.mails", "state": state, "not_before": timezone.now()}
    if state == "running":
        values["lease_until"] = timezone.now() + LEASE
    return Job.objects.create(**(values | more))


def test_every_kind_of_job_is_told_in_words() -> None:
    words, issues = read_kinds()
    assert issues == []
    assert set(words) == {kind for kind in KINDS if not kind.startswith("test.")}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("django.db.utils.OperationalError: no connection", "Cơ sở dữ liệu"),
        ("smtplib.SMTPServerDisconnected: bye", "máy chủ bên ngoài"),
        ("ConnectionRefusedError: [Errno 111]", "máy chủ bên ngoài"),
        ("FileNotFoundError: store", "dung lượng đĩa"),
        ("MemoryError: ", "bộ nhớ"),
        ("caicach.web.audit.actor.NotAllowedError: plans.change", "không còn quyền"),
        ("caicach.web.plans.models.Target.DoesNotExist: Target", "không còn trong hệ thống"),
        ("the worker stopped without a word", "dừng giữa chừng"),
        ("another of its kind was waiting", "đã chờ sẵn"),
        ("ZeroDivisionError: division by zero", str(OTHER)),
    ],
)
def test_an_error_is_said_in_plain_words(line: str, expected: str) -> None:
    with translation.override("vi"):
        assert expected in said_error(Job(error=line))


def test_what_names_the_error_is_found_within_its_traceback() -> None:
    assert cause_of(Job(error=TRACEBACK)).startswith("django.db.utils.OperationalError")


def test_a_job_without_an_error_says_nothing() -> None:
    assert said_error(Job()) == ""
    assert cause_of(Job()) == ""


def test_nothing_was_ever_to_do() -> None:
    health = worker_health(timezone.now())
    assert (health.state, health.last_sign) == ("new", None)


def test_a_worker_with_a_lease_is_working() -> None:
    job = put_in("running")
    health = worker_health(timezone.now())
    assert health.state == "working"
    assert health.last_sign == job.lease_until - LEASE


@pytest.mark.parametrize(
    ("seconds_late", "state"), [(0, "ready"), (PATIENCE.total_seconds() + 1, "silent")]
)
def test_a_job_may_wait_a_while_before_the_worker_is_missed(
    seconds_late: float, state: str
) -> None:
    now = timezone.now()
    put_in(not_before=now - timedelta(seconds=seconds_late))
    assert worker_health(now).state == state


def test_a_regular_job_that_was_not_put_in_shows_that_nobody_works() -> None:
    now = timezone.now()
    Schedule.objects.create(kind="notices.mails", next_at=now - PATIENCE - timedelta(seconds=1))
    assert worker_health(now).state == "silent"


def test_a_lease_long_past_shows_that_the_worker_died() -> None:
    now = timezone.now()
    put_in("running", lease_until=now - PATIENCE - timedelta(seconds=1))
    assert worker_health(now).state == "silent"


def test_a_failed_job_begins_again_and_leaves_an_event(cast) -> None:
    job = put_in("failed", attempts=5, error=TRACEBACK, finished_at=timezone.now())
    retry_job(cast.actor("administrator"), job=job, now=timezone.now())
    job.refresh_from_db()
    assert (job.state, job.attempts, job.finished_at) == ("waiting", 0, None)
    event = Event.objects.get(verb="job.retried")
    assert event.before == {"state": "failed", "attempts": 5}


@pytest.mark.parametrize("state", ["waiting", "running", "done"])
def test_only_a_failed_job_begins_again(cast, state: str) -> None:
    job = put_in(state)
    with pytest.raises(NotFailedError):
        retry_job(cast.actor("administrator"), job=job, now=timezone.now())
    assert Event.objects.count() == 0


def test_a_job_whose_like_waits_does_not_wait_twice(cast) -> None:
    put_in(unique_key="mails")
    job = put_in("failed", unique_key="mails")
    with pytest.raises(WaitsAlreadyError):
        retry_job(cast.actor("administrator"), job=job, now=timezone.now())
    assert Job.objects.filter(state="failed").exists()


@pytest.mark.parametrize("role", ["leader", "standing_body", "commune", "stranger"])
def test_others_are_refused_the_action(cast, role: str) -> None:
    job = put_in("failed")
    with pytest.raises(NotAllowedError):
        retry_job(cast.actor(role), job=job, now=timezone.now())


def test_the_page_tells_the_error_and_offers_to_begin_again(
    cast, django_assert_max_num_queries
) -> None:
    for number in range(60):
        put_in("failed", error=TRACEBACK, person=cast["administrator"], attempts=number % 5)
    client = cast.client("administrator")
    with django_assert_max_num_queries(12):
        page = client.get("/site/jobs/").content.decode()
    assert "Gửi thư đang chờ" in page
    assert "Cơ sở dữ liệu bận" in page
    assert page.count("Làm lại") == 50


def test_the_page_filters_and_exports(cast) -> None:
    put_in("failed", error=TRACEBACK)
    put_in("done", kind="monitoring.measure")
    client = cast.client("administrator")
    file = client.get("/site/jobs/?state=failed&export=csv").content.decode("utf-8-sig")
    assert "Gửi thư đang chờ" in file
    assert "Tính lại các chỉ tiêu" not in file
    assert client.get("/site/jobs/?state=nonsense").status_code == 200


def test_the_page_says_when_nobody_works(cast) -> None:
    put_in(not_before=timezone.now() - timedelta(hours=1))
    page = cast.client("administrator").get("/site/jobs/").content.decode()
    assert "Không thấy tiến trình làm việc nền" in page


def test_a_job_begins_again_from_the_page(cast) -> None:
    job = put_in("failed")
    answer = cast.client("administrator").post(f"/site/jobs/{job.pk}/retry/", follow=True)
    assert "sẽ được làm lại" in answer.content.decode()
    again = cast.client("administrator").post(f"/site/jobs/{job.pk}/retry/", follow=True)
    assert "chưa đổi gì" in again.content.decode()
