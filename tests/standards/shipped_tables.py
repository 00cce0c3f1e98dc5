"""Shipped tables as rows and as inputs of a round."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

from caicach.core.criteria import load_shipped
from caicach.core.rules import Given
from caicach.core.scoring import AgencyInput, Inputs, Result, score_inputs

INDICES = Path(str(files("caicach.standards").joinpath("indices")))

Row = dict[str, str]


def read_rows(name: str) -> list[Row]:
    """Return the rows of a shipped table; empty cells are empty text."""
    with (INDICES / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def read_inputs(name: str) -> Inputs:
    """Return a shipped inputs table as the inputs of a round."""
    agencies: dict[str, AgencyInput] = {}
    for row in read_rows(f"{name}.inputs.csv"):
        agency = agencies.setdefault(row["agency"], AgencyInput(row["agency"], row["name"]))
        figures = ("value", "numerator", "denominator", "points")
        agency.items[row["criterion"]] = Given(
            **{key: Decimal(row[key]) for key in figures if row.get(key)}
        )
    return Inputs(agencies)


def score_table(edition: str, table: str | None = None) -> Result:
    """Return an edition's result for a shipped inputs table, by default its own."""
    return score_inputs(load_shipped(edition), read_inputs(table or edition))


def tables(kind: str) -> Iterator[str]:
    """Yield the name of every shipped table of a kind, `pci/2019.inputs.csv`."""
    for path in sorted(INDICES.glob(f"*/*.{kind}.csv")):
        yield f"{path.parent.name}/{path.name}"
