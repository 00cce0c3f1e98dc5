"""What is written reads back to the same register, in both forms and both languages."""

import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.agencies import (
    Agency,
    AgencyKind,
    AgencyTree,
    LineageEvent,
    LineageKind,
    ParentLink,
    province_register,
)
from caicach.core.documents import Label
from caicach.core.issues import Lang
from caicach.files.registers import read_agency_table, write_agency_table

LANGS: tuple[Lang, ...] = ("vi", "en")
FORMS = ("csv", "xlsx")
REFORM = date(2025, 7, 1)


def as_sets(tree: AgencyTree) -> tuple[object, ...]:
    return tuple(sorted(map(repr, part)) for part in (tree.agencies, tree.links, tree.events))


def back_and_forth(tree: AgencyTree, form: str, lang: Lang) -> AgencyTree:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{form}"
        write_agency_table(tree, path, lang)
        table = read_agency_table(path)
    assert [each for each in table.issues if each.severity == "fault"] == []
    return table.tree()


letters = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x1EFF),
    min_size=1,
    max_size=30,
)
words = letters.map(lambda text: unicodedata.normalize("NFC", " ".join(text.split()))).filter(bool)
kinds = st.sampled_from(AgencyKind)
shares = st.integers(1, 9999).map(lambda number: Decimal(number) / 10_000)


@st.composite
def registers(draw: st.DrawFn) -> AgencyTree:
    """Draw former agencies under a root, and what became of each on one day."""
    count = draw(st.integers(1, 5))
    root = Agency(code="H21", name=draw(words), kind=AgencyKind.PROVINCE, electronic_code="H21")
    last = REFORM - timedelta(1)
    old = [
        Agency(
            code=f"{number:05}",
            name=Label(vi=draw(words), en=draw(st.none() | words)),
            kind=draw(kinds),
            block=draw(st.none() | words),
            source=draw(st.none() | words),
            valid_from=draw(st.none() | st.dates(date(1990, 1, 1), last)),
            valid_to=last,
        )
        for number in range(count)
    ]
    new = [
        Agency(code=code, name=draw(words), kind=draw(kinds), valid_from=REFORM) for code in "XY"
    ]
    links = [
        ParentLink(child=each.code, parent="H21", valid_from=each.valid_from, valid_to=end)
        for each in old
        for end in draw(st.sampled_from([(last,), (None,), ()]))
    ]
    events = [event for each in old for event in draw(endings(each.code))]
    return AgencyTree((root, *old, *new), tuple(links), tuple(events))


@st.composite
def endings(draw: st.DrawFn, code: str) -> list[LineageEvent]:
    decision = draw(st.none() | words)
    share = draw(st.none() | shares)
    if share is None:
        return [
            LineageEvent(
                kind=LineageKind.MERGE, from_code=code, to_code="X", on=REFORM, decision=decision
            )
        ]
    parts = {"X": share, "Y": 1 - share}
    return [
        LineageEvent(kind=LineageKind.SPLIT, from_code=code, to_code=to, on=REFORM, share=part)
        for to, part in parts.items()
    ]


@pytest.mark.parametrize("form", FORMS)
@given(tree=registers(), lang=st.sampled_from(LANGS))
def test_any_register_reads_back_to_itself(form: str, tree: AgencyTree, lang: Lang) -> None:
    assert as_sets(back_and_forth(tree, form, lang)) == as_sets(tree)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_province_with_its_departments_reads_back_to_itself(form: str, lang: Lang) -> None:
    tree = province_register("46").tree()
    assert as_sets(back_and_forth(tree, form, lang)) == as_sets(tree)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["=1+1", "'=1+1", "-A", "@x", "+84", "'", "''=x", "1/2", "00004"])
def test_no_name_is_taken_for_a_formula_or_a_number(form: str, name: str) -> None:
    tree = AgencyTree((Agency(code="A", name=name, kind=AgencyKind.OTHER),))
    assert back_and_forth(tree, form, "vi").agencies[0].name.vi == name


def test_a_csv_holds_no_cell_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    tree = AgencyTree((Agency(code="A", name="=HYPERLINK(1)", kind=AgencyKind.OTHER),))
    path = tmp_path / "a.csv"
    write_agency_table(tree, path)
    assert "'=HYPERLINK" in path.read_text("utf-8")
