"""What an SVG must be, whatever chart it is of."""

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import pytest
from chart_samples import LONG, SAMPLES, WAVE, line
from lxml import etree

from caicach.files.charts import (
    NARROW,
    STYLE_HASH,
    WIDE,
    Bar,
    BarChart,
    Cut,
    Goal,
    LineChart,
    render,
)
from caicach.files.charts.theme import DARK, INK

SVG = "{http://www.w3.org/2000/svg}"
EVERY = pytest.mark.parametrize(
    ("name", "width"), [(name, width) for name in SAMPLES for width in (WIDE, NARROW)]
)


def parsed(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


def words(svg: str) -> list[str]:
    return ["".join(map(str, each.itertext())) for each in parsed(svg).iter(f"{SVG}text")]


def place(text: etree._Element) -> tuple[float, float]:
    """Return where a text stands, moved by all groups it is in."""
    x = y = 0.0
    for each in (text, *text.iterancestors()):
        found = re.findall(r"translate\((-?[\d.]+),(-?[\d.]+)\)", each.get("transform", ""))
        for dx, dy in found:
            x, y = x + float(dx), y + float(dy)
    return x, y


@EVERY
def test_a_chart_has_the_width_asked_for(name: str, width: int) -> None:
    root = parsed(render(SAMPLES[name], width))
    assert float(root.get("width", "0")) <= width + 0.5
    if "slope" not in name:
        assert float(root.get("width", "0")) == pytest.approx(width, abs=1)


@EVERY
def test_equal_charts_give_equal_bytes(name: str, width: int) -> None:
    assert render(SAMPLES[name], width) == render(SAMPLES[name], width)


@EVERY
def test_an_svg_holds_no_script_no_outside_reference_and_no_style_attribute(
    name: str, width: int
) -> None:
    for each in parsed(render(SAMPLES[name], width)).iter():
        assert each.tag.removeprefix(SVG) in {
            "svg",
            "title",
            "desc",
            "style",
            "g",
            "path",
            "line",
            "text",
            "tspan",
            "rect",
        }
        assert not {"style", "href", "src", "onload", "class", "id"} & set(each.attrib)
        assert "url(" not in str(each.attrib)


@EVERY
def test_every_colour_has_its_pair_in_the_dark(name: str, width: int) -> None:
    svg = render(SAMPLES[name], width, "light")
    assert set(re.findall(r'"(#[0-9a-fA-F]{3,8})"', svg)) <= set(DARK)


@EVERY
def test_no_word_begins_or_stands_outside_of_the_picture(name: str, width: int) -> None:
    root = parsed(render(SAMPLES[name], width))
    wide, high = float(root.get("width", "0")), float(root.get("height", "0"))
    for text in root.iter(f"{SVG}text"):
        said = max(("".join(map(str, each.itertext())) for each in (text, *text)), key=len)
        said = max(said.split("\n"), key=len)
        lines = [str(each.text or "") for each in text.iter(f"{SVG}tspan")] or [said]
        # The narrowest of the fonts readers have; what is cut in it is cut in all.
        half = max(map(len, lines)) * 13 * 0.42 / 2
        x, y = place(text)
        middle = x + {"start": half, "end": -half}.get(text.get("text-anchor", "start"), 0)
        assert middle - half >= -1, said
        assert middle + half <= wide + 1, said
        assert 8 <= y <= high, said


@EVERY
def test_names_and_numbers_of_the_dark_picture_are_those_of_the_light(
    name: str, width: int
) -> None:
    chart = SAMPLES[name]
    assert words(render(chart, width, "dark")) == words(render(chart, width, "light"))


def test_the_dark_picture_alone_has_no_light_ink() -> None:
    svg = render(SAMPLES["line"], WIDE, "dark")
    assert INK not in svg
    assert DARK[INK] in svg
    assert "<style>" not in svg


def test_the_style_is_the_one_its_hash_names() -> None:
    style = re.findall(r"<style>(.*?)</style>", render(SAMPLES["bars"], WIDE))
    assert [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in style] == [
        STYLE_HASH
    ]


def test_the_title_and_the_values_are_told_to_a_listener() -> None:
    root = parsed(render(line((1.5, None)), WIDE))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Một đường"
    assert "2011: chưa có số liệu" in (root.findtext(f"{SVG}desc") or "")


def test_a_title_is_text_and_never_markup() -> None:
    chart = BarChart(title="<b>&</b>", rows=(Bar("<script>alert(1)</script>", 1),))
    root = parsed(render(chart, WIDE))
    assert root.findtext(f"{SVG}title") == "<b>&</b>"
    assert next(root.iter(f"{SVG}script"), None) is None


def test_numbers_inside_names_are_left_as_they_are() -> None:
    chart = BarChart(title="t", rows=(Bar("12.345,678 #1e1a1c", 1),), places=0)
    assert "12.345,678 #1e1a1c" in words(render(chart, WIDE))
    assert "12.345,678 #1e1a1c" in words(render(chart, WIDE, "dark"))


def lines_drawn(chart: LineChart) -> int:
    svg = render(chart, WIDE)
    return len(re.findall(r'<path d="M[^"]*L[^"]*"[^>]*stroke-width="2.5"', svg))


def test_a_missing_year_is_a_gap_and_never_zero() -> None:
    whole, broken = line((80, 81, 82, 83)), line((80, 81, None, 83, 84))
    assert lines_drawn(whole) == 1
    assert lines_drawn(broken) == 2
    assert "0" not in words(render(broken, WIDE))


def test_a_cut_ends_the_line_and_its_words_stand_in_the_picture() -> None:
    chart = line((80, 81, 82, 83), cuts=(Cut(2, "2012: đổi phương pháp"),))
    assert lines_drawn(chart) == 2
    assert "2012: đổi phương pháp" in words(render(chart, WIDE))


def test_words_of_many_cuts_are_numbered_and_all_there() -> None:
    said = words(render(SAMPLES["line of many cuts"], WIDE))
    assert {"1", "2", "3", "4"} <= set(said)
    assert sum(LONG[:20] in each for each in said) == 4


def test_a_goal_is_in_view_even_far_from_the_values() -> None:
    chart = line((10, 11), goal=Goal(90, "Chỉ tiêu 90 %"))
    assert "Chỉ tiêu 90 %" in words(render(chart, NARROW))


def test_axes_are_written_in_the_language_of_the_reader() -> None:
    vi, en = line((1.5, 2.5)), LineChart(title="t", steps=("a",), lines=(), lang="en")
    assert any("," in each for each in words(render(vi, WIDE)))
    assert "No data" in words(render(en, WIDE))


def test_bars_begin_at_zero_and_the_best_stands_first() -> None:
    chart = BarChart(title="t", rows=(Bar("thấp", 50), Bar("cao", 100), Bar("không", None)))
    svg = render(chart, WIDE)
    bars = [float(each) for each in re.findall(r'<path d="M[\d.]+,[\d.]+h([\d.]+)v1[34]', svg)]
    assert len(bars) == 2
    assert bars[0] == pytest.approx(2 * bars[1], rel=0.01)
    assert next(each for each in words(svg) if each in ("thấp", "cao", "không")) == "cao"
    assert "Chưa có số liệu" in words(svg)


def test_steps_of_time_do_not_run_into_each_other() -> None:
    root = parsed(render(line(WAVE), NARROW))
    years = [each for each in root.iter(f"{SVG}text") if re.fullmatch(r"20\d\d", each.text or "")]
    at = sorted(place(each)[0] for each in years)
    assert len(at) > 2
    assert all(after - before > 32 for before, after in pairwise(at))


def test_the_first_rank_stands_on_top_and_no_rank_is_zero() -> None:
    root = parsed(render(SAMPLES["ranks"], WIDE))
    at = {
        text.text: place(text)[1]
        for text in root.iter(f"{SVG}text")
        if text.get("font-weight") == "bold"
    }
    assert at["1"] < at["3"] < at["63"]
    assert "0" not in words(render(SAMPLES["ranks"], WIDE))
