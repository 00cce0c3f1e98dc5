"""Charts of indices: their own addresses, stable bytes, gaps, cuts, and tables that match."""

import csv
import io
from typing import Any

import pytest
from index_table import HandedIn, accepted

from caicach.core.indices import Province, province_of, shipped_book
from caicach.core.issues import Lang
from caicach.web.watch.charting.history import rank_chart, value_chart
from caicach.web.watch.charting.parts import parts_chart
from caicach.web.watch.charting.scene import Scene
from caicach.web.watch.sparkline import spark_of
from caicach.web.watch.subject import Subject

KINDS = ("history", "ranks", "parts", "near", "slope")


def known(key: str) -> Province:
    province = province_of(key)
    assert province is not None
    return province


def scene(series: str, key: str, year: int, lang: Lang = "vi") -> Scene:
    return Scene(shipped_book(series), Subject(known(key)), (), year, (year - 1, year), lang)


@pytest.mark.parametrize("kind", KINDS)
def test_each_chart_is_a_picture_that_does_not_change_and_a_table(cast: Any, kind: str) -> None:
    client = cast.client("leader")
    address = f"/watch/papi/charts/{kind}"
    first, second = (client.get(f"{address}.svg?province=87&w=328") for _ in range(2))
    assert first["Content-Type"] == "image/svg+xml"
    assert first.content == second.content
    again = client.get(f"{address}.svg?province=87&w=328", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    table = client.get(f"{address}.csv?province=87")
    assert len(list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))) > 1


@pytest.mark.parametrize(
    "query",
    ["province=Atlantis", "province=87&year=1900", "province=87&first=x", ""],
)
def test_a_picture_of_what_is_not_known_is_not_found(cast: Any, query: str) -> None:
    assert cast.client("leader").get(f"/watch/papi/charts/history.svg?{query}").status_code == 404


def test_a_slope_across_a_new_method_is_no_picture_unless_asked(cast: Any) -> None:
    client = cast.client("leader")
    address = "/watch/pci/charts/slope.svg?province=87&first=2012&last=2013"
    assert client.get(address).status_code == 404
    assert client.get(f"{address}&across=1").status_code == 200


def test_years_without_figures_are_gaps_of_the_time_axis(dong_thap: Any) -> None:
    chart = value_chart(scene("par-index", "87", 2020))
    assert chart is not None
    assert chart.steps == tuple(map(str, range(2012, 2021)))
    ours = next(line for line in chart.lines if line.role == "focus")
    assert [value is None for value in ours.values] == [False, *[True] * 5, *[False] * 3]


def test_lines_are_cut_where_the_method_changed_and_ranks_are_not() -> None:
    values, ranks = value_chart(scene("pci", "87", 2019)), rank_chart(scene("pci", "87", 2019))
    assert values is not None
    assert ranks is not None
    assert [values.steps[cut.before] for cut in values.cuts] == ["2006", "2009", "2013"]
    assert ranks.cuts == ()
    assert ranks.is_rank


def test_former_provinces_are_lines_of_their_own() -> None:
    chart = value_chart(scene("papi", "82-2025", 2024))
    assert chart is not None
    names = {line.name: line.role for line in chart.lines}
    assert names == {"Đồng Tháp (đến 2024)": "focus", "Tiền Giang (đến 2024)": "compare"}


def test_a_province_that_only_changed_maps_is_one_line() -> None:
    chart = value_chart(scene("papi", "01-2025", 2024))
    assert chart is not None
    assert [line.name for line in chart.lines] == ["Hà Nội"]


def test_parts_do_not_reach_back_over_a_new_method() -> None:
    chart = parts_chart(scene("papi", "87", 2024))
    assert chart is not None
    assert chart.steps[0] == "2018"  # type: ignore[union-attr] # several years are small multiples


def test_the_page_names_the_version_of_the_figures_in_the_addresses_of_its_charts(
    cast: Any, pci: HandedIn
) -> None:
    client = cast.client("standing_body")

    def version() -> str:
        page = client.get("/watch/pci/?province=87").content.decode()
        return page.partition("charts/history.svg?")[2].partition("v=")[2].partition("&")[0]

    before = version()
    accepted(cast.actor("standing_body"), pci)
    assert before
    assert version() != before
    csv_text = client.get("/watch/pci/charts/history.csv?province=87").content.decode()
    assert "2020,72.10" in csv_text


@pytest.mark.parametrize(
    ("series", "key", "words"),
    [("papi", "31", "2015–2024"), ("service-index", "31-2025", "2026")],
)
def test_a_small_picture_names_the_years_it_spans_and_a_single_one_once(
    series: str, key: str, words: str
) -> None:
    spark = spark_of(shipped_book(series), known(key))
    assert spark is not None
    assert spark.words == words
