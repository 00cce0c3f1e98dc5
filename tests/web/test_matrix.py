"""Every person on every page and in every action: who may, who is refused, who finds nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.views.generic import RedirectView
from matrix_table import Case, Page, pages, people, permissions
from matrix_trial import GROUPED, YEAR, Trial
from matrix_world import NOW, build_world

from caicach.web.accounts.rights import known_permissions

pytestmark = pytest.mark.django_db  # which has the database made


def addresses(resolver: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield each address's name and view; the name is empty where an address has none."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            within = (*names, each.namespace) if each.namespace else names
            yield from addresses(each, within)
        elif isinstance(each, URLPattern):
            yield ":".join((*names, each.name)) if each.name else "", each.callback


ADDRESSES = list(addresses(get_resolver()))


@pytest.fixture
def _django_db_helper() -> None:
    """Leave the connection as it is: each trial is undone inside the world's own transaction."""


@pytest.fixture(scope="module")
def trial(
    django_db_setup: None, django_db_blocker: Any, gather_anew: Any, tmp_path_factory: Any
) -> Iterator[Trial]:
    """One world for all cases: each takes back what it did."""
    home = tmp_path_factory.mktemp("matrix")
    folders = {
        "EVIDENCE_FOLDER": home / "evidence",
        "FACTS_STORE": str(home / "store"),
        "KEYS_FOLDER": home / "keys",
    }
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patched,
        override_settings(**folders),
        transaction.atomic(),
    ):
        patched.setattr(timezone, "now", lambda: NOW)
        cast = gather_anew()
        yield Trial(cast, build_world(cast))
        transaction.set_rollback(True)


@pytest.mark.parametrize("page", pages().values(), ids=list(pages()))
def test_each_person_is_answered_as_the_table_says(page: Page, trial: Trial) -> None:
    wrong = [
        f"{case}: {name} {answer}, not {case.expected[name]}"
        for case in page.cases
        for name, answer in trial.answers(case).items()
        if answer != case.expected[name]
    ]
    assert wrong == []


READ_ONLY = [
    page
    for page in pages().values()
    if page.name != "account_logout"  # leads to the door, which leaves an event
    and not any(case.method == "POST" for case in page.cases)
]


@pytest.mark.parametrize("page", READ_ONLY, ids=lambda page: page.name)
def test_a_page_that_only_shows_changes_nothing_when_sent_a_form(page: Page, trial: Trial) -> None:
    shown = page.cases[0]
    sent = Case(page.name, "POST", shown.place, shown.step, shown.expected, leaves_event=False)
    assert [answer for answer in trial.answers(sent).values() if "events" in answer] == []


def test_a_table_that_says_otherwise_is_noticed(trial: Trial) -> None:
    wrong = Case("plans:list", "GET", "", "", dict.fromkeys(people(), "may"), leaves_event=False)
    answers = trial.answers(wrong)
    assert (answers["stranger"], answers["nobody"]) == ("refused", "door")
    silent = Case("site:retry-job", "POST", "", "", dict.fromkeys(people(), "may"), False)
    assert trial.answers(silent)["administrator"] == "may, 1 events"


@pytest.mark.parametrize(
    ("shown", "is_wrong"),
    [
        ('<a href="/plans/?plan=4.001&amp;x=1">', True),
        ('<tr id="item-41.003" class="line">', True),
        ('<input type="hidden" name="seen" value="1.204">', True),
        ('<option selected value="12.345">', True),
        ('<a href="/agencies/of/H99.101/">', False),
        ('<td data-label="Hồ sơ 1.204">1.204</td>', False),
        ('<input type="text" value="1.204">', False),
        ('<img alt="Trang 1.204">', False),
    ],
)
def test_keys_written_for_people_are_noticed(shown: str, is_wrong: bool) -> None:
    assert bool(GROUPED.search(shown)) is is_wrong


@pytest.mark.parametrize(
    ("shown", "is_wrong"), [("năm 2.026", True), ("2026", False), ("12.026", False)]
)
def test_years_written_like_amounts_are_noticed(shown: str, is_wrong: bool) -> None:
    assert bool(YEAR.search(shown)) is is_wrong


def test_every_address_stands_in_the_table() -> None:
    named = {name for name, _ in ADDRESSES if name}
    assert sorted(named - set(pages())) == [], "not in the table"
    assert sorted(set(pages()) - named) == [], "in the table, and nowhere else"


def test_an_address_without_a_name_is_closed_or_leads_on() -> None:
    views = [view for name, view in ADDRESSES if not name]
    silent = [view for view in views if not hasattr(view, "access")]
    assert [view for view in silent if getattr(view, "view_class", None) is not RedirectView] == []


def test_every_view_of_ours_says_who_may_open_it() -> None:
    ours = [(name, view) for name, view in ADDRESSES if view.__module__.startswith("caicach.")]
    assert len(ours) > 80
    assert [name for name, view in ours if not hasattr(view, "access")] == []


def test_the_table_tells_the_right_each_view_asks_for() -> None:
    asked = {
        name: getattr(view, "access", "sign-in") for name, view in ADDRESSES if name in pages()
    }
    assert {name: pages()[name].right for name in asked} == asked


@pytest.mark.parametrize("name", sorted(permissions()))
def test_a_permission_is_held_as_the_table_says(name: str, trial: Trial) -> None:
    rows = permissions()[name]
    assert {place: trial.holders(name, place) for place in rows} == rows


def test_every_permission_stands_in_the_table() -> None:
    assert sorted(permissions()) == list(known_permissions())
