"""Pages of agencies: who may open them, what they show on which day, and what they cost."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.core.agencies import AgencyKind
from caicach.web.accounts.roles import Role
from caicach.web.agencies.actions import carry_out
from caicach.web.agencies.maps import load_map
from caicach.web.agencies.orders import Body, Creation, Merger
from caicach.web.audit.actor import Actor

SYSTEM = Actor.system("test")
READING = [
    reverse("agencies:tree"),
    reverse("agencies:list"),
    reverse("agencies:branch", args=["H99"]),
    reverse("agencies:agency", args=["H99.101"]),
    reverse("agencies:pick") + "?field=agency&agency=binh+an",
    reverse("agencies:export", args=["csv"]),
]
DECIDING = [
    *(
        reverse("agencies:decide", args=[kind])
        for kind in ("create", "change", "move", "merge", "split", "abolish")
    ),
    reverse("agencies:upload"),
    reverse("agencies:map"),
]
ROLES = [role.value for role in Role]


def merged(register: Any) -> None:
    for code in ("10", "11"):
        body = Body(code=code, name=f"Xã {code}", kind=AgencyKind.COMMUNE)
        order = Creation(on=date(2025, 8, 1), decision="QĐ 1", body=body, parent="H99")
        carry_out(by=SYSTEM, order=order)
    into = Body(code="21", name="Xã Hợp Nhất", kind=AgencyKind.COMMUNE)
    order = Merger(on=date(2026, 1, 1), decision="QĐ 2/2025", codes=("10", "11"), into=into)
    carry_out(by=SYSTEM, order=order)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("address", [*READING, *DECIDING])
def test_who_is_signed_out_goes_to_the_sign_in_page(cast: Any, address: str) -> None:
    response = cast.client(None).get(address)
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]


@pytest.mark.parametrize("address", [*READING, *DECIDING])
def test_a_stranger_without_a_post_sees_nothing(cast: Any, address: str) -> None:
    assert cast.client("stranger").get(address).status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_whoever_has_a_post_reads_and_only_administrators_decide(cast: Any, role: str) -> None:
    client = cast.client(role)
    assert {client.get(address).status_code for address in READING} == {200}
    expected = 200 if role == "administrator" else 403
    assert {client.get(address).status_code for address in DECIDING} == {expected}


def test_the_tree_shows_its_day_and_opens_the_branches_of_the_address(cast: Any) -> None:
    client = cast.client("leader")
    closed = text_of(client, reverse("agencies:tree"))
    assert "Tỉnh mẫu Nam Hà" in closed
    assert "Phường Đông Hải" in closed  # a single root stands open
    assert "Phòng Quản lý nhà" not in closed
    opened = text_of(client, reverse("agencies:tree") + "?open=H99.02")
    assert "Phòng Quản lý nhà" in opened
    before = text_of(client, reverse("agencies:tree") + "?on=2025-06-30")
    assert "Không có cơ quan nào hoạt động vào ngày 30/06/2025" in before


def test_a_branch_opens_in_place(cast: Any) -> None:
    text = text_of(cast.client("leader"), reverse("agencies:branch", args=["H99"]))
    assert "Xã Bình An" in text
    assert "Phòng Quản lý nhà" not in text


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("name=dong+hai", ["H99.102"]),
        ("kind=department", ["H99.01", "H99.02"]),
        ("block=communes", ["H99.101", "H99.102"]),
        ("level=1", ["H99"]),
        ("level=3", ["H99.02.01"]),
        ("parent=H99.02", ["H99.02.01"]),
        ("on=2025-06-30", []),
    ],
)
def test_the_list_is_narrowed(cast: Any, asked: str, codes: list[str]) -> None:
    response = cast.client("leader").get(reverse("agencies:list") + f"?export=csv&{asked}")
    lines = response.content.decode("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == codes


def test_an_agency_tells_what_became_of_it(cast: Any) -> None:
    merged(cast)
    client = cast.client("commune")
    for code in ("10", "21"):
        text = text_of(client, reverse("agencies:agency", args=[code]) + "?on=2026-02-01")
        assert "Xã 10 10 + Xã 11 11 → Xã Hợp Nhất 21" in text
        assert "QĐ 2/2025" in text
    old = text_of(client, reverse("agencies:agency", args=["10"]) + "?on=2026-02-01")
    assert "Không hoạt động vào ngày 01/02/2026" in old


def test_an_agency_shows_both_notations_people_and_children(cast: Any) -> None:
    text = text_of(cast.client("leader"), reverse("agencies:agency", args=["H99.02"]))
    assert "000.00.02.H99" in text
    assert "Người focal_officer · Công chức đầu mối" in text
    assert "Phòng Quản lý nhà" in text


def test_an_unknown_agency_is_not_found(cast: Any) -> None:
    address = reverse("agencies:agency", args=["H98"])
    assert cast.client("leader").get(address).status_code == 404


def test_a_field_offers_agencies_by_name_without_accents(cast: Any) -> None:
    client = cast.client("administrator")
    response = client.get(reverse("agencies:pick") + "?field=agency&agency=so+noi")
    assert 'value="H99.01 · Sở Nội vụ"' in response.content.decode()
    assert client.get(reverse("agencies:pick") + "?field=a b").content == b""


PAGES = [
    reverse("agencies:tree") + "?open=H99&open=H99.02",
    reverse("agencies:list"),
    reverse("agencies:agency", args=["H99"]),
    reverse("agencies:agency", args=["H99.02"]),
    reverse("agencies:decide", args=["merge"]) + "?agency=H99.101",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_no_more_of_a_register_a_hundred_times_larger(
    cast: Any, address: str, django_assert_max_num_queries: Any
) -> None:
    load_map(by=SYSTEM, province="82", departments=True)
    merged(cast)
    client = cast.client("administrator")
    client.get(reverse("agencies:agency", args=["H99.01"]))  # trees are kept until a change
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
