"""The list at the side: the places one may go to, and the one where one is."""

import re
from typing import Any

import pytest
from django.urls import reverse

PLACE = re.compile(r'<li><a href="([^"]+)"( aria-current="page")?>([^<]+)</a></li>')


def places(cast: Any, role: str, address: str) -> dict[str, tuple[str, bool]]:
    """Return what the side lists: what each address is called, and whether one is there."""
    page = cast.client(role).get(address).content.decode()
    side = page.partition('<nav class="side"')[2].partition("</nav>")[0]
    return {href: (label, bool(here)) for href, here, label in PLACE.findall(side)}


def here(cast: Any, role: str, address: str) -> list[str]:
    return [href for href, (_, at) in places(cast, role, address).items() if at]


@pytest.mark.parametrize(
    ("role", "label"),
    [
        ("leader", "Bảng toàn tỉnh"),
        ("standing_body", "Bảng toàn tỉnh"),
        ("focal_officer", "Bảng theo dõi"),
        ("administrator", None),
        ("stranger", None),
    ],
)
def test_the_board_is_listed_for_who_may_see_it(cast: Any, role: str, label: str | None) -> None:
    found = places(cast, role, reverse("boards:my-work"))
    board = found.get(reverse("boards:province"))
    assert (board and board[0]) == label
    assert reverse("boards:my-work") in found


def test_one_place_is_marked_at_a_time(cast: Any) -> None:
    work, board = reverse("boards:my-work"), reverse("boards:province")
    assert here(cast, "leader", work) == [work]
    assert here(cast, "leader", board) == [board]
    assert here(cast, "leader", reverse("boards:agency", args=["H99.02"])) == [board]
    people = reverse("accounts:people")
    assert here(cast, "administrator", reverse("accounts:add")) == [people]


@pytest.mark.parametrize("view", ["accounts:me", "boards:search", "notices:list"])
def test_ones_own_pages_are_marked_at_the_top_and_not_at_the_side(cast: Any, view: str) -> None:
    address = reverse(view)
    assert here(cast, "administrator", address) == []
    page = cast.client("administrator").get(address).content.decode()
    assert f'<a href="{address}" aria-current="page">' in page
