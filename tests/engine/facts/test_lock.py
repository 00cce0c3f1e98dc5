"""One writer at a time: the second waits and says so, or is told at once."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from fact_rows import dossiers

from caicach.engine.facts import Facts, Store, StoreError, lock

Keys = Callable[[Facts], list[str]]


def test_a_second_writer_that_will_not_wait_is_told_who_writes(store: Store) -> None:
    with store.writing(), pytest.raises(StoreError) as refused, store.writing(wait=False):
        pytest.fail("two writers at once")
    assert refused.value.code == "store-busy"
    assert str(os.getpid()) in refused.value.issue.text("vi")


def test_a_second_writer_waits_says_so_once_and_builds_on_the_first(
    store: Store, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "REMARK_AFTER_SECONDS", 0.1)
    told: list[str] = []
    is_told = Event()

    def tell(holder: str) -> None:
        told.append(holder)
        is_told.set()

    def second() -> int:
        with store.writing(on_wait=tell) as writing:
            writing.append("dossiers", dossiers("second"))
            return writing.commit("intake", "second")

    with ThreadPoolExecutor(1) as pool:
        with store.writing() as writing:
            waiting = pool.submit(second)
            assert is_told.wait(10)
            writing.append("dossiers", dossiers("first"))
            writing.commit("intake", "first")
        assert waiting.result(10) == 2
    assert told == [str(os.getpid())]
    assert keys(store.facts()) == ["first", "second"]


def test_a_writer_that_need_not_wait_says_nothing(store: Store) -> None:
    with store.writing(on_wait=pytest.fail) as writing:
        writing.commit("intake", "")
    with store.writing(wait=False):
        pass


def test_readers_and_pins_do_not_wait_for_a_writer(store: Store) -> None:
    with store.writing() as writing:
        store.pin(0, "báo cáo")
        assert store.facts().version == 0
        writing.append("dossiers", dossiers("a"))
        writing.commit("intake", "")
    pin = store.versions()[0].pin
    assert pin is not None
    assert pin.reason == "báo cáo"
    assert store.latest == 1
