"""Which dossiers are plain, and what keeps one from being so."""

from datetime import timedelta
from typing import Any

import pytest
from invented_dossiers import START, Inventor, dossier_table
from judged_store import setting

from caicach.engine.judgements import judge_dossiers

HOUR = timedelta(hours=1)
RECEIVED, NINE, TEN = START, START + 5 * HOUR, START + 6 * HOUR
STEPS = [(RECEIVED, 2), (START + HOUR, 4), (NINE, 9), (TEN, 10)]


def is_plain(**given: Any) -> bool:
    row = {"status": "returned", "received_printed_at": RECEIVED, "steps": STEPS} | given
    table = judge_dossiers(dossier_table([Inventor(1).row(1, **row)]), setting())
    return bool(table["is_plain"][0].as_py())


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"steps": STEPS[:2], "status": "in_progress"},
        {"steps": []},
        {"received_printed_at": None},
        {"ended_at": NINE, "returned_at": TEN},
        {"ended_at": NINE - HOUR},
        {"returned_at": RECEIVED - HOUR, "ended_at": NINE},
        {"steps": [*STEPS, (TEN + HOUR, 10)]},
        {"steps": [*STEPS, (START + 2 * HOUR, 6), (START + 3 * HOUR, 0)]},
        {"steps": [*STEPS, (TEN + HOUR, 4)]},
        {"steps": STEPS[:2], "returned_at": TEN},
        {"steps": [], "ended_at": NINE, "returned_at": TEN},
        {"supplements": []},
        {"status": "finished", "steps": STEPS[:2]},
    ],
    ids=str,
)
def test_what_leaves_a_dossier_plain(given: dict[str, Any]) -> None:
    assert is_plain(**given)


@pytest.mark.parametrize(
    "given",
    [
        {"steps": STEPS[1:], "received_printed_at": None},
        {"steps": [*STEPS, (TEN + HOUR, 9)]},
        {"steps": [*STEPS, (START + 2 * HOUR, 10)]},
        {"steps": [*STEPS, (START + 2 * HOUR, 5)]},
        {"steps": [*STEPS, (START + 2 * HOUR, 3)]},
        {"steps": STEPS[2:], "ended_at": START + HOUR},
        {"ended_at": TEN + HOUR},
        {"steps": [], "ended_at": TEN, "returned_at": NINE},
        {"received_printed_at": NINE + HOUR},
        {"refused_at": NINE},
        {"supplements": [(START + HOUR, NINE)]},
        {"status": "supplement"},
        {"status": "withdrawn"},
        {"status": "stopped"},
        {"status": "refused"},
    ],
    ids=str,
)
def test_what_keeps_a_dossier_from_being_plain(given: dict[str, Any]) -> None:
    assert not is_plain(**given)
