"""The page docs/reference/edition.md is true: every key, the worked example, the cases."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from caicach.core.criteria import Edition, load_edition, run_cases
from caicach.core.criteria.cases import Case, Expected, GivenCase
from caicach.core.criteria.edition import (
    Band,
    Block,
    Choice,
    Effective,
    Issued,
    Measure,
    Node,
    Option,
    Ranking,
    Rounding,
    Source,
)

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "edition.md").read_text("utf-8")
SECTIONS: dict[str, type[BaseModel]] = {
    "The edition": Edition,
    "Node": Node,
    "Source": Source,
    "Issued": Issued,
    "Effective": Effective,
    "Rounding": Rounding,
    "Block": Block,
    "Band": Band,
    "Ranking": Ranking,
    "Choice": Choice,
    "Option": Option,
    "Measure": Measure,
    "Case": Case,
    "Given": GivenCase,
    "Expect": Expected,
}


def example(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("title", SECTIONS)
def test_a_section_lists_every_key_and_which_are_required(title: str) -> None:
    section = re.split(r"^#+ ", PAGE, flags=re.MULTILINE)
    text = next(each for each in section if each.startswith(f"{title}\n"))
    told = re.findall(r"^\| `(\w+)` \| [^\n]+? \| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    fields = SECTIONS[title].model_fields.items()
    known = {field.alias or name: field.is_required() for name, field in fields}
    assert {key: default == "required" for key, default in told} == known


def test_the_worked_example_has_nothing_to_complain_about() -> None:
    loaded = load_edition(example("yaml"), "example.yaml")
    assert [str(each) for each in loaded.issues] == []
    assert loaded.edition is not None


def test_the_worked_example_shows_nearly_every_key_of_an_edition_and_a_node() -> None:
    loaded = load_edition(example("yaml"), "example.yaml")
    assert loaded.edition is not None
    assert set(Edition.model_fields) - loaded.edition.model_fields_set == {
        "continues",
        "partial",
        "note",
        "shown_places",
    }
    used = {name for _, node, _ in loaded.edition.walk() for name in node.model_fields_set}
    assert set(Node.model_fields) - used == {"continues", "scaled_by", "note"}


def test_the_cases_of_the_page_hold() -> None:
    loaded = load_edition(example("yaml"), "example.yaml")
    assert loaded.edition is not None
    outcomes = run_cases(loaded.edition, "1.1.2", example(r"yaml cases 1\.1\.2"), "1.1.2.yaml")
    assert len(outcomes) == 3
    assert [str(each) for outcome in outcomes for each in outcome.issues] == []
