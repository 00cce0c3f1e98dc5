"""Any row leads back to its file, record and line."""

import pytest
from fact_rows import at, dossiers, rows_of, steps

from caicach.engine.facts import Store, traces


@pytest.fixture
def known(store: Store) -> Store:
    """Return a store in which dossier `k1`, printed H01-1, came twice and took two steps."""
    place = {"code": "H01-1", "link": "S|H01-1"}
    with store.writing() as writing:
        late = {"taken_in": 3, "file": "bb", "record": 7, "line": 70}
        writing.append("dossiers", dossiers("k1", status="returned", **place, **late))
        writing.append("dossiers", dossiers("k2", code="H01-2", link="S|H01-2", month="unknown"))
        for version in (1, 2):
            early = {"taken_in": version, "file": "aa", "record": version, "line": 10}
            writing.append("earlier", dossiers("k1", status="received", **place, **early))
        for day, status in (("09", "finished"), ("01", "received")):
            taken = at(f"2025-07-{day}")
            writing.append("steps", steps("S|H01-1", code="H01-1", at=taken, status=status))
        writing.append("steps", steps("S|H01-9", code="H01-9"))
        writing.append("apologies", rows_of("apologies", {"link": "S|H01-1", "file": "cc"}))
        writing.append("files", rows_of("files", {"file": "aa", "name": "july.json"}))
        writing.commit("intake", "")
    return store


@pytest.mark.parametrize("named", ["k1", "H01-1"])
def test_the_row_now_comes_first_then_earlier_ones_then_steps_by_time(
    known: Store, named: str
) -> None:
    found = traces(known.facts(), named)
    assert [(each.table, each.taken_in or each.status) for each in found] == [
        ("dossiers", 3),
        ("earlier", 2),
        ("earlier", 1),
        ("steps", "received"),
        ("steps", "finished"),
        ("apologies", None),
    ]


def test_a_file_is_named_as_the_intake_log_knows_it(known: Store) -> None:
    now, earlier, *_ = traces(known.facts(), "k1")
    assert (earlier.file, earlier.name, earlier.record, earlier.line) == ("aa", "july.json", 2, 10)
    assert (now.file, now.name) == ("bb", None)


def test_steps_without_their_dossier_are_found_by_its_code(known: Store) -> None:
    assert [(each.table, each.code) for each in traces(known.facts(), "H01-9")] == [
        ("steps", "H01-9")
    ]


def test_another_dossier_is_left_out(known: Store) -> None:
    assert [each.key for each in traces(known.facts(), "k2")] == ["k2"]


@pytest.mark.parametrize("named", ["", "k", "k1' OR '1'='1", "%"])
def test_nothing_goes_by_another_name(known: Store, named: str) -> None:
    assert traces(known.facts(), named) == []


def test_an_older_version_knows_only_its_own(known: Store) -> None:
    assert traces(known.facts(0), "k1") == []
