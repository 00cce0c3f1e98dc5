"""Pages of indices: what they say, who may see them, what they do with odd addresses."""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from index_table import SERVICE_DAY, HandedIn, accepted, propose, table_of

from caicach.web.accounts.roles import Role
from caicach.web.plans.models import Assignment, Plan, Target
from caicach.web.register.models import Agency

PAGES = (
    "/watch/",
    "/watch/papi/",
    "/watch/par-index/",
    "/watch/service-index/",
    "/watch/papi/2024/",
    "/watch/papi/2024/87/",
    "/watch/compare/?a=87&b=82",
    "/watch/entries/",
    "/watch/papi/charts/history.svg?province=87",
    "/watch/papi/charts/history.csv?province=87",
    "/watch/compare/papi.svg?a=87&b=82",
)
ENTERING = ("/watch/new-year/", "/watch/new-year/papi/2025/")


@pytest.mark.parametrize("address", [*PAGES, *ENTERING])
def test_who_is_not_signed_in_is_led_to_the_sign_in_page(cast: Any, address: str) -> None:
    answer = cast.client(None).get(address)
    assert answer.status_code == 302
    assert "/account/login/" in answer.url


@pytest.mark.parametrize("address", [*PAGES, *ENTERING])
def test_who_holds_no_post_sees_nothing(cast: Any, address: str) -> None:
    assert cast.client("stranger").get(address).status_code == 403


@pytest.mark.parametrize("role", [*(role.value for role in Role), "commune"])
def test_every_post_reads_every_page(cast: Any, role: str) -> None:
    client = cast.client(role)
    assert {address: client.get(address).status_code for address in PAGES} == dict.fromkeys(
        PAGES, 200
    )


def test_a_province_no_index_knows_is_told_so_and_offered_the_others(cast: Any) -> None:
    page = cast.client("leader").get("/watch/").content.decode()
    assert "chọn một tỉnh" in page
    assert "Quảng Ninh" in page
    assert cast.client("leader").get("/watch/papi/").status_code == 200


def test_an_invented_province_is_said_to_be_one_in_the_demonstration(
    cast: Any, settings: Any
) -> None:
    client = cast.client("leader")
    assert "Tỉnh mẫu Nam Hà không có trong các chỉ số" in client.get("/watch/").content.decode()
    settings.DEMO = True
    for address in ("/watch/", "/watch/papi/"):
        page = client.get(address).content.decode()
        assert "Tỉnh mẫu Nam Hà là tỉnh giả định của bản dùng thử" in page
        assert '<a class="button primary" href="?province=' in page


def test_the_province_chosen_in_place_of_ones_own_is_remembered_until_another(cast: Any) -> None:
    client = cast.client("leader")
    page = client.get("/watch/")
    first, second = page.context["offers"][:2]
    client.get(f"/watch/?province={first.key}")
    for address in ("/watch/", "/watch/papi/", "/watch/papi/2024/"):
        answer = client.get(address)
        assert answer.context["subject"].province == first
        assert "Tỉnh mẫu Nam Hà không có" in answer.content.decode()
    assert f"/watch/papi/?province={first.key}" in client.get("/watch/").content.decode()
    client.get(f"/watch/papi/?province={second.key}")
    assert client.get("/watch/").context["subject"].province == second
    assert cast.client("leader").get("/watch/").context["subject"] is None


def test_a_province_that_cannot_be_read_leaves_the_one_remembered(cast: Any) -> None:
    client = cast.client("leader")
    client.get("/watch/?province=87")
    kept = client.get("/watch/").context["subject"]
    answer = client.get("/watch/?province=khong-co")
    assert answer.context["subject"] == kept
    assert "Không nhận ra" in answer.content.decode()


def test_who_has_a_province_comes_back_to_it(dong_thap: Any) -> None:
    client = dong_thap.client("leader")
    assert "Đang xem" not in client.get("/watch/?province=22").content.decode()
    assert client.get("/watch/").context["subject"].root == "H99"
    assert "watch_province" not in client.session


def test_remembering_takes_no_more_queries_than_a_page_may(
    cast: Any, django_assert_max_num_queries: Any
) -> None:
    client = cast.client("leader")
    with django_assert_max_num_queries(12):
        client.get("/watch/?province=87")
    with django_assert_max_num_queries(12):
        client.get("/watch/papi/?province=22")


def test_our_province_is_shown_with_value_rank_band_and_change(dong_thap: Any) -> None:
    page = dong_thap.client("leader").get("/watch/").content.decode()
    assert "Chỉ số của Đồng Tháp" in page
    assert "68,80\u00a0điểm" in page
    assert "1/34" in page
    assert "Trung bình" in page
    assert "Đứng cao nhất ở Chỉ số phục vụ" in page


def test_former_provinces_stand_beside_each_other_and_are_never_averaged(dong_thap: Any) -> None:
    page = dong_thap.client("leader").get("/watch/papi/").content.decode()
    assert "43,84\u00a0điểm" in page
    assert "39,69\u00a0điểm" in page
    assert "41,76" not in page  # the mean of the two
    assert "không lấy trung bình" in page


