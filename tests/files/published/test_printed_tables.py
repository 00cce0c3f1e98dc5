"""Published tables as they are printed."""

from decimal import Decimal
from pathlib import Path

import pytest

from caicach.core.criteria import Edition, load_shipped
from caicach.core.issues import Issue
from caicach.core.reconcile import PublishedFigure
from caicach.files.inputs import CodeBook
from caicach.files.published import Scope, read_published

NAME = "quang-nam-department/2021"


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(text: str, edition: str | None = NAME) -> tuple[list[PublishedFigure], list[Issue]]:
    Path("p.csv").write_text(text, encoding="utf-8")
    return read_published(Path("p.csv"), scope_of(load_shipped(edition)) if edition else None)


def scope_of(edition: Edition) -> Scope:
    return Scope(edition.edition, CodeBook.of(edition))


def only(text: str) -> PublishedFigure:
    figures, issues = read(text)
    assert issues == []
    assert len(figures) == 1
    return figures[0]


def test_the_long_form_keeps_every_column_and_the_printed_places() -> None:
    figure = only(
        "edition,agency,name,criterion,points,maximum,percent,rank,rank_of,change,"
        "change_of_rank,source\n"
        f"{NAME},a,Ban A,,85.10,100,85.10,7,20,-0.50,3,bài báo\n"
    )
    assert figure == PublishedFigure(
        agency="a",
        name="Ban A",
        criterion=None,
        points=Decimal("85.10"),
        maximum=Decimal(100),
        percent=Decimal("85.10"),
        rank=7,
        rank_of=20,
        change=Decimal("-0.50"),
        change_of_rank=3,
        edition=NAME,
        source="bài báo",
        place="p.csv:2",
    )
    assert str(figure.points) == "85.10"


def test_printed_forms_are_understood() -> None:
    figure = only(
        "Mã cơ quan;Cơ quan;Mã tiêu chí;Điểm;Chỉ số;Xếp hạng;Tăng, giảm bậc\n"
        "a;Ban A;7;10,59/11;96,27%;07/20;tăng 3 bậc\n"
    )
    assert (figure.points, figure.maximum) == (Decimal("10.59"), Decimal(11))
    assert figure.percent == Decimal("96.27")
    assert (figure.rank, figure.rank_of, figure.change_of_rank) == (7, 20, 3)
    assert (figure.criterion, figure.name) == ("7", "Ban A")


@pytest.mark.parametrize(
    ("printed", "change"),
    [
        ("▲ 2", 2),
        ("▼2", -2),
        ("giảm 2 bậc", -2),
        ("không đổi", 0),
        ("=", 0),
        ("-1", -1),
        ("", None),
    ],
)
def test_changes_of_rank_have_many_forms(printed: str, change: int | None) -> None:
    figure = only(f"agency;points;change_of_rank\na;80,5;{printed}\n")
    assert figure.change_of_rank == change


def test_a_wide_table_gives_a_figure_for_the_total_and_each_criterion() -> None:
    figures, issues = read("agency,total,rank,1,3,7\na,88.52,7,10.59,12,8\nb,90,1,,12,\n")
    assert issues == []
    assert [(f.agency, f.criterion, f.points, f.rank) for f in figures] == [
        ("a", None, Decimal("88.52"), 7),
        ("a", "1", Decimal("10.59"), None),
        ("a", "3", Decimal(12), None),
        ("a", "7", Decimal(8), None),
        ("b", None, Decimal(90), 1),
        ("b", "3", Decimal(12), None),
    ]


def test_a_ranking_that_prints_names_alone_is_read_by_name() -> None:
    figure = only("Hạng;Tên cơ quan;Tổng điểm\n1;Sở Nội vụ;94,31\n")
    assert (figure.agency, figure.rank, figure.points) == ("Sở Nội vụ", 1, Decimal("94.31"))


def test_a_total_printed_in_percent_is_the_index() -> None:
    figure = only("agency;total\na;88,52%\n")
    assert (figure.points, figure.percent) == (None, Decimal("88.52"))


def test_blanks_and_dashes_are_not_published() -> None:
    figures, issues = read("agency;points;rank\na;–;\nb;80,1;KXH\n")
    assert issues == []
    assert [(f.agency, f.rank) for f in figures] == [("b", None)]


def test_each_cell_that_is_no_figure_is_named() -> None:
    _, issues = read("agency;points;rank\na;tám;1\nb;80,1;nhất\n")
    assert [(each.code, each.where) for each in issues] == [
        ("number-words", "p.csv:2"),
        ("number-rank", "p.csv:3"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x;y\n1;2\n", "header-missing"),
        ("agency;criterion;numerator;denominator;points\na;7;;;5\n", "published-is-input"),
        ("mã cơ quan;mục;tử số;mẫu số;điểm\na;7;;;5\n", "published-is-input"),
        ("agency;name\na;b\n", "column-missing"),
        ("agency;points\n", "published-empty"),
    ],
)
def test_a_file_without_figures_says_why(text: str, code: str) -> None:
    _, issues = read(text)
    assert code in [each.code for each in issues]


def test_two_number_styles_are_refused() -> None:
    _, issues = read("agency;points;percent\na;80,15;80.15\n")
    assert [each.code for each in issues] == ["number-styles-mixed"]


def test_without_an_edition_codes_are_kept_as_printed() -> None:
    figures, issues = read("agency,criterion,points\na,7,8\n", None)
    assert issues == []
    assert figures[0].criterion == "7"


def test_a_block_is_kept_and_the_other_columns_of_our_own_table_are_passed_over() -> None:
    figures, issues = read(
        "agency,name,khối,label,level,points,state,band,unranked\na,A,b,,,8,,,\n"
    )
    assert issues == []
    assert [(each.agency, each.block) for each in figures] == [("a", "b")]
