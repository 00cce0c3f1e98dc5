"""Charts as answers: bytes that do not change, a tag, dark colours as chosen, an honest CSV."""

import csv
import io
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from caicach.files.charts import Bar, BarChart, Cut, Line, LineChart
from caicach.web.look.charts import csv_response, svg_response

CHART = LineChart(
    title="Chỉ số tăng",
    steps=("2022", "2023", "2024"),
    lines=(Line("Ta", (Decimal("80.5"), None, Decimal("-1.25"))),),
    cuts=(Cut(1, "đổi phương pháp"),),
    source="Nguồn thử",
    unit="%",
)


def ask(address: str = "/x.svg", **more: str) -> HttpResponse:
    theme = more.pop("theme", "")
    request = RequestFactory().get(address, headers=more)
    request.COOKIES["theme"] = theme
    return svg_response(request, CHART)


def test_the_same_chart_gives_the_same_bytes_and_the_same_tag() -> None:
    first, second = ask(), ask()
    assert (first.content, first["ETag"]) == (second.content, second["ETag"])
    assert first["Content-Type"] == "image/svg+xml"
    assert first["Cache-Control"].startswith("private")


def test_who_has_the_picture_is_told_so_without_it() -> None:
    known = ask()["ETag"]
    for said in (known, f"W/{known}", f'"other", {known}'):
        answer = ask(**{"If-None-Match": said})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", known)


@pytest.mark.parametrize(
    ("address", "width"),
    [("/x.svg", 640), ("/x.svg?w=640", 640), ("/x.svg?w=328", 328), ("/x.svg?w=9999999", 640)],
)
def test_only_two_widths_are_drawn(address: str, width: int) -> None:
    assert f'width="{width}"'.encode() in ask(address).content


def test_a_reader_who_chose_dark_gets_dark_whatever_their_system_says() -> None:
    assert b"<style>" not in ask(theme="dark").content
    assert b"#f2a2c8" in ask(theme="dark").content
    assert b"<style>" in ask().content
    assert ask(theme="nonsense").content == ask().content


def test_the_policy_of_a_picture_lets_its_own_style_through_and_nothing_else() -> None:
    assert ask()["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")


def test_a_missing_value_is_an_empty_cell_of_the_csv_and_numbers_stay_numbers() -> None:
    answer = csv_response(CHART, "chi-so")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["80.5", "", "-1.25"]
    assert 'filename="chi-so.csv"' in answer["Content-Disposition"]


def test_a_name_that_is_a_formula_is_not_one_in_the_csv() -> None:
    chart = BarChart(title="x", rows=(Bar("=1+1", 3),))
    assert "'=1+1" in csv_response(chart, "x").content.decode()


def drawn(address: str) -> str:
    text = "{% load charts %}{% chart_figure chart svg csv %}"
    return Template(text).render(Context({"chart": CHART, "svg": address, "csv": "/x.csv"}))


def test_the_figure_says_its_finding_its_source_and_its_table() -> None:
    page = drawn("/x.svg")
    assert "<figcaption>Chỉ số tăng</figcaption>" in page
    assert 'srcset="/x.svg?w=640"' in page
    assert 'src="/x.svg?w=328"' in page
    assert "Chưa có số liệu" in page
    assert "80,50" in page
    assert 'href="/x.csv"' in page
    assert 'alt="Chỉ số tăng.' in page


def test_an_address_with_a_query_keeps_it() -> None:
    assert 'src="/x.svg?year=2024&amp;w=328"' in drawn("/x.svg?year=2024")
