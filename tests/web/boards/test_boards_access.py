"""Who opens which page: strangers stay out, administrators see no figures."""

from typing import Any

import pytest

PAGES = ["/", "/board/", "/board/H99.02/", "/search/"]


@pytest.mark.parametrize("address", PAGES)
def test_signed_out_people_are_asked_to_sign_in(cast: Any, address: str) -> None:
    response = cast.client(None).get(address)
    assert response.status_code == 302
    assert response.url.startswith("/account/login/")


@pytest.mark.parametrize("address", PAGES[1:])
def test_a_stranger_is_refused(cast: Any, address: str) -> None:
    assert cast.client("stranger").get(address).status_code == 403


def test_a_stranger_is_told_why_there_is_no_work(page: Any) -> None:
    assert "chưa được giao vị trí nào" in page("stranger", "/")


@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        ("focal_officer", "H99.02", 200),
        ("focal_officer", "H99.02.01", 200),
        ("focal_officer", "H99", 200),  # what one's own plan carries out
        ("focal_officer", "H99.101", 404),
        ("commune", "H99.101", 200),
        ("commune", "H99.02", 404),
        ("leader", "H99.101", 200),
        ("standing_body", "H99.02.01", 200),
        ("inspector", "H99.101", 200),
        ("council_member", "H99.101", 200),
        ("leader", "H99.999", 404),
        ("administrator", "H99.02", 403),
    ],
)
def test_the_board_of_an_agency_is_open_to_those_who_may_read_it(
    cast: Any, role: str, code: str, status: int
) -> None:
    assert cast.client(role).get(f"/board/{code}/").status_code == status


def test_an_administrator_sees_neither_the_province_nor_targets(cast: Any, field: Any) -> None:
    field.target(field.plan(), "Hồ sơ đúng hạn")
    client = cast.client("administrator")
    assert client.get("/board/").status_code == 403
    assert "Hồ sơ đúng hạn" not in client.get("/search/?q=dung han").content.decode()


def test_an_officer_counts_only_what_they_may_read(page: Any, field: Any) -> None:
    field.standing(field.target(field.plan("H99.02")), "missed")
    field.standing(field.target(field.plan("H99.101")), "missed")
    assert "Trong 1 lượt chỉ tiêu theo dõi: 1 không đạt" in page("focal_officer", "/board/")
    assert "Trong 2 lượt chỉ tiêu theo dõi: 2 không đạt" in page("leader", "/board/")
    assert "Xã Bình An" not in page("focal_officer", "/board/")
