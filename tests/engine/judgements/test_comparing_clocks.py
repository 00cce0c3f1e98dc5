"""The three clocks compared over a store: shares, flips, agencies, readings, one record each."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from invented_dossiers import MAXIMA, START, Inventor, dossier_table, invented
from judged_store import setting, store_of

from caicach.core.calendars import shipped_calendar
from caicach.core.clocks import CLOCK_CODES, Clock, DossierTimes, judge
from caicach.engine.facts import Facts
from caicach.engine.judgements import (
    CLOCKS,
    Comparison,
    JudgedFacts,
    Question,
    Share,
    compare,
    core_rows,
    csv_records,
    find_dossiers,
    flips,
    json_records,
    judge_found,
    open_pool,
    open_workspace,
    store_maxima,
)
from caicach.engine.judgements.row_times import row_times

DAY = timedelta(days=1)
FIVE = START + timedelta(hours=17)
END = START + timedelta(days=8, hours=17)


def dossier(number: int, **given: Any) -> dict[str, Any]:
    row = {"status": "in_progress", "received_printed_at": START, "steps": [], "due_at": FIVE}
    made = Inventor(1).row(number, **(row | given))
    return made | {"agency": "H21.1", "procedure": "1.999999"} | given_columns(given)


def given_columns(given: dict[str, Any]) -> dict[str, Any]:
    names = ("agency", "agency_name", "procedure", "is_duplicate")
    return {name: given[name] for name in names if name in given}


def finished(number: int, at: datetime, **given: Any) -> dict[str, Any]:
    return dossier(number, steps=[(START, 2), (at, 9)], status="finished", **given)


ROWS = [
    finished(1, FIVE, agency_name="Xã A"),
    finished(2, FIVE + timedelta(minutes=5), agency_name="Xã A"),
    finished(3, FIVE + DAY, agency="H21.1.2"),
    finished(4, FIVE + DAY, agency="H21.1.2", is_duplicate=True),
    dossier(5, agency="H21.2", due_at=END + DAY),
    dossier(6, agency="H21.2", due_at=END),
    dossier(7, agency="H21.2", due_at=None),
    dossier(8, agency="H21.20", received_printed_at=None, due_at=None, status="registered"),
    dossier(9, agency=None, received_printed_at=END + DAY),
]


def answer(facts: Facts, question: Question) -> Comparison:
    with open_workspace() as workspace:
        return compare(JudgedFacts(facts, question, setting(), workspace))


def records(facts: Facts, question: Question, *, only_flips: bool = False) -> list[dict[str, Any]]:
    with open_workspace() as workspace:
        judged = JudgedFacts(facts, question, setting(), workspace)
        return list(json.loads("".join(json_records(judged, only_flips=only_flips))))


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return store_of(tmp_path_factory.mktemp("few") / "store", dossier_table(ROWS)).facts()


def test_each_share_is_in_time_of_all_counted_and_of_finished(facts: Facts) -> None:
    total = answer(facts, Question(END)).total
    assert total.share("portal") == Share(3, 6, 1, 4)
    assert total.share("date") == Share(5, 7, 2, 4)
    assert total.share("working_time") == Share(3, 7, 1, 4)


def test_duplicates_can_be_left_out(facts: Facts) -> None:
    total = answer(facts, Question(END)).total
    assert total.share("portal", without_duplicates=True) == Share(3, 5, 1, 3)


def test_dossiers_that_no_clock_counts_are_left_out(facts: Facts) -> None:
    found = answer(facts, Question(END))
    assert found.total.dossiers == 7
    assert [each.code for each in found.agencies] == ["H21.1", "H21.1.2", "H21.2"]


def test_an_agency_is_named_as_its_dossiers_name_it(facts: Facts) -> None:
    labels = [each.label and each.label.vi for each in answer(facts, Question(END)).agencies]
    assert labels == ["Xã A", None, None]


def test_five_minutes_after_the_due_hour_flip_by_date(facts: Facts) -> None:
    found = answer(facts, Question(END))
    assert found.total.flips == 2
    assert [each.flips for each in found.agencies] == [1, 0, 1]
    codes = [each["dossier"] for each in records(facts, Question(END), only_flips=True)]
    assert codes == ["H21.0000002", "H21.0000006"]


def test_a_dossier_that_only_some_clocks_count_is_no_flip_and_is_told(facts: Facts) -> None:
    assert answer(facts, Question(END)).total.counted_by_some == 1


def test_what_was_finished_before_the_period_is_not_counted(facts: Facts) -> None:
    found = answer(facts, Question(END, start=FIVE + DAY)).total
    assert found.share("date") == Share(3, 5, 0, 2)


def test_a_subtree_is_the_agency_and_the_codes_below_it(facts: Facts) -> None:
    found = answer(facts, Question(END, agency="H21.1"))
    assert [each.code for each in found.agencies] == ["H21.1", "H21.1.2"]
    alone = answer(facts, Question(END, agency="H21.2"))
    assert [each.code for each in alone.agencies] == ["H21.2"]


def test_a_procedure_is_asked_for_alone(facts: Facts) -> None:
    assert answer(facts, Question(END, procedure="1.999999")).total.dossiers == 7
    assert answer(facts, Question(END, procedure="1'; DROP")).total.dossiers == 0


def test_an_empty_store_has_no_shares(tmp_path: Path) -> None:
    facts = store_of(tmp_path / "store", dossier_table([])).facts()
    found = answer(facts, Question(END))
    assert (found.agencies, found.total.share("date")) == ((), Share(0, 0, 0, 0))
    assert records(facts, Question(END)) == []


REGISTER = """
label: Tỉnh Thử
source: test
agencies:
  - {code: H21, name: {vi: Tỉnh Thử, en: Test Province}, kind: province}
  - {code: H21.1, name: Xã A, kind: commune, valid_to: 2026-02-28}
  - {code: H21.2, name: Xã B, kind: commune, valid_to: 2026-02-28}
  - {code: H21.3, name: Xã AB, kind: commune, valid_from: 2026-03-01}
