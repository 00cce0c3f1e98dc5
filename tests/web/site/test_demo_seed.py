"""The demonstration: a province at work, made once by the actions people use."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from caicach.cli.main import main
from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.queries import demo_accounts
from caicach.web.accounts.roles import Role
from caicach.web.audit.chain import breaks
from caicach.web.audit.models import Event
from caicach.web.council.models import Question
from caicach.web.council.queries.disputes import disputes
from caicach.web.look.day import today
from caicach.web.monitoring.models import Override, StandingRow
from caicach.web.notices.models import Notice
from caicach.web.plans.models import Assignment, Document, FigureReport, Plan, Target, Task, Turn
from caicach.web.register.queries import tree_on
from caicach.web.results.checking import unappraised
from caicach.web.rounds.models import Round
from caicach.web.site.demo.seeding import NoDemonstrationError, seed

TOP = "H99"
COUNTED = (Person, Post, Plan, Target, Assignment, Task, Turn, FigureReport, Notice, Event)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated province of a few agencies."""
    folder = tmp_path_factory.mktemp("demo") / "province"
    words = ["generate", "--province", "Tỉnh mẫu Nam Hà", "--dossiers", "1000"]
    assert main([*words, "--agencies", "20", "--seed", "7", "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def demonstration(
    province: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[str]]:
    """The names of the steps, with everything they left in the database until the last test."""
    home = province.parent
    own = {"DEMO": True, "EVIDENCE_FOLDER": home / "evidence", "FACTS_STORE": str(home / "store")}
    with override_settings(**own), django_db_blocker.unblock(), transaction.atomic():
        yield list(seed(province, since=today() - timedelta(days=100)))
        transaction.set_rollback(True)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_it_tells_each_step(demonstration: list[str], db: None) -> None:
    told = ["people", "plans", "history", "measuring", "weeks"]
    rounds = [f"round_{name}" for name in ("published", "founding", "running", "trial")]
    assert demonstration == [*told, *rounds, "notices"]


def test_every_role_has_an_account_on_the_sign_in_page(demonstration: list[str], db: None) -> None:
    shown = demo_accounts(today())
    page = Client().get("/account/login/").content.decode()
    assert [each.role for each in shown] == Role.values
    assert settings.DEMO_PASSWORD in page
    assert all(each.person.email in page for each in shown)


@pytest.mark.parametrize("role", Role.values)
def test_every_role_comes_in_and_opens_the_first_page(
    role: str, demonstration: list[str], db: None, django_assert_max_num_queries: object
) -> None:
    person = next(each.person for each in demo_accounts(today()) if each.role == role)
    client = Client()
    answer = client.post(
        "/account/login/", {"login": person.email, "password": settings.DEMO_PASSWORD}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/")
    with django_assert_max_num_queries(12):  # type: ignore[operator] # a fixture without a type
        assert client.get("/").status_code == 200


def test_every_agency_has_officers_and_a_plan_with_targets(
    demonstration: list[str], db: None
) -> None:
    below = {each.code for each in tree_on(today()).children(TOP)}
    officers = Post.objects.filter(role=Role.FOCAL_OFFICER, valid_to=None)
    planned = Target.objects.filter(plan__first_year=today().year, plan__parent__isnull=False)
    assert below <= set(officers.values_list("agency__code", flat=True))
    assert below <= set(planned.values_list("plan__agency__code", flat=True))


def test_documents_have_their_sources_and_invented_ones_say_so(
    demonstration: list[str], db: None
) -> None:
    assert not Document.objects.filter(source="").exists()
    ours = Document.objects.filter(issuer__contains="Nam Hà")
    assert set(ours.values_list("source_status", flat=True)) == {"invented"}


def test_tasks_and_figures_are_in_every_state(demonstration: list[str], db: None) -> None:
    assert set(Turn.objects.values_list("state", flat=True)) >= {
        *("open", "submitted", "returned", "done")
    }
    assert Turn.objects.filter(state="open", due_on__lt=today()).exists()
    assert set(FigureReport.objects.values_list("state", flat=True)) >= {
        *("sent", "approved", "returned")
    }
    assert FigureReport.objects.filter(attachment__stored__kind="pdf").exists()
    assert FigureReport.objects.filter(attachment__stored__kind="xlsx").exists()


def test_nothing_happens_after_now(demonstration: list[str], db: None) -> None:
    newest = Turn.objects.exclude(submitted_at=None).latest("submitted_at")
    assert newest.submitted_at is not None
    assert newest.submitted_at.date() <= today()
    assert not FigureReport.objects.filter(period_to__gte=today()).exists()


def test_targets_are_judged_and_figures_put_in_by_hand_say_why(
    demonstration: list[str], db: None
) -> None:
    states = set(StandingRow.objects.values_list("state", flat=True))
    assert states >= {"on_track", "at_risk", "no_data"}
    assert Override.objects.exists()
    assert not Override.objects.filter(reason="").exists()


def test_one_officer_came_from_a_district_that_ended(demonstration: list[str], db: None) -> None:
    ended = Post.objects.get(agency__code__startswith=f"{TOP}.2", valid_to__isnull=False)
    assert ended.person.posts.filter(valid_from__gt=ended.valid_to, valid_to=None).count() == 1


def test_the_log_holds_and_people_have_notices(demonstration: list[str], db: None) -> None:
    assert list(breaks(Event.objects.order_by("number").iterator())) == []
    assert Event.objects.filter(person=None).count() < Event.objects.count() / 50
    assert Notice.objects.filter(person__email="thuongtruc@namha.example").exists()


def test_a_second_time_adds_nothing(demonstration: list[str], province: Path, db: None) -> None:
    before = counts()
    assert list(seed(province)) == []
    assert counts() == before


def test_an_installation_that_is_no_demonstration_is_left_alone(province: Path, db: None) -> None:
    with override_settings(DEMO=False), pytest.raises(NoDemonstrationError):
        list(seed(province))


def test_somebody_appraised_what_every_agency_of_the_published_round_handed_in(
    demonstration: list[str], db: None
) -> None:
    for scored in Round.objects.filter(state=Round.State.PUBLISHED, name__startswith="Chấm"):
        assert unappraised(scored, scored.items.all()) == set()
        assert not disputes(scored).keys() - set(
            Question.objects.filter(round=scored).values_list("card_id", "item_id")
        )
