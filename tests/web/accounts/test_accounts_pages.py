"""Pages of people: who may open them, and what they do."""

from typing import Any

import pytest
from django.urls import reverse

PAGES = ["accounts:people", "accounts:add", "accounts:import"]
OTHERS = ["focal_officer", "agency_head", "standing_body", "leader", "inspector", "stranger"]


@pytest.mark.parametrize("page", [*PAGES, "accounts:me"])
def test_whoever_is_not_signed_in_goes_to_the_sign_in_page(cast: Any, page: str) -> None:
    answer = cast.client(None).get(reverse(page))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", OTHERS)
def test_only_administrators_open_the_pages_of_people(cast: Any, page: str, role: str) -> None:
    assert cast.client(role).get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_opens_the_pages_of_people(cast: Any, page: str) -> None:
    assert cast.client("administrator").get(reverse(page)).status_code == 200


@pytest.mark.parametrize("role", [*OTHERS, "administrator"])
def test_everybody_has_a_page_of_their_own(cast: Any, role: str) -> None:
    answer = cast.client(role).get(reverse("accounts:me"))
    assert answer.status_code == 200
    assert f"Người {role}" in answer.content.decode()


def test_a_person_page_shows_posts_and_history(cast: Any) -> None:
    url = reverse("accounts:person", args=[cast["focal_officer"].pk])
    answer = cast.client("administrator").get(url)
    assert "Sở Xây dựng" in answer.content.decode()
