"""Trees kept in memory: read anew after a change, and never of a change that failed."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from caicach.core.agencies import AgencyKind, national_tree
from caicach.web.agencies.actions import carry_out
from caicach.web.agencies.exporting import export_register
from caicach.web.agencies.maps import load_map
from caicach.web.agencies.orders import Body, Creation
from caicach.web.audit.actor import Actor
from caicach.web.register.actions import lock_register, renew_register
from caicach.web.register.models import Entry
from caicach.web.register.queries import register_rows, tree_on, whole_register
from caicach.web.register.version import begin_request, end_request, register_version

SYSTEM = Actor.system("test")
DAY = date(2026, 7, 1)


def create(code: str) -> None:
    body = Body(code=code, name=f"Xã {code}", kind=AgencyKind.COMMUNE)
    carry_out(by=SYSTEM, order=Creation(on=DAY, decision="QĐ 1", body=body, parent="H99"))


def test_a_tree_is_asked_for_once_until_the_register_changes(
    register: None, django_assert_num_queries: Any
) -> None:
    tree_on(DAY)
    with django_assert_num_queries(1):
        assert "N1" not in tree_on(DAY)
    create("N1")
    assert "N1" in tree_on(DAY)


def test_a_request_asks_for_the_number_once_and_sees_its_own_change(
    register: None, django_assert_num_queries: Any
) -> None:
    tree_on(DAY)
    begin_request()
    try:
        with django_assert_num_queries(1):
            tree_on(DAY)
            tree_on(DAY)
        create("N1")
        assert "N1" in tree_on(DAY)
    finally:
        end_request()


class MeantError(Exception):
    """Ends a transaction."""


@transaction.atomic
def change_and_fail() -> None:
    renew_register()
    Entry.objects.filter(agency__code="H99.101").update(name="Sai")
    assert tree_on(DAY).agency("H99.101").name.vi == "Sai"
    raise MeantError


def test_what_was_read_in_a_change_that_failed_is_not_kept(register: None) -> None:
    before = register_version()
    with pytest.raises(MeantError):
        change_and_fail()
    assert register_version() == before
    assert tree_on(DAY).agency("H99.101").name.vi == "Xã Bình An"


def test_each_change_has_a_higher_number(register: None) -> None:
    numbers = [register_version()]
    for _ in range(3):
        renew_register()
        numbers.append(register_version())
    assert numbers == sorted(set(numbers))


@pytest.mark.django_db(transaction=True)
def test_the_register_is_locked_inside_a_transaction_only() -> None:
    with pytest.raises(TransactionManagementError):
        lock_register()


def test_rows_are_those_of_the_tables(register: None) -> None:
    rows = register_rows()
    assert set(rows.agencies) == set(Entry.objects.values_list("pk", flat=True))
    assert whole_register().check() == []


def test_a_loaded_province_is_the_one_of_the_map(db: None) -> None:
    load_map(by=SYSTEM, province="82", departments=False)
    loaded, shipped = export_register(), national_tree("82")
    key = {each.model_copy(update={"block": None}) for each in loaded.agencies}
    assert key == set(shipped.agencies)
    assert set(loaded.links) == set(shipped.links)
    assert set(loaded.events) == set(shipped.events)
