"""The log of events: a chain that shows every change made behind its back."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from caicach.web.audit.chain import Break, breaks
from caicach.web.audit.models import Event
from caicach.web.audit.recording import record, record_change, values_of


def leave(cast: Any, times: int = 3) -> list[Event]:
    person = cast["stranger"]
    actor = cast.actor("administrator")
    return [record(actor, "person.seen", person, after={"n": n}) for n in range(times)]


def test_an_event_names_who_in_which_post_did_what(cast: Any) -> None:
    event = leave(cast, 1)[0]
    assert (event.number, event.name) == (1, "Người administrator")
    assert event.post == "Quản trị, Tỉnh mẫu Nam Hà"
    assert event.subject_kind == "accounts.person"
    assert event.after == {"n": 0}


def test_a_whole_chain_has_no_breaks(cast: Any) -> None:
    leave(cast)
    assert list(breaks(Event.objects.order_by("number").iterator())) == []


def test_a_changed_event_is_found(cast: Any) -> None:
    events = leave(cast)
    events[1].after = {"n": 99}
    assert list(breaks(iter(events))) == [Break(2, "content")]


def test_a_missing_event_is_found(cast: Any) -> None:
    events = leave(cast)
    assert list(breaks(iter([events[0], events[2]]))) == [Break(2, "gap")]


def test_an_event_sealed_anew_breaks_the_link_to_the_next(cast: Any) -> None:
    from caicach.web.audit.chain import seal

    events = leave(cast)
    events[1].after = {"n": 99}
    events[1].hash = seal(events[1])
    assert list(breaks(iter(events))) == [Break(3, "link")]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_or_delete_an_event(cast: Any, change: str) -> None:
    leave(cast, 1)
    statement = {
        "update": "UPDATE audit_event SET name = 'x'",
        "delete": "DELETE FROM audit_event",
    }[change]
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(cast: Any) -> None:
    with pytest.raises(TransactionManagementError):
        leave(cast, 1)


def test_only_what_differs_is_kept(cast: Any) -> None:
    person = cast["stranger"]
    before = values_of(person, ["full_name", "language"])
    assert record_change(cast.actor("administrator"), "person.renamed", person, before) is None
    person.full_name = "Tên mới"
    event = record_change(cast.actor("administrator"), "person.renamed", person, before)
    assert event is not None
    assert (event.before, event.after) == (
        {"full_name": "Người stranger"},
        {"full_name": "Tên mới"},
    )