def test_nothing_known_is_said_and_never_shown_as_zero(dong_thap: Any) -> None:
    page = dong_thap.client("leader").get("/watch/sipas/").content.decode()
    assert "Chưa có số liệu" in page
    assert "0,00" not in page


def test_a_change_across_a_new_method_is_not_told(dong_thap: Any) -> None:
    client = dong_thap.client("leader")
    page = client.get("/watch/pci/?province=87&year=2013").content.decode()
    assert "đổi phương pháp từ 2013" in page
    page = client.get("/watch/pci/?province=87&year=2014").content.decode()
    assert "So năm 2013" in page
    assert "đổi phương pháp từ 2014" not in page


def test_two_years_across_a_break_are_held_together_only_where_that_is_asked(
    dong_thap: Any,
) -> None:
    client = dong_thap.client("leader")
    refused = client.get("/watch/pci/?province=87&first=2012&last=2013").content.decode()
    assert "Không so năm 2012 với năm 2013." in refused
    asked = client.get("/watch/pci/?province=87&first=2012&last=2013&across=on").content.decode()
    assert "Không so năm 2012" not in asked
    assert "charts/slope.svg" in asked
    assert "đổi phương pháp từ năm 2013" in asked


def test_a_province_of_the_older_map_says_what_it_is_part_of(cast: Any) -> None:
    page = cast.client("leader").get("/watch/papi/?province=82").content.decode()
    assert "nay thuộc Đồng Tháp" in page


def test_a_province_is_found_by_any_spelling(cast: Any) -> None:
    page = cast.client("leader").get("/watch/papi/?province=tp.hcm").content.decode()
    assert "Hồ Chí Minh" in page


@pytest.mark.parametrize(
    "query",
    [
        "?province=Atlantis",
        "?province=%00",
        "?province=" + "x" * 5000,
        "?year=1850",
        "?year=abc",
        "?year=20244",
        "?year=²⁰²⁴",
        "?first=2011&last=",
        "?first=9&last=2024&across=maybe",
        "?province=99-2025&year=-1",
        "?page=-3&sort=;drop&export=exe",
    ],
)
@pytest.mark.parametrize("page", ["/watch/", "/watch/papi/", "/watch/papi/2024/"])
def test_an_odd_address_is_answered_in_peace(dong_thap: Any, page: str, query: str) -> None:
    assert dong_thap.client("leader").get(page + query).status_code == 200


@pytest.mark.parametrize("query", ["?province=Atlantis", "?province=99"])
def test_an_unknown_province_is_said_to_be_unknown(dong_thap: Any, query: str) -> None:
    page = dong_thap.client("leader").get(f"/watch/papi/{query}").content.decode()
    assert "Không nhận ra tỉnh" in page


@pytest.mark.parametrize(
    "address",
    [
        "/watch/khong-co/",
        "/watch/papi/1990/",
        "/watch/papi/2024/99/",
        "/watch/papi/2025/87-2025/",
        "/watch/papi/2024/87/?component=Z9",
        "/watch/khong-co/2024/87/",
        "/watch/entries/999999/",
        "/watch/papi/charts/pie.svg?province=87",
        "/watch/papi/charts/history.png?province=87",
    ],
)
def test_what_is_not_there_is_not_found(dong_thap: Any, address: str) -> None:
    assert dong_thap.client("standing_body").get(address).status_code == 404


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_table_of_a_year_sorts_filters_and_goes_out_as_a_file(dong_thap: Any) -> None:
    client = dong_thap.client("leader")
    all_rows = rows_of(client.get("/watch/papi/2024/?export=csv"))
    assert (len(all_rows), all_rows[0]["Tỉnh, thành phố"]) == (61, "Quảng Ninh")
    worst = rows_of(client.get("/watch/papi/2024/?export=csv&sort=value"))
    values = [Decimal(row["Giá trị"]) for row in worst]
    assert values == sorted(values)
    mekong = rows_of(client.get("/watch/papi/2024/?export=csv&region=mekong"))
    assert {row["Vùng"] for row in mekong} == {"Đồng bằng sông Cửu Long"}
    found = rows_of(client.get("/watch/papi/2024/?export=csv&q=dong thap"))
    assert [row["Hạng"] for row in found] == ["26"]
    sheet = client.get("/watch/papi/2024/?export=xlsx")
    assert sheet.content.startswith(b"PK")


def test_rows_without_the_sorted_value_come_last_both_ways(dong_thap: Any) -> None:
    client = dong_thap.client("leader")
    for sort in ("value", "-value"):
        rows = rows_of(client.get(f"/watch/par-index/2024/?export=csv&sort={sort}"))
        known = [bool(row["Giá trị"]) for row in rows]
        assert known == sorted(known, reverse=True)
        assert not all(known)


