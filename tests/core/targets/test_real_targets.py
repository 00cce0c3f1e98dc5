"""Every target that was collected from real plans can be said, checked and judged."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from target_rows import shape_of_label, shapes_of_row

from caicach.core.targets import TargetShape, judge, says

SHARED = Path(__file__).parents[4] / "shared"
TABLE = SHARED / "data" / "reports" / "targets.csv"
SEEDS = SHARED / "corpus" / "seeds"


def rows() -> list[dict[str, str]]:
    if not TABLE.exists():
        pytest.skip("the collected targets are not beside this checkout")
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labels() -> list[dict[str, Any]]:
    if not SEEDS.exists():
        pytest.skip("the labelled documents are not beside this checkout")
    files = sorted(SEEDS.glob("*.gold.json"))
    return [label for file in files for label in json.loads(file.read_text("utf-8"))["targets"]]


def faults_of(shapes: list[TargetShape]) -> list[str]:
    return [str(each) for shape in shapes for each in shape.check(says(shape))]


def test_every_row_of_the_table_is_expressible() -> None:
    shapes = [shape for row in rows() for shape in shapes_of_row(row)]
    assert len(rows()) == 91
    assert len(shapes) == 94  # three rows ask for points and rank at once
    assert faults_of(shapes) == []
    assert {shape.form for shape in shapes} == {"level", "rank", "band", "rise", "reduction"}


def test_every_label_of_the_five_documents_is_expressible() -> None:
    shapes = [shape_of_label(label) for label in labels()]
    assert len(shapes) == len(labels()) > 50
    assert faults_of(shapes) == []


def test_every_collected_target_is_said_and_judged_without_a_figure() -> None:
    shapes = [shape for row in rows() for shape in shapes_of_row(row)]
    for shape in [*shapes, *map(shape_of_label, labels())]:
        assert says(shape, "vi")
        assert says(shape, "en")
        assert judge(shape, None, on=date(2026, 8, 31)).state == "no_data"