links:
  - {child: H21.1, parent: H21}
  - {child: H21.2, parent: H21}
  - {child: H21.3, parent: H21}
lineage:
  - {kind: merge, from: H21.1, to: H21.3, on: 2026-03-01}
  - {kind: merge, from: H21.2, to: H21.3, on: 2026-03-01}
"""


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    folder = tmp_path_factory.mktemp("merged") / "store"
    return store_of(folder, dossier_table(ROWS), REGISTER).facts()


def test_names_come_from_the_register(merged: Facts) -> None:
    found = answer(merged, Question(END)).agencies
    assert [each.label and each.label.vi for each in found] == ["Xã A", None, "Xã B"]


def test_on_the_map_of_a_later_day_merged_agencies_are_one(merged: Facts) -> None:
    found = answer(merged, Question(END, map_day=date(2026, 3, 1))).agencies
    assert [(each.code, each.dossiers) for each in found] == [("H21.1.2", 2), ("H21.3", 5)]
    before = answer(merged, Question(END, map_day=date(2026, 2, 1))).agencies
    assert [(each.code, each.dossiers) for each in before] == [
        ("H21.1", 2),
        ("H21.1.2", 2),
        ("H21.2", 3),
    ]


def test_a_subtree_of_the_register_takes_in_agencies_that_are_gone(merged: Facts) -> None:
    later = Question(END + 60 * DAY, agency="H21")
    assert [each.code for each in answer(merged, later).agencies] == ["H21.1", "H21.2"]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Facts, dict[str, DossierTimes]]:
    table = invented(1200, seed=8, wild=0.5)
    facts = store_of(tmp_path_factory.mktemp("many") / "store", table).facts()
    return facts, dict(zip(table["key"].to_pylist(), row_times(table, MAXIMA), strict=True))


def taking(**readings: Any) -> tuple[Clock, ...]:
    return tuple(replace(clock, **readings) for clock in CLOCKS)


QUESTIONS = {
    "as stored": Question(END),
    "cohort": Question(END, start=END - 3 * DAY),
    "running": Question(END, now=END - 3 * DAY),
    "later present": Question(END, now=END + 3 * DAY),
    "whole feed": Question(END, start=END - 3 * DAY, clocks=taking(knowledge="whole_feed")),
    "days off": Question(END, clocks=taking(due_on_day_off="next_working_day")),
    "second request": Question(
        END, clocks=(Clock("portal", second_request="subtract_union"), *CLOCKS[1:])
    ),
}


def expected(times: DossierTimes, question: Question) -> Iterator[tuple[str, dict[str, Any]]]:
    for clock in question.clocks:
        found = judge(
            times,
            clock,
            shipped_calendar(),
            end=question.end,
            now=question.now,
            start=question.start,
        )
        step = found.step and {"at": found.step.at.isoformat(), "status": found.step.status}
        yield (
            clock.name,
            {
                "state": str(found.state),
                "end": found.end_at and found.end_at.isoformat(),
                "due": found.due_at and found.due_at.isoformat(),
                "reason": found.reason,
                "step": step,
            },
        )


def told(record: dict[str, Any]) -> dict[str, Any]:
    parts = ("end", "due", "reason", "step")
    return {
        clock: {"state": record[clock], **{part: record[part][clock] for part in parts}}
        for clock in CLOCK_CODES
    }


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_there_is_one_record_a_dossier_by_key_and_it_says_what_core_says(
    many: tuple[Facts, dict[str, DossierTimes]], question: Question
) -> None:
    facts, times = many
    found = records(facts, question)
    assert [each["key"] for each in found] == sorted(times)
    for each in found:
        assert told(each) == dict(expected(times[each["key"]], question))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_shares_and_flips_are_those_of_the_records(
    many: tuple[Facts, dict[str, DossierTimes]], question: Question
) -> None:
    facts, _ = many
    total = answer(facts, question).total
    found = records(facts, question)
    for clock in CLOCK_CODES:
        states = [each[clock] for each in found]
        in_time = states.count("on_time") + states.count("open_in_time")
        share = total.share(clock)
        assert share.numerator == in_time
        assert share.denominator == len(states) - states.count("not_counted")
    flipping = records(facts, question, only_flips=True)
    assert len(flipping) == total.flips > 0
    assert flipping == [each for each in found if each in flipping]


def test_workers_tell_the_same(
    many: tuple[Facts, dict[str, DossierTimes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, _ = many
    question = QUESTIONS["whole feed"]
    alone = records(facts, question)
    monkeypatch.setattr("caicach.engine.judgements.judged_facts.BATCH", 100)
    monkeypatch.setattr(core_rows, "AHEAD", 3)
    with open_pool(2) as pool, open_workspace() as workspace:
        judged = JudgedFacts(facts, question, replace(setting(), pool=pool), workspace)
        assert json.loads("".join(json_records(judged))) == alone


def test_the_first_flips_are_the_first_of_all(
    many: tuple[Facts, dict[str, DossierTimes]],
) -> None:
    facts, _ = many
    codes = [each["dossier"] for each in records(facts, Question(END), only_flips=True)]
    with open_workspace() as workspace:
        judged = JudgedFacts(facts, Question(END), setting(), workspace)
        assert [each.code for each in flips(judged, 7)] == codes[:7]


def test_rows_as_csv_are_those_as_json(facts: Facts) -> None:
    with open_workspace() as workspace:
        judged = JudgedFacts(facts, Question(END), setting(), workspace)
        rows = list(csv.DictReader(io.StringIO("".join(csv_records(judged)))))
    for row, record in zip(rows, records(facts, Question(END)), strict=True):
        assert row["dossier"] == record["dossier"]
        assert row["portal"] == record["portal"]
        assert row["date_reason"] == record["reason"]["date"]
        assert row["working_time_end"] == (record["end"]["working_time"] or "")


def test_a_code_that_looks_like_a_formula_is_guarded_in_csv(tmp_path: Path) -> None:
    row = finished(1, FIVE) | {"code": "=1+1"}
    facts = store_of(tmp_path / "store", dossier_table([row])).facts()
    with open_workspace() as workspace:
        text = "".join(csv_records(JudgedFacts(facts, Question(END), setting(), workspace)))
    assert '\n"\'=1+1",' in text


def test_a_dossier_is_found_by_code_and_by_key_with_its_file(facts: Facts) -> None:
    for named in ("H21.0000002", "K0000002"):
        (found,) = find_dossiers(facts, named, setting())
        assert (found.row["record"], found.file_name) == (3, "thang-02.ndjson")
        judged = judge_found(found, Question(END), setting())
        assert [str(each.state) for each in judged.values()] == ["overdue", "on_time", "overdue"]
    assert find_dossiers(facts, "H21", setting()) == []


def test_maximum_times_of_a_store_are_those_of_its_procedures(facts: Facts) -> None:
    assert store_maxima(facts) == MAXIMA
