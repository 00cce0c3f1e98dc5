"""Every edition that ships is free of faults, tried by cases, and says where it comes from."""

from importlib.resources import files
from pathlib import Path

import pytest

from caicach.core.criteria import (
    load_edition,
    load_shipped,
    read_shipped,
    run_cases,
    shipped_cases,
    shipped_names,
)

NAMES = shipped_names()
CASES = [(name, file, text) for name in NAMES for file, text in shipped_cases(name)]
COMPLETE = ["service-index/2026", "sample-department/2026", "sample-commune/2026"]


def test_the_promised_editions_ship() -> None:
    promised = {f"pci/{year}" for year in range(2006, 2020)}
    promised |= {f"papi/{year}" for year in range(2011, 2025)}
    promised |= {f"par-index-province/{year}" for year in (2017, 2020, 2021, 2022, 2023)}
    promised |= {"quang-nam-department/2021", "dti-province/2022", *COMPLETE}
    assert set(NAMES) == promised


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_has_neither_faults_nor_warnings(name: str) -> None:
    loaded = load_edition(read_shipped(name), f"{name}.yaml")
    assert [str(each) for each in loaded.issues] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_is_named_after_its_place(name: str) -> None:
    assert load_shipped(name).edition == name


@pytest.mark.parametrize(("name", "file", "text"), CASES, ids=[f"{n}/{f}" for n, f, _ in CASES])
def test_cases_hold(name: str, file: str, text: str) -> None:
    outcomes = run_cases(load_shipped(name), file.removesuffix(".yaml"), text, file)
    assert outcomes
    assert [str(each) for outcome in outcomes for each in outcome.issues] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_has_cases(name: str) -> None:
    assert list(shipped_cases(name))


@pytest.mark.parametrize("name", COMPLETE)
def test_every_item_of_a_complete_set_has_cases(name: str) -> None:
    items = {node.code for _, node, _ in load_shipped(name).walk() if node.is_item}
    assert {file.removesuffix(".yaml") for file, _ in shipped_cases(name)} == items


@pytest.mark.parametrize("name", NAMES)
def test_every_item_says_how_sure_its_source_is(name: str) -> None:
    unsure = [
        node.code
        for _, node, above in load_shipped(name).walk()
        if node.is_item and not any(each.source and each.source.status for each in (node, *above))
    ]
    assert unsure == []


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_continues_one_that_ships(name: str) -> None:
    former = load_shipped(name).continues
    assert former is None or former in NAMES


def test_a_new_scheme_does_not_continue_the_old_one() -> None:
    starts = [name for name in NAMES if load_shipped(name).continues is None]
    assert [name for name in starts if name.startswith(("pci", "papi", "par"))] == [
        "papi/2011",
        "papi/2018",
        "par-index-province/2017",
        "par-index-province/2020",
        "par-index-province/2022",
        "pci/2006",
        "pci/2009",
        "pci/2013",
    ]


@pytest.mark.parametrize("name", COMPLETE[1:])
def test_an_invented_set_says_so(name: str) -> None:
    sample = load_shipped(name).sample
    assert sample is not None
    assert sample.vi == "Bộ tiêu chí mẫu, không phải văn bản chính thức"


def test_the_commune_sample_gives_what_it_drops_to_other_items() -> None:
    department, commune = (
        {node.code: node.max_points for _, node, _ in load_shipped(name).walk() if node.is_item}
        for name in COMPLETE[1:]
    )
    assert set(department) - set(commune) == {"2.1", "4.3", "6.3"}
    assert set(commune) - set(department) == {"3.8", "7.8"}
    assert [code for code in commune if commune[code] != department.get(code, commune[code])] == [
        "3.3"
    ]


@pytest.mark.parametrize("name", sorted({name.partition("/")[0] for name in NAMES}))
def test_a_set_has_a_readme_with_a_vietnamese_summary(name: str) -> None:
    criteria = Path(str(files("caicach.standards").joinpath("criteria")))
    text = (criteria / name / "README.md").read_text("utf-8")
    assert "## Tóm tắt" in text
    assert "## Sources" in text


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_can_be_read_in_one_sitting(name: str) -> None:
    assert len(read_shipped(name).splitlines()) <= 300
