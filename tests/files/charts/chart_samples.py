"""Charts of every kind, with sound and with odd data."""

from caicach.files.charts import (
    Bar,
    BarChart,
    Chart,
    Cut,
    Distribution,
    Dot,
    DotChart,
    Goal,
    Line,
    LineChart,
    Member,
    Panel,
    Slope,
    SlopeChart,
    SmallMultiples,
)

LONG = "Ban Quản lý các khu công nghiệp và khu kinh tế cửa khẩu tỉnh Đồng Tháp"
YEARS = tuple(str(year) for year in range(2010, 2025))
WAVE = tuple(60.0 + (7 * i) % 11 for i in range(15))


def line(values: tuple[float | None, ...], **more: object) -> LineChart:
    """Return a chart of one line, one step for each value."""
    steps = YEARS[: len(values)]
    return LineChart(title="Một đường", steps=steps, lines=(Line("", values),), unit="%", **more)  # type: ignore[arg-type]  # any field of the chart may be named


SAMPLES: dict[str, Chart] = {
    "line": line(WAVE, goal=Goal(75, "Chỉ tiêu 75 %"), cuts=(Cut(8, "2018: đổi phương pháp"),)),
    "line of many cuts": line(WAVE, cuts=tuple(Cut(i, f"{i}: {LONG}") for i in (2, 4, 6, 9))),
    "line with gaps": line((1.5, None, 2.5, 3.5, None, None)),
    "line of one": line((88.4,)),
    "line of nothing": line((None, None)),
    "line without steps": line(()),
    "line of equals": line((88.4, 88.4, 88.4), goal=Goal(88.4, "Chỉ tiêu 88,4 %")),
    "ranks": line((3, 1, None, 63, 12), is_rank=True, places=0, goal=Goal(10, "Trong 10 tỉnh đầu")),
    "three lines": LineChart(
        title="Ba đường",
        steps=YEARS,
        lines=(
            Line("Đồng Tháp", WAVE),
            Line(LONG, tuple(each + 1 for each in WAVE), "compare"),
            Line("Trung vị các tỉnh", (None, *WAVE[1:]), "context"),
        ),
    ),
    "bars": BarChart(
        title="63 tỉnh",
        rows=tuple(Bar(f"{i}. Bà Rịa - Vũng Tàu", 80 - i / 3, i == 5) for i in range(1, 64)),
    ),
    "bars with long names": BarChart(
        title="Dài",
        rows=(Bar(LONG, 97.3), Bar(LONG, 88.2, True), Bar("Sở Xây dựng", 0), Bar("Huế", None)),
        goal=Goal(90, "Chỉ tiêu 90 %"),
    ),
    "bars below zero": BarChart(title="Âm", rows=(Bar("A", 3), Bar("B", -2), Bar("C", 0))),
    "bars of nothing": BarChart(title="Trống", rows=()),
    "slope": SlopeChart(
        title="Hai năm",
        ends=("2023", "2024"),
        rows=tuple(Slope(f"Tỉnh {i}", 40 + i % 5, 41 + i % 7, i == 3) for i in range(20)),
    ),
    "slope with gaps": SlopeChart(
        title="Hai năm",
        ends=("2023", "2024"),
        rows=(Slope(LONG, 88, 88, True), Slope("Huế", None, 88), Slope("Hà Nội", 90, None)),
    ),
    "slope of nothing": SlopeChart(title="Trống", ends=("2023", "2024"), rows=()),
    "dots": DotChart(
        title="Dự báo",
        unit="%",
        places=1,
        rows=(
            Dot("Hồ sơ đúng hạn", 89.6, 88.6, 90.7, 98, "Không đạt"),
            Dot(LONG, 79.5, 76.8, 82, 80, "Có nguy cơ"),
            Dot("Phản ánh, kiến nghị", None, None, None, 90, "Chưa có số liệu"),
        ),
    ),
    "dots of nothing": DotChart(title="Trống", rows=()),
    "panels": SmallMultiples(
        title="Tám nội dung",
        steps=YEARS[9:],
        panels=tuple(
            Panel(LONG, (Line("Ta", WAVE[9:]), Line("Trung vị", WAVE[8:14], "context")))
            for _ in range(8)
        ),
        cuts=(Cut(2, "2021"),),
    ),
    "panels with gaps": SmallMultiples(
        title="Thiếu",
        steps=("2024",),
        panels=(
            Panel("A", (Line("Ta", (3,)),)),
            Panel("B", (Line("Ta", (None,)),)),
            Panel("C", ()),
        ),
    ),
    "panels of nothing": SmallMultiples(title="Trống", steps=(), panels=()),
    "strip": Distribution(
        title="102 xã",
        places=1,
        members=(
            *(Member(f"xã {i}", 61 + i * 7919 % 340 / 10) for i in range(101)),
            Member("Phường Cao Lãnh", 86.4, True),
        ),
    ),
    "strip of equals": Distribution(
        title="Bằng nhau",
        members=(Member(LONG, 88, True), Member("a", 88), Member("b", None), Member("c", 88, True)),
    ),
    "strip of nothing": Distribution(title="Trống", members=(Member("a", None),)),
}
