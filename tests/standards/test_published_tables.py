"""Published figures ship in one form, with a source in every row."""

from collections import Counter
from decimal import Decimal

import pytest
from shipped_tables import INDICES, read_rows, tables

from caicach.core.criteria import load_shipped, shipped_names
from caicach.core.reconcile import PublishedFigure, check_published

PUBLISHED = [*tables("published"), *tables("derived")]
INPUTS = list(tables("inputs"))
COLUMNS = [
    "edition",
    "agency",
    "name",
    "criterion",
    "points",
    "maximum",
    "percent",
    "rank",
    "rank_of",
    "change",
    "change_of_rank",
    "source",
]
NUMBERS = ("points", "maximum", "percent", "rank", "rank_of", "change", "change_of_rank")
KNOWN_SLIPS = {
    "hoa-binh-department/2023.published.csv": [
        "parts-add-within-rounding",
        "percent-of-unrounded",
        "rank-parts-equal-values",
    ],
    "par-index-province/2020.published.csv": ["parts-add-within-rounding"] * 3,
    "pci/2011.published.csv": ["rank-parts-equal-values"],
    "quang-nam-department/2021.published.csv": ["percent-cut-off", "percent-slip"],
    "service-index/press.published.csv": ["percent-cut-off"],
}


def test_every_table_is_one_of_three_kinds() -> None:
    names = {f"{path.parent.name}/{path.name}" for path in INDICES.glob("*/*.csv")}
    assert names == {*PUBLISHED, *INPUTS}


@pytest.mark.parametrize("table", PUBLISHED)
def test_published_figures_have_the_documented_columns(table: str) -> None:
    header = (INDICES / table).read_text("utf-8").partition("\n")[0]
    assert header.split(",") == COLUMNS


@pytest.mark.parametrize("table", PUBLISHED)
def test_every_published_row_names_its_agency_and_source_and_has_a_number(table: str) -> None:
    for row in read_rows(table):
        assert row["agency"]
        assert row["name"]
        assert row["source"]
        assert any(row[column] for column in NUMBERS)
        for column in NUMBERS:
            assert not row[column] or Decimal(row[column]).is_finite()


@pytest.mark.parametrize("table", PUBLISHED)
def test_published_figures_refer_to_codes_of_a_shipped_edition(table: str) -> None:
    for row in read_rows(table):
        if row["edition"] in shipped_names() and row["criterion"]:
            assert load_shipped(row["edition"]).node(row["criterion"]) is not None


@pytest.mark.parametrize("table", PUBLISHED)
def test_no_figure_is_published_twice_in_a_table(table: str) -> None:
    keys = Counter((r["edition"], r["agency"], r["criterion"]) for r in read_rows(table))
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("table", INPUTS)
def test_inputs_belong_to_a_shipped_edition_and_its_codes(table: str) -> None:
    folder, _, name = table.partition("/")
    edition = load_shipped(f"{folder}/{name[:4]}")
    given = read_rows(table)
    assert given
    assert {row["criterion"] for row in given} <= {node.code for _, node, _ in edition.walk()}
    keys = Counter((row["agency"], row["criterion"]) for row in given)
    assert max(keys.values()) == 1


@pytest.mark.parametrize(
    "table", [t for t in (*PUBLISHED, *INPUTS) if t.startswith(("pci", "papi", "par", "sipas"))]
)
def test_provinces_go_by_the_two_digits_of_the_statistics_office(table: str) -> None:
    for row in read_rows(table):
        assert len(row["agency"]) == 2
        assert row["agency"].isdigit()


def test_a_province_has_one_name_for_its_code() -> None:
    names: dict[str, set[str]] = {}
    for table in (*PUBLISHED, *INPUTS):
        for row in read_rows(table):
            if row["agency"].isdigit():
                names.setdefault(row["agency"], set()).add(row["name"])
    assert {code: found for code, found in names.items() if len(found) > 1} == {}
    assert len(names) == 64


@pytest.mark.parametrize("table", PUBLISHED)
def test_slips_inside_a_published_table_are_the_known_ones(table: str) -> None:
    slips = check_published([_figure(row) for row in read_rows(table)])
    assert sorted(each.code for each in slips) == KNOWN_SLIPS.get(table, []), list(map(str, slips))


def _figure(row: dict[str, str]) -> PublishedFigure:
    amounts = {k: Decimal(row[k]) for k in ("points", "maximum", "percent", "change") if row[k]}
    ranks = {k: int(row[k]) for k in ("rank", "rank_of", "change_of_rank") if row[k]}
    return PublishedFigure(
        row["agency"],
        row["name"],
        row["criterion"] or None,
        **amounts,
        **ranks,
        edition=row["edition"],
        source=row["source"],
    )
