"""Pages of people: who may open them, and what they show."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from caicach.web.accounts.models import Person, Post
from caicach.web.accounts.urls import urlpatterns

PAGES = ["accounts:people", "accounts:add", "accounts:import"]
OTHERS = [
    *("focal_officer", "agency_head", "appraiser", "council_secretary", "council_member"),
    *("standing_body", "inspector", "leader", "stranger"),
]
ABOUT_A_PERSON = [
    *("person", "edit", "invite", "deactivate", "reactivate", "reset-factors", "give-post")
]
ABOUT_A_POST = ["end-post", "move-post"]


def address(name: str, cast: Any, role: str = "focal_officer") -> str:
    person = cast[role]
    keys = {
        **dict.fromkeys(ABOUT_A_PERSON, person.pk),
        **dict.fromkeys(ABOUT_A_POST, person.posts.earliest("pk").pk),
    }
    return reverse(f"accounts:{name}", args=[keys[name]] if name in keys else [])


GUARDED = [each.name for each in urlpatterns if each.name != "appearance"]


@pytest.mark.parametrize("name", GUARDED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_is_not_signed_in_goes_to_the_sign_in_page(
    cast: Any, name: str, method: str
) -> None:
    answer = getattr(cast.client(None), method)(address(name, cast))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


MANAGED = [name for name in GUARDED if name not in ("me", "language")]


@pytest.mark.parametrize("name", MANAGED)
@pytest.mark.parametrize("role", OTHERS)
def test_only_administrators_come_to_the_pages_of_people(cast: Any, name: str, role: str) -> None:
    for method in ("get", "post"):
        assert getattr(cast.client(role), method)(address(name, cast)).status_code == 403


@pytest.mark.parametrize("name", [*PAGES, "accounts:me"])
def test_an_administrator_opens_the_pages_of_people(cast: Any, name: str) -> None:
    assert cast.client("administrator").get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", [*ABOUT_A_PERSON, *ABOUT_A_POST])
def test_an_administrator_of_another_agency_finds_nobody(
    cast: Any, commune_administrator: Person, name: str
) -> None:
    client = cast.client("commune_administrator")
    for method in ("get", "post"):
        answer = getattr(client, method)(address(name, cast))
        expected = 405 if method == "get" and name in ("invite", "reactivate") else 404
        assert answer.status_code == expected


def test_an_administrator_of_an_agency_lists_only_its_people(
    cast: Any, commune_administrator: Person
) -> None:
    text = cast.client("commune_administrator").get(reverse("accounts:people")).content.decode()
    assert "Người commune" in text
    assert "Người focal_officer" not in text


@pytest.mark.parametrize("role", [*OTHERS, "administrator"])
def test_everybody_has_a_page_of_their_own(cast: Any, role: str) -> None:
    answer = cast.client(role).get(reverse("accounts:me"))
    assert answer.status_code == 200
    assert f"Người {role}" in answer.content.decode()


def test_the_own_page_says_what_one_may_do(cast: Any) -> None:
    text = cast.client("leader").get(reverse("accounts:me")).content.decode()
    assert "xem mọi bảng theo dõi, không thay đổi gì" in text
    text = cast.client("stranger").get(reverse("accounts:me")).content.decode()
    assert "Hôm nay bạn không giữ vị trí nào" in text


def test_pages_are_english_for_whoever_chose_it(cast: Any) -> None:
    client = cast.client("leader")
    client.post(reverse("accounts:language"), {"language": "en"})
    assert cast["leader"].language == "en"
    assert (
        "reads every board, changes nothing" in client.get(reverse("accounts:me")).content.decode()
    )


def test_a_language_nobody_speaks_here_is_not_saved(cast: Any) -> None:
    cast.client("leader").post(reverse("accounts:language"), {"language": "fr"})
    assert cast["leader"].language == "vi"


@pytest.mark.parametrize(("name", "value"), [("text_size", "large"), ("theme", "dark")])
def test_how_pages_look_is_kept_for_anybody(cast: Any, name: str, value: str) -> None:
    client = cast.client(None)
    client.post(reverse("accounts:appearance"), {name: value})
    shown = {"text_size": "data-text", "theme": "data-theme"}[name]
    assert f'{shown}="{value}"' in client.get("/account/login/").content.decode()


def test_a_look_nobody_knows_does_not_reach_the_page(cast: Any) -> None:
    client = cast.client(None)
    client.cookies["theme"] = "x onload"
    assert "x onload" not in client.get("/account/login/").content.decode()


def test_choosing_a_look_leads_nowhere_else(cast: Any) -> None:
    sent = {"theme": "dark", "next": "https://elsewhere.example/"}
    assert cast.client(None).post(reverse("accounts:appearance"), sent)["Location"] == "/"


def test_people_are_found_without_accents(cast: Any) -> None:
    Person.objects.filter(pk=cast["leader"].pk).update(folded="nguoi leader nguyen thi dao")
    client = cast.client("administrator")
    listing = client.get(reverse("accounts:people"), {"name": "Đào nguyen"}).context["listing"]
    assert [each.pk for each in listing.page] == [cast["leader"].pk]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"role": "leader"}, {"leader"}),
        ({"agency": "H99.02"}, {"focal_officer", "agency_head"}),
        ({"agency": "H99.02", "role": "agency_head"}, {"agency_head"}),
        ({"state": "no_post"}, {"stranger"}),
        ({"state": "inactive"}, set()),
    ],
)
def test_the_list_is_filtered(cast: Any, asked: dict[str, str], found: set[str]) -> None:
    listing = cast.client("administrator").get(reverse("accounts:people"), asked).context["listing"]
    assert {each.email.partition("@")[0] for each in listing.page} == found


def test_the_list_is_exported(cast: Any) -> None:
    answer = cast.client("administrator").get(reverse("accounts:people"), {"export": "csv"})
    text = answer.content.decode("utf-8-sig")
    assert "leader@namha.example" in text
    assert "Tỉnh mẫu Nam Hà" in text


def test_a_person_page_shows_posts_through_time(cast: Any) -> None:
    person = cast["focal_officer"]
    Post.objects.create(
        person=person,
        agency=person.posts.get().agency,
        role="agency_head",
        valid_from=date(2025, 7, 1),
        valid_to=date(2025, 12, 31),
    )
    text = cast.client("administrator").get(address("person", cast)).content.decode()
    assert "Sở Xây dựng" in text
    assert "31/12/2025" in text
    assert "Đã kết thúc" in text


@pytest.mark.parametrize("page", ["people", "person", "me", "add"])
def test_a_page_asks_few_questions_of_the_database(
    cast: Any, page: str, django_assert_max_num_queries: Any
) -> None:
    role = cast["focal_officer"].posts.earliest("pk")
    for number in range(60):
        person = Person.objects.create(email=f"p{number}@namha.example", full_name=f"P {number}")
        Post.objects.create(person=person, agency=role.agency, role="focal_officer")
    client = cast.client("administrator")
    client.get(reverse("accounts:me"))
    where = address(page, cast)
    with django_assert_max_num_queries(12):
        client.get(where)
