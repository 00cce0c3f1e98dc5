"""A store on object storage does what one in a folder does, but for the lock."""

import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from subprocess import DEVNULL, PIPE, Popen
from urllib.request import Request, urlopen

import duckdb
import pytest
from fact_rows import dossiers, steps

from caicach.engine.facts import Facts, Store, StoreError, difference, traces, vacuum

Keys = Callable[[Facts], list[str]]


SERVER = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""
"""Lives in a process of its own until its input ends: some calls of delta-rs hold the whole
interpreter while they wait for an answer."""


@pytest.fixture(scope="module")
def storage() -> Iterator[dict[str, str]]:
    """Serve S3 on this machine, and return the options to reach it with."""
    if find_spec("moto") is None:
        pytest.skip("needs the package moto[server]")
    command = [sys.executable, "-W", "ignore", "-c", SERVER]
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True) as server:
        assert server.stdout
        address = f"http://127.0.0.1:{server.stdout.readline().strip()}"
        with urlopen(Request(f"{address}/kho", method="PUT")):  # noqa: S310 - http, of our own
            yield {
                "AWS_ENDPOINT_URL": address,
                "AWS_ACCESS_KEY_ID": "office",
                "AWS_SECRET_ACCESS_KEY": "not a secret",
                "AWS_REGION": "us-east-1",
                "AWS_ALLOW_HTTP": "true",
            }


@pytest.fixture
def far(storage: dict[str, str], request: pytest.FixtureRequest) -> Store:
    """Return an empty store on object storage."""
    return Store.create(f"s3://kho/{request.node.name}", storage)


def test_what_is_written_is_read_back_in_memory_and_by_queries(far: Store, keys: Keys) -> None:
    with far.writing() as writing:
        writing.replace_months("dossiers", ["2025-07"], dossiers("a", "b", faults=["x"]))
        writing.append("dossiers", dossiers("c", month="unknown"))
        writing.put_register("calendar", "year: 2025")
        writing.commit("intake", "")
    facts = far.facts()
    assert keys(facts) == ["a", "b", "c"]
    assert facts.register("calendar") == "year: 2025"
    with duckdb.connect() as connection:
        rows = facts.relation(connection, "dossiers", ["2025-07"])
        found = rows.project("key, faults, received_month").order("key").fetchall()
        empty = facts.relation(connection, "steps")
        assert (empty.columns, empty.fetchall()) == (facts.read("steps").schema.names, [])
    assert found == [("a", ["x"], "2025-07"), ("b", ["x"], "2025-07")]


def test_the_options_may_stand_in_the_environment(
    far: Store, storage: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in storage.items():
        monkeypatch.setenv(name, value)
    store = Store.open(far.address)
    assert store.facts().read("dossiers").num_rows == 0


def test_of_two_writers_the_second_is_refused(far: Store, keys: Keys) -> None:
    with far.writing() as first:
        first.append("dossiers", dossiers("first"))
        with far.writing() as second:
            second.append("dossiers", dossiers("second"))
            second.commit("intake", "")
        with pytest.raises(StoreError) as refused:
            first.commit("intake", "")
    assert refused.value.code == "store-written-meanwhile"
    with far.writing() as third:
        third.append("steps", steps("third"))
        third.commit("intake", "")
    assert keys(far.facts()) == ["second"]


def test_versions_are_compared_traced_pinned_and_vacuumed(
    far: Store, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("a", "b", "c"):
        with far.writing() as writing:
            writing.replace("dossiers", dossiers(key))
            writing.commit("intake", "")
    (month,) = difference(far.facts(1), far.facts(3)).months
    assert (month.added, month.removed) == (1, 1)
    assert [each.key for each in traces(far.facts(1), "a")] == ["a"]
    far.pin(1, "báo cáo")
    assert far.vacuum(1).files == 0  # what was just written may belong to a writer
    monkeypatch.setattr(vacuum, "HOURS_UNTOUCHED", 0)
    assert far.vacuum(1).files == 1
    assert {version: keys(far.facts(version)) for version in (1, 3)} == {1: ["a"], 3: ["c"]}


def test_a_place_without_a_store_is_told_from_one_that_is_not_there(
    storage: dict[str, str],
) -> None:
    codes = {}
    for place in ("s3://kho/nothing", "s3://nowhere/nothing"):
        with pytest.raises(StoreError) as refused:
            Store.open(place, storage)
        codes[place] = refused.value.code
    assert codes == {
        "s3://kho/nothing": "store-missing",
        "s3://nowhere/nothing": "store-unreadable",
    }
