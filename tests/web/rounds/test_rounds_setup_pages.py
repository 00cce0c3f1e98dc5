"""The pages of a round from its beginning to its opening, and what they answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from little_province import (
    COMMUNE,
    CONSTRUCTION,
    HOME_AFFAIRS,
    OTHER_COMMUNE,
    Cast,
    add_person,
    agency,
)
from lxml import html
from sample_round import NOW, SET, begin_round, card_of, phases_from

from caicach.web.accounts.roles import Role
from caicach.web.jobs.worker import run_waiting
from caicach.web.rounds.models import Card, Evidence, Round
from caicach.web.rounds.queries.setup import try_round

pytestmark = pytest.mark.django_db
WHY = "Theo Công văn 12 của Sở Nội vụ"


def text_of(response: Any) -> str:
    page = html.document_fromstring(response.content.decode())
    return " ".join(page.xpath("//main")[0].text_content().split())


def at(name: str, *about: Any) -> str:
    return reverse(f"rounds:{name}", args=about)


def edition_file(text: str = SET) -> SimpleUploadedFile:
    return SimpleUploadedFile("bo-tieu-chi.yaml", text.encode())


def head(**more: Any) -> dict[str, Any]:
    return {
        "name": "Đợt chấm điểm năm 2026",
        "kind": "official",
        "period": "2026",
        "lead": agency(HOME_AFFAIRS).pk,
        "stand_in": agency(CONSTRUCTION).pk,
    } | more


def test_a_round_begins_with_an_edition_and_the_phases_offered(cast: Cast) -> None:
    client = cast.client("standing_body")
    answer = client.post(at("new"), head(file=edition_file()))
    made = Round.objects.get()
    assert answer["Location"] == at("phases", made.pk)
    assert (made.year, made.period, made.edition.name) == (2026, "2026", "little/2026")
    assert made.phases.count() == 9
    assert "Đợt đang chuẩn bị" in text_of(client.get(at("round", made.pk)))


def test_faults_of_an_edition_are_told_at_their_lines(cast: Cast) -> None:
    wrong = SET.replace("kind: linear", "kind: liner").replace(
        "max_points: 2", "max_points: hai", 1
    )
    answer = cast.client("standing_body").post(at("new"), head(file=edition_file(wrong)))
    assert answer.status_code == 422
    found = text_of(answer)
    assert "bo-tieu-chi.yaml:17" in found
    assert "liner" in found
    assert "hai" in found
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"period": "tháng mười"}, "period"),
        ({"period": "2026-10"}, "period"),
        ({"name": ""}, "name"),
        ({"file": ""}, "shipped"),
        ({"file": SimpleUploadedFile("a.yaml", b"\xff\xfe\x00")}, "file"),
    ],
)
def test_what_is_wrong_with_a_new_round_is_told_at_the_field(
    change: dict[str, Any], field: str, cast: Cast
) -> None:
    answer = cast.client("standing_body").post(at("new"), head(file=edition_file()) | change)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_a_name_is_taken_once(cast: Cast) -> None:
    begin_round(cast)
    answer = cast.client("standing_body").post(at("new"), head(file=edition_file()))
    assert "name" in answer.context["form"].errors


def test_a_copy_takes_blocks_leads_and_phases_a_year_later(opened_round: Round, cast: Cast) -> None:
    opened_round.cards.filter(agency__code=COMMUNE).update(
        state=Card.State.ENDED, ended_on=NOW.date(), reason=WHY, self_open=False
    )
    given = head(previous=opened_round.pk, name="Đợt chấm điểm năm 2027", period="2027")
    answer = cast.client("standing_body").post(at("copy"), given)
    made = Round.objects.get(year=2027)
    assert answer["Location"] == at("phases", made.pk)
    assert (made.previous, made.edition) == (opened_round, opened_round.edition)
    assert dict(made.chosen.values_list("agency__code", "block")) == {
        HOME_AFFAIRS: "departments",
        CONSTRUCTION: "departments",
    }
    first = made.phases.first()
    assert first is not None
    assert first.opens_at == NOW.replace(year=2027)


def test_a_copy_asks_for_the_same_kind_of_period(opened_round: Round, cast: Cast) -> None:
    given = head(previous=opened_round.pk, name="Quý", period="2027-Q1")
    answer = cast.client("standing_body").post(at("copy"), given)
    assert "period" in answer.context["form"].errors


def test_the_head_is_changed_while_the_round_is_prepared(cast: Cast) -> None:
    made, client = begin_round(cast), cast.client("standing_body")
    client.post(at("edit", made.pk), head(name="Tên khác", seen=made.version))
    made.refresh_from_db()
    assert made.name == "Tên khác"
    stale = client.post(at("edit", made.pk), head(name="Tên nữa", seen=1))
    assert stale.status_code == 422
    made.refresh_from_db()
    assert made.name == "Tên khác"


def test_whole_groups_are_chosen_at_once(cast: Cast) -> None:
    made, client = begin_round(cast), cast.client("standing_body")
    client.post(
        at("agencies", made.pk),
        {"step": "groups", "block:communes": "communes", "block:departments": "--"},
    )
    assert dict(made.chosen.values_list("agency__code", "block")) == {
        COMMUNE: "communes",
        OTHER_COMMUNE: "communes",
    }


def test_agencies_are_named_one_by_one_and_each_wrong_line_is_told(cast: Cast) -> None:
    made, client = begin_round(cast), cast.client("standing_body")
    lines = "phường đông hải\nH99.999\nXã Lạ"
    answer = client.post(
        at("agencies", made.pk), {"step": "named", "names": lines, "block": "communes"}
    )
    assert answer.status_code == 422
    assert len(answer.context["named"].errors["names"]) == 2
    client.post(
        at("agencies", made.pk),
        {"step": "named", "names": "phường đông hải", "block": "communes"},
    )
    assert made.chosen.filter(agency__code=OTHER_COMMUNE).exists()


def test_ticked_agencies_leave_or_change_their_block(cast: Cast) -> None:
    made, client = begin_round(cast), cast.client("standing_body")
    ticked = {"step": "ticked", "ticked": [COMMUNE]}
    client.post(at("agencies", made.pk), ticked | {"move": "1", "block": "departments"})
    assert made.chosen.get(agency__code=COMMUNE).block == "departments"
    client.post(at("agencies", made.pk), ticked | {"leave": "1"})
    assert not made.chosen.filter(agency__code=COMMUNE).exists()


def test_who_takes_part_is_listed_filtered_and_exported(cast: Cast) -> None:
    made, client = begin_round(cast), cast.client("standing_body")
    assert client.get(at("agencies", made.pk), {"q": "xay dung"}).context["listing"].total == 1
    file = client.get(at("agencies", made.pk), {"export": "csv"}).content.decode("utf-8-sig")
    assert file.count("\n") == 4


def test_the_dry_run_says_what_is_missing_and_where_it_is_mended(cast: Cast) -> None:
    made = begin_round(cast, stand_in=None)
    found = {each.code for each in try_round(made)}
    assert {"lead-without-stand-in", "agency-without-officer", "agency-without-head"} <= found
    page = cast.client("standing_body").get(at("check", made.pk))
    assert "Chưa mở được" in text_of(page)
    assert at("edit", made.pk) in page.content.decode()
    refused = cast.client("standing_body").post(at("check", made.pk), {"when": "now"})
    assert refused.status_code == 422
    made.refresh_from_db()
    assert made.state == Round.State.PREPARING


def test_findings_of_one_kind_stand_together(cast: Cast) -> None:
    made = begin_round(cast)
    page = cast.client("standing_body").get(at("check", made.pk))
    codes = {each.code for each in try_round(made)}
    assert len(page.context["findings"]) == len(codes)


def test_the_dry_run_knows_of_another_official_round_of_the_year(
    opened_round: Round, cast: Cast
) -> None:
    codes = [each.code for each in try_round(begin_round(cast, name="Đợt thứ hai"))]
    assert codes.count("round-agency-in-another") == 3
    trial = begin_round(cast, name="Chấm thử", kind="trial")
    assert "round-agency-in-another" not in [each.code for each in try_round(trial)]


def test_a_round_without_faults_opens_in_the_background(cast: Cast) -> None:
    made, client = begin_round(cast), cast.client("standing_body")
    give_posts()
    assert [each.code for each in try_round(made) if each.severity == "fault"] == []
    answer = client.post(at("check", made.pk), {"when": "now", "reason": WHY})
    assert answer["Location"] == at("opening", made.pk)
    assert "Đang chờ đến lượt" in text_of(client.get(at("opening", made.pk)))
    run_waiting("test")
    assert "3 bảng chấm" in text_of(client.get(at("opening", made.pk)))
    assert made.cards.filter(self_open=True).count() == 3


def give_posts() -> None:
    """Let every agency of the round have an officer, a head and an appraiser."""
    roles = (Role.FOCAL_OFFICER, Role.AGENCY_HEAD, Role.APPRAISER)
    for number, code in enumerate((HOME_AFFAIRS, CONSTRUCTION, COMMUNE)):
        add_person(f"more{number}", *((role, code) for role in roles))


def test_opening_by_the_hour_leaves_cards_locked_until_then(cast: Cast) -> None:
    made = begin_round(cast, phases=phases_from(NOW + timedelta(days=365)))
    client = cast.client("standing_body")
    give_posts()
    early = client.post(at("check", made.pk), {"when": "now"})
    assert early.status_code == 422  # early by hand asks for a reason
    client.post(at("check", made.pk), {"when": "hour"})
    run_waiting("test")
    made.refresh_from_db()
    assert made.state == Round.State.RUNNING
    assert made.cards.count() == 3
    assert not made.cards.filter(self_open=True).exists()


@pytest.mark.parametrize("name", ["round", "history", "changes", "phases", "agencies", "check"])
def test_a_page_of_a_round_asks_little(
    name: str, opened_round: Round, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client = cast.client("standing_body")
    client.get(at(name, opened_round.pk))
    with django_assert_max_num_queries(12):
        assert client.get(at(name, opened_round.pk)).status_code == 200


def test_the_list_asks_little_and_shows_what_is_due_first(
    opened_round: Round, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    begin_round(cast, name="Đợt đang chuẩn bị")
    client = cast.client("standing_body")
    client.get(at("list"))
    with django_assert_max_num_queries(12):
        page = client.get(at("list"))
    names = [each.name for each in page.context["listing"].page]
    assert names == [opened_round.name, "Đợt đang chuẩn bị"]
    assert "Tự chấm điểm" in text_of(page)
    assert cast.client("focal_officer").get(at("list")).context["listing"].total == 1


def test_the_page_counts_cards_items_and_evidence(opened_round: Round, cast: Cast) -> None:
    card = card_of(opened_round, CONSTRUCTION)
    item = opened_round.items.get(code="1.1")
    for _each in range(2):
        Evidence.objects.create(card=card, item=item, kind="query", query={}, phase="self_scoring")
    page = cast.client("leader").get(at("round", opened_round.pk))
    progress = {each.block: each for each in page.context["progress"]}
    assert (progress["departments"].cards, progress["departments"].drafting) == (2, 2)
    assert (progress["departments"].shown, progress["departments"].wanted) == (1, 2)
    assert progress["departments"].reported == 0
    assert progress["departments"].due > 0
    own = cast.client("focal_officer").get(at("round", opened_round.pk))
    assert own.context["progress"] == []
    assert own.context["own"] == card
