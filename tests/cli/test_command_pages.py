"""The pages on commands and files say what the commands and files do."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from command_run import Run

from caicach.cli.app import PLACES, command_in
from caicach.core.criteria import load_shipped
from caicach.files.inputs import CodeBook, read_inputs
from caicach.files.inputs.columns import VOCABULARY as INPUTS
from caicach.files.published import Scope, read_published
from caicach.files.published.columns import VOCABULARY as PUBLISHED
from caicach.files.tables import (
    MAX_CELLS,
    MAX_ENTRIES,
    MAX_FILE_BYTES,
    MAX_RATIO,
    MAX_ROWS,
    Vocabulary,
    fold,
)

PAGES = Path(__file__).parents[2] / "docs/reference"


def page(name: str) -> str:
    return (PAGES / name).read_text("utf-8")


def block(name: str, kind: str) -> str:
    """The first block of code of a page in that language."""
    found = re.search(rf"```{kind}\n(.*?)```", page(name), re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize("name", PLACES)
def test_every_command_and_each_of_its_options_is_on_the_page(name: str) -> None:
    text = page("commands.md")
    command = command_in("en", name.split())
    for word in name.split():
        command = command.commands[word]
    assert f"`caicach {name}" in text or f"`{name.rsplit(maxsplit=1)[-1]} " in text
    for param in command.params:
        for option in (each for each in param.opts if each.startswith("--")):
            assert option in text, option


@pytest.mark.parametrize(
    ("name", "vocabulary"), [("input-files.md", INPUTS), ("published-files.md", PUBLISHED)]
)
def test_the_columns_of_a_page_are_those_that_are_read(name: str, vocabulary: Vocabulary) -> None:
    text = page(name)
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \| ([^|]*) \|", text, re.MULTILINE)
    assert rows
    told = {each for heads, _ in rows for each in re.findall(r"`([a-z_]+)`", heads)}
    assert told == set(vocabulary.certain.values())
    for _, others in rows:
        for word in re.split(r"[,;]\s*", others.strip()):
            assert vocabulary.is_known(fold(word)), word


def test_the_limits_of_the_page_are_those_that_hold() -> None:
    text = page("input-files.md")
    for limit in (MAX_FILE_BYTES // 2**20, MAX_RATIO, MAX_ENTRIES, MAX_ROWS, MAX_CELLS):
        assert f"{limit:,}" in text


def test_the_json_of_the_page_can_be_handed_in(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(block("input-files.md", "json"), encoding="utf-8")
    inputs, issues = read_inputs([path], load_shipped("pci/2019"))
    assert issues == []
    assert set(inputs.agencies["22"].items) == {"entry", "land"}


def test_the_ranking_table_of_the_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(block("published-files.md", "csv"), encoding="utf-8")
    edition = load_shipped("quang-nam-department/2021")
    figures, issues = read_published(path, Scope(edition.edition, CodeBook.of(edition)))
    assert issues == []
    assert [each.criterion for each in figures] == [None, "1", "3", "7"]


def test_the_result_of_the_page_has_every_key_that_a_result_has(run: Run) -> None:
    shown = json.loads(block("result-json.md", "json"))
    real = json.loads(run("score", "pci/2019", "--format", "json").out)
    assert set(shown) == set(real)
    assert set(shown["agencies"][0]) == set(real["agencies"][0])
    assert set(shown["agencies"][0]["items"][0]) == set(real["agencies"][0]["items"][0])
    assert keys(shown["agencies"][0]["items"][0]["trace"]) == keys(
        real["agencies"][0]["items"][0]["trace"]
    )
    assert set(shown["reconciliation"]["comparisons"][0]) == set(
        real["reconciliation"]["comparisons"][0]
    )
    assert shown["agencies"][0]["rank"] == real["agencies"][0]["rank"]


def keys(entry: dict[str, Any]) -> set[str]:
    return set(entry)
