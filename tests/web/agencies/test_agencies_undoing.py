"""Undoing a mistaken entry: all comes back, nothing in use is lost, and the log keeps both."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from caicach.core.agencies import AgencyKind
from caicach.web.accounts.models import Post
from caicach.web.agencies.actions import RefusedError, carry_out
from caicach.web.agencies.maps import load_map
from caicach.web.agencies.models import Operation
from caicach.web.agencies.orders import (
    Abolition,
    Body,
    Change,
    Creation,
    Merger,
    Move,
    Order,
    Part,
    Recoding,
    Split,
)
from caicach.web.agencies.undoing import undo
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.register.models import Agency, Entry, Lineage, Link

SYSTEM = Actor.system("test")
SAID = {"on": date(2026, 7, 1), "decision": "QĐ 9"}


def commune(code: str) -> Body:
    return Body(code=code, name=f"Xã {code}", kind=AgencyKind.COMMUNE)


def everything() -> list[Any]:
    return [
        list(table.objects.order_by("pk").values())
        for table in (Agency, Entry, Link, Lineage, Post)
    ]


PARTS = tuple(Part(to=commune(code), share=Decimal("0.5")) for code in ("N1", "N2"))
ORDERS: list[Order] = [
    Creation(body=commune("N1"), parent="H99", **SAID),
    Change(body=commune("H99.101"), **SAID),
    Recoding(code="H99.02", body=commune("N1"), **SAID),
    Move(code="H99.02.01", parent="H99", **SAID),
    Merger(codes=("H99.101", "H99.102"), into=commune("N1"), **SAID),
    Split(code="H99.02", parts=PARTS, heir="N1", **SAID),
    Abolition(code="H99.102", **SAID),
]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: type(order).__name__)
def test_what_is_undone_leaves_the_register_as_it_was(cast: Any, order: Order) -> None:
    before = everything()
    operation = carry_out(by=SYSTEM, order=order)
    assert everything() != before
    undone = undo(by=cast.actor("administrator"), operation=operation, reason="Ghi nhầm")
    assert everything() == before
    assert undone.undone_at is not None
    verbs = list(Event.objects.order_by("number").values_list("verb", flat=True))
    assert verbs[0] == f"agencies.{operation.kind}"
    about = [each for each in verbs if each.startswith("agencies.")]
    assert about[-1] == "agencies.undone"


def reasons(operation: Operation) -> set[str]:
    with pytest.raises(RefusedError) as refused:
        undo(by=SYSTEM, operation=operation, reason="Ghi nhầm")
    return {each.code for each in refused.value.issues}


def test_what_a_later_decision_stands_on_is_not_undone(register: None) -> None:
    first = carry_out(by=SYSTEM, order=Creation(body=commune("N1"), parent="H99", **SAID))
    change = Change(
        body=Body(code="N1", name="Xã Khác", kind=AgencyKind.COMMUNE),
        on=date(2026, 8, 1),
        decision="QĐ 10",
    )
    later = carry_out(by=SYSTEM, order=change)
    assert reasons(first) == {"reorganise-undo-later"}
    undo(by=SYSTEM, operation=later, reason="Ghi nhầm")
    undo(by=SYSTEM, operation=first, reason="Ghi nhầm")
    assert not Agency.objects.filter(code="N1").exists()


def test_an_agency_under_which_another_was_made_is_not_undone(register: None) -> None:
    first = carry_out(by=SYSTEM, order=Creation(body=commune("N1"), parent="H99", **SAID))
    carry_out(by=SYSTEM, order=Creation(body=commune("N2"), parent="N1", **SAID))
    before = everything()
    assert reasons(first) == {"reorganise-undo-in-use"}
    assert everything() == before


def test_an_agency_where_somebody_holds_a_post_is_not_undone(cast: Any) -> None:
    operation = carry_out(by=SYSTEM, order=Creation(body=commune("N1"), parent="H99", **SAID))
    Post.objects.filter(role="inspector").update(agency=Agency.objects.get(code="N1"))
    assert reasons(operation) == {"reorganise-undo-in-use"}


def test_nothing_is_undone_twice(register: None) -> None:
    operation = carry_out(by=SYSTEM, order=Abolition(code="H99.102", **SAID))
    undo(by=SYSTEM, operation=operation, reason="Ghi nhầm")
    assert reasons(operation) == {"reorganise-undone"}


def test_a_map_that_was_loaded_by_mistake_goes_again(register: None) -> None:
    before = everything()
    operation = load_map(by=SYSTEM, province="82", departments=True)
    assert operation is not None
    undo(by=SYSTEM, operation=operation, reason="Nhầm tỉnh")
    assert everything() == before


@pytest.mark.parametrize("role", ["leader", "standing_body", "commune", "stranger"])
def test_only_an_administrator_undoes(cast: Any, role: str) -> None:
    operation = carry_out(by=SYSTEM, order=Abolition(code="H99.102", **SAID))
    with pytest.raises(NotAllowedError):
        undo(by=cast.actor(role), operation=operation, reason="Ghi nhầm")
    address = reverse("agencies:undo", args=[operation.pk])
    assert cast.client(role).get(address).status_code == 403
    assert cast.client(None).get(address).status_code == 302


def test_the_page_asks_for_a_reason_and_undoes(cast: Any) -> None:
    operation = carry_out(by=SYSTEM, order=Abolition(code="H99.102", **SAID))
    client, address = cast.client("administrator"), reverse("agencies:undo", args=[operation.pk])
    assert client.get(address).status_code == 200
    assert "reason" in client.post(address, {}).context["form"].errors
    assert client.post(address, {"reason": "Ghi nhầm"}).status_code == 302
    assert not Lineage.objects.exists()
    assert "Việc này đã được hoàn tác" in client.get(address).content.decode()