def test_a_table_of_a_part_shows_that_part(dong_thap: Any) -> None:
    rows = rows_of(dong_thap.client("leader").get("/watch/papi/2024/?export=csv&component=D7"))
    assert (rows[0]["Tỉnh, thành phố"], rows[0]["Giá trị"][:4]) == ("Đồng Tháp", "4.41")


def test_the_second_page_of_a_table_goes_on_where_the_first_ended(dong_thap: Any) -> None:
    client = dong_thap.client("leader")
    first, second = (client.get(f"/watch/pci/2019/?page={n}").content.decode() for n in (1, 2))
    assert ">50/63<" in first
    assert ">50/63<" not in second
    assert ">51/63<" in second


def test_a_figure_says_where_it_comes_from(dong_thap: Any) -> None:
    page = dong_thap.client("leader").get("/watch/papi/2024/87/").content.decode()
    assert "43,835711" in page
    assert "tính lại từ số đã công bố" in page
    assert "hạng tính từ giá trị" in page
    assert "Quản trị môi trường" in page
    part = dong_thap.client("leader").get("/watch/papi/2024/87/?component=D7").content.decode()
    assert "Quản trị môi trường" in part


def test_two_provinces_are_held_at_the_last_time_both_were_measured(cast: Any) -> None:
    page = cast.client("leader").get("/watch/compare/?a=87&b=82").content.decode()
    assert "41,32\u00a0điểm" in page
    assert "39,69\u00a0điểm" in page
    assert "+1,63\u00a0điểm" in page
    assert "PAPI 2023: Đồng Tháp (đến 2024) hơn Tiền Giang (đến 2024) 1,63\u00a0điểm" in page


@pytest.mark.parametrize("query", ["", "?a=87", "?a=87&b=87", "?a=xx&b=yy", "?a=01&b=01-2025"])
def test_a_comparison_with_too_little_asked_is_answered_in_peace(cast: Any, query: str) -> None:
    assert cast.client("leader").get(f"/watch/compare/{query}").status_code == 200


def add_target(series: str, **more: Any) -> Target:
    province = Agency.objects.get(code="H99")
    plan = Plan.objects.create(
        agency=province, title="Kế hoạch 2026", first_year=2026, last_year=2026, state="in_force"
    )
    what = {"form": "level", "comparator": ">=", "threshold": 70, "unit": "points", **more}
    target = Target.objects.create(
        plan=plan,
        number="1",
        label="Nâng chỉ số",
        area="impact",
        source_kind="index",
        index_series=series,
        due_on=date(2026, 12, 31),
        **what,
    )
    Assignment.objects.create(target=target, agency=province)
    return target


def test_a_target_of_our_plans_stands_beside_the_index(dong_thap: Any) -> None:
    add_target("service-index")
    client = dong_thap.client("commune")
    assert "≥ 70 điểm (2026)" in client.get("/watch/").content.decode()
    assert "Nâng chỉ số" in client.get("/watch/service-index/").content.decode()
    assert (
        "70"
        not in client.get("/watch/service-index/?province=75-2025")
        .content.decode()
        .split("Chỉ tiêu của tỉnh")[-1][:40]
    )


def test_a_target_is_a_line_in_the_chart_of_what_it_is_about(dong_thap: Any) -> None:
    add_target("papi", form="rank", comparator="<=", threshold=10, unit="rank", index_figure="rank")
    client = dong_thap.client("leader")
    ranks = client.get("/watch/papi/charts/ranks.svg").content.decode()
    values = client.get("/watch/papi/charts/history.svg").content.decode()
    assert "hạng ≤ 10" in ranks
    assert "hạng ≤ 10" not in values


@pytest.mark.parametrize("address", [*PAGES, *ENTERING])
def test_no_page_asks_the_database_more_than_twelve_times(
    dong_thap: Any, pci: HandedIn, address: str, django_assert_max_num_queries: Any
) -> None:
    by = dong_thap.actor("standing_body")
    accepted(by, pci)
    service = table_of("service-index", 2026)
    accepted(by, service, series="service-index", year=2026, day=SERVICE_DAY)
    for series in ("papi", "service-index", "par-index"):
        add_target(series)
    client = dong_thap.client("standing_body")
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_an_entry_asks_no_more_however_many_there_are(
    dong_thap: Any, pci: HandedIn, django_assert_max_num_queries: Any
) -> None:
    by = dong_thap.actor("standing_body")
    first = accepted(by, pci)
    waiting = propose(by, pci)
    client = dong_thap.client("standing_body")
    for entry in (first, waiting):
        with django_assert_max_num_queries(12):
            assert client.get(reverse("watch:entry", args=[entry.pk])).status_code == 200
    with django_assert_max_num_queries(12):
        assert "PCI" in client.get("/watch/entries/?state=proposed").content.decode()


def test_every_page_is_there_in_english(dong_thap: Any) -> None:
    client = dong_thap.client("leader")
    client.cookies["django_language"] = "en"
    page = client.get("/watch/papi/").content.decode()
    assert "Provincial Governance and Public Administration Performance Index" in page
    assert "rank 26/61" in page
    assert "so với" not in page
