"""The page on rounds: its examples are true, and it names every phase, reason, cause and code."""

import doctest
from pathlib import Path
from typing import get_args

from caicach.core.issues.catalogue import catalogue
from caicach.core.rounds import REQUIRED, LossReason, PhaseKind, stage_written_in
from caicach.core.rounds.restatement import Cause

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "rounds.md"
TEXT = PAGE.read_text("utf-8")


def test_every_example_of_the_page_gives_what_it_shows() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0


def test_every_phase_is_on_the_page_with_its_name_and_its_stage() -> None:
    for kind in PhaseKind:
        stage = stage_written_in(kind)
        written = f" `{stage}`" if stage else ""
        may = "no" if kind in REQUIRED else "yes"
        assert f"| `{kind}` | {kind.label()} |{written} | {may} |" in TEXT


def test_every_reason_and_every_cause_is_on_the_page() -> None:
    assert all(f"| `{reason}` |" in TEXT for reason in LossReason)
    assert all(f"`{cause}`" in TEXT for cause in get_args(Cause))


def test_every_code_of_a_round_is_on_the_page() -> None:
    codes = [code for code, entry in catalogue().items() if entry.domain == "rounds"]
    assert [code for code in codes if f"`{code}`" not in TEXT] == []
