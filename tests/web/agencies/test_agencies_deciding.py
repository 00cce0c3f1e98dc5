"""Deciding about agencies: what is refused and why, what is shown, what stays in the log."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from caicach.core.agencies import AgencyKind
from caicach.web.accounts.models import Post
from caicach.web.agencies.actions import RefusedError, RegisterChangedError, carry_out
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
from caicach.web.agencies.previews import preview
from caicach.web.audit.actor import Actor, NotAllowedError
from caicach.web.audit.models import Event
from caicach.web.register.models import Entry, Lineage, Link
from caicach.web.register.queries import tree_on, whole_register

ON, EVE = date(2026, 7, 1), date(2026, 6, 30)
SAID = {"on": ON, "decision": "Quyết định số 9/QĐ-UBND"}
SYSTEM = Actor.system("test")


def commune(code: str, name: str = "Xã Mới") -> Body:
    return Body(code=code, name=name, kind=AgencyKind.COMMUNE, block="communes")


def standing(code: str, **more: Any) -> Body:
    entry = Entry.objects.get(agency__code=code)
    known = {"code": code, "name": entry.name, "block": entry.block}
    return Body(**{**known, "kind": AgencyKind(entry.kind), **more})


def codes_of(order: Order) -> set[str]:
    with pytest.raises(RefusedError) as refused:
        carry_out(by=SYSTEM, order=order)
    return {each.code for each in refused.value.issues}


REFUSED = {
    "a merger of one": (
        Merger(codes=("H99.101",), into=commune("H99.201"), **SAID),
        {"reorganise-one-alone"},
    ),
    "a merger into a parent that would end": (
        Merger(codes=("H99.02", "H99.101"), into=commune("N1"), parent="H99.02", **SAID),
        {"reorganise-parent-not-valid"},
    ),
    "agencies of different parents without a parent told": (
        Merger(codes=("H99.02.01", "H99.101"), into=commune("N1"), **SAID),
        {"reorganise-parents-differ"},
    ),
    "a code in use": (
        Creation(body=commune("H99.101"), parent="H99", **SAID),
        {"reorganise-code-taken"},
    ),
    "a move below itself": (
        Move(code="H99.02", parent="H99.02.01", **SAID),
        {"reorganise-below-itself"},
    ),
    "a merger that would close a circle": (
        Merger(codes=("H99", "H99.01"), into=commune("N1"), parent="H99.02", **SAID),
        {"link-circle"},
    ),
    "a move to where it stands": (
        Move(code="H99.02", parent="H99", **SAID),
        {"reorganise-same-parent"},
    ),
    "a parent that is not there": (
        Creation(body=commune("N1"), parent="H98", **SAID),
        {"reorganise-parent-not-valid"},
    ),
    "shares that do not make one": (
        Split(
            code="H99.101",
            parts=(
                Part(to=commune("N1"), share=Decimal("0.5")),
                Part(to=commune("N2"), share=Decimal("0.4")),
            ),
            **SAID,
        ),
        {"lineage-shares"},
    ),
    "a split into one": (
        Split(code="H99.101", parts=(Part(to=commune("N1"), share=Decimal(1)),), **SAID),
        {"reorganise-parts-few"},
    ),
    "children left without a parent": (
        Abolition(code="H99.02", **SAID),
        {"reorganise-children-left"},
    ),
    "an agency of no day": (Abolition(code="H98", **SAID), {"reorganise-not-valid"}),
    "a day before the agency's life": (
        Change(body=commune("H99.101"), on=date(2025, 7, 1), decision="QĐ"),
        {"reorganise-begins-that-day"},
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_with_every_reason_and_leaves_nothing(
    register: None, case: str
) -> None:
    order, expected = REFUSED[case]
    rows = [list(table.objects.values()) for table in (Entry, Link, Lineage)]
    assert codes_of(order) == expected
    assert [list(table.objects.values()) for table in (Entry, Link, Lineage)] == rows
    assert not Event.objects.exists()


def test_a_decision_before_a_later_one_of_the_same_agency_is_refused(register: None) -> None:
    carry_out(by=SYSTEM, order=Change(body=commune("H99.101"), on=date(2026, 9, 1), decision="QĐ"))
    assert codes_of(Abolition(code="H99.101", **SAID)) == {"reorganise-later-changes"}


def test_a_new_name_begins_and_the_old_one_ends_the_day_before(register: None) -> None:
    carry_out(by=SYSTEM, order=Change(body=standing("H99.101", name="Phường Bình An"), **SAID))
    register_now = whole_register()
    assert register_now.on(EVE).agency("H99.101").name.vi == "Xã Bình An"
    assert register_now.on(ON).agency("H99.101").name.vi == "Phường Bình An"
    assert register_now.on(ON).parents["H99.101"] == "H99"


def test_a_new_code_takes_children_and_figures_along(register: None) -> None:
    body = Body(code="H99.03", name="Sở Xây dựng", kind=AgencyKind.DEPARTMENT)
    carry_out(by=SYSTEM, order=Recoding(code="H99.02", body=body, **SAID))
    now = whole_register()
    assert [each.code for each in now.on(ON).children("H99.03")] == ["H99.02.01"]
    assert now.remap({"H99.02": 7}, EVE, ON).figures["H99.03"].amount == 7


def test_one_that_takes_in_another_goes_on_with_its_code_and_a_new_name(register: None) -> None:
    into = standing("H99.101", name="Xã Bình Hải")
    carry_out(by=SYSTEM, order=Merger(codes=("H99.101", "H99.102"), into=into, **SAID))
    now = whole_register()
    assert now.on(ON).agency("H99.101").name.vi == "Xã Bình Hải"
    assert "H99.102" not in now.on(ON)
    figures = now.remap({"H99.101": 10, "H99.102": 11}, EVE, ON).figures
    assert figures["H99.101"].amount == 21


def test_a_split_that_keeps_the_agency_leaves_it_its_share(register: None) -> None:
    parts = (
        Part(to="H99.101", share=Decimal("0.75")),
        Part(to=commune("N1"), share=Decimal("0.25")),
    )
    carry_out(by=SYSTEM, order=Split(code="H99.101", parts=parts, **SAID))
    figures = whole_register().remap({"H99.101": 8}, EVE, ON).figures
    assert {code: figure.amount for code, figure in figures.items()} == {"H99.101": 6, "N1": 2}


def test_who_took_over_while_one_was_looking_is_told(register: None) -> None:
    seen = preview(SYSTEM, Abolition(code="H99.102", **SAID)).seen
    carry_out(by=SYSTEM, order=Change(body=commune("H99.101"), **SAID))
    with pytest.raises(RegisterChangedError):
        carry_out(by=SYSTEM, order=Abolition(code="H99.102", **SAID), seen=seen)


def test_each_agency_touched_has_an_event_with_before_and_after(cast: Any) -> None:
    order = Merger(codes=("H99.101", "H99.102"), into=commune("N1"), **SAID)
    carry_out(by=cast.actor("administrator"), order=order)
    events = {each.subject_name: each for each in Event.objects.filter(verb="agencies.merger")}
    assert set(events) == {"H99.101", "H99.102", "N1"}
    assert events["N1"].before is None
    assert events["N1"].after["parent"] == "H99"
    assert events["H99.101"].after == {"valid_to": "2026-06-30"}
    assert events["H99.101"].reason == "Quyết định số 9/QĐ-UBND"
    assert events["H99.101"].name == "Người administrator"


@pytest.mark.parametrize(
    "role", ["leader", "standing_body", "focal_officer", "commune", "stranger"]
)
def test_only_an_administrator_carries_out(cast: Any, role: str) -> None:
    with pytest.raises(NotAllowedError):
        carry_out(by=cast.actor(role), order=Abolition(code="H99.102", **SAID))


def administrator_of(cast: Any, code: str) -> Actor:
    post = Post.objects.get(role="administrator")
    post.agency = Entry.objects.get(agency__code=code).agency
    post.save()
    actor: Actor = cast.actor("administrator")
    return actor


def test_an_administrator_of_one_agency_decides_below_it_and_nowhere_else(cast: Any) -> None:
    actor = administrator_of(cast, "H99.02")
    body = Body(code="H99.02.02", name="Phòng Mới", kind=AgencyKind.DIVISION)
    carry_out(by=actor, order=Creation(body=body, parent="H99.02", **SAID))
    assert "H99.02.02" in tree_on(ON)
    beyond: list[Order] = [
        Abolition(code="H99.101", **SAID),
        Move(code="H99.02.01", parent="H99", **SAID),
        Move(code="H99.02.01", parent=None, **SAID),
        Creation(body=commune("N9"), parent="H99", **SAID),
        Creation(body=commune("N9"), parent=None, **SAID),
        Merger(codes=("H99.02.01", "H99.101"), into=commune("N9"), parent="H99.02", **SAID),
    ]
    for order in beyond:
        with pytest.raises(NotAllowedError):
            carry_out(by=actor, order=order)


def test_a_root_is_made_by_an_administrator_of_a_root(cast: Any) -> None:
    body = Body(code="H98", name="Tỉnh khác", kind=AgencyKind.PROVINCE)
    carry_out(by=cast.actor("administrator"), order=Creation(body=body, parent=None, **SAID))
    assert {each.code for each in tree_on(ON).roots()} == {"H98", "H99"}


def test_an_agency_that_begins_next_year_is_in_the_same_hands(cast: Any) -> None:
    actor, later = cast.actor("administrator"), date(2027, 1, 1)
    carry_out(by=actor, order=Creation(body=commune("N1"), parent="H99", on=later, decision="QĐ"))
    body = commune("N1", "Xã Mới Hơn")
    carry_out(by=actor, order=Change(body=body, on=date(2027, 6, 1), decision="QĐ"))
    assert tree_on(date(2027, 6, 1)).agency("N1").name.vi == "Xã Mới Hơn"


MERGE = {
    "agencies": ["H99.101", "dong hai"],
    "code": "H99.103",
    "name": "Xã Bình Hải",
    "kind": "commune",
    "on": "01/07/2026",
    "decision": "Quyết định số 9/QĐ-UBND",
}
PAGE = reverse("agencies:decide", args=["merge"])


def test_a_merger_is_looked_at_and_then_confirmed(cast: Any) -> None:
    client = cast.client("administrator")
    look = client.post(PAGE, {**MERGE, "step": "look"})
    shown = look.content.decode()
    assert "Xã Bình An (H99.101) + Phường Đông Hải (H99.102) → Xã Bình Hải (H99.103)" in shown
    assert "1 vị trí công tác kết thúc cùng cơ quan, hết ngày 30/06/2026" in shown
    assert not Lineage.objects.exists()
    seen = look.context["preview"].seen
    done = client.post(PAGE, {**MERGE, "step": "confirm", "seen": str(seen)})
    assert done.status_code == 302
    assert done["Location"] == reverse("agencies:agency", args=["H99.103"])
    assert Lineage.objects.count() == 2


def test_a_confirmation_of_something_else_than_was_looked_at_is_shown_again(cast: Any) -> None:
    client = cast.client("administrator")
    again = client.post(PAGE, {**MERGE, "step": "confirm", "seen": "1"})
    assert again.status_code == 200
    assert "Sổ cơ quan vừa có thay đổi khác" in again.content.decode()
    assert not Lineage.objects.exists()


@pytest.mark.parametrize("step", ["edit", "more"])
def test_going_back_keeps_what_was_filled_in(cast: Any, step: str) -> None:
    page = cast.client("administrator").post(PAGE, {**MERGE, "step": step}).content.decode()
    assert 'value="Xã Bình Hải"' in page
    assert 'value="dong hai"' in page
    assert 'value="H99.101 · Xã Bình An"' in page


def test_all_reasons_stand_at_the_form(cast: Any) -> None:
    client = cast.client("administrator")
    given = {"agency": "H99.02", "parent": "H99.02.01", "on": "01/07/2026", "decision": "QĐ 1"}
    answer = client.post(reverse("agencies:decide", args=["move"]), given)
    assert answer.status_code == 422
    assert "không thể trực thuộc Phòng Quản lý nhà (H99.02.01)" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("xa nao do", "Không có cơ quan nào mang mã hoặc tên"),
        ("h99", "Có nhiều cơ quan khớp"),
    ],
)
def test_an_agency_that_is_not_the_only_one_meant_is_asked_back(
    cast: Any, text: str, said: str
) -> None:
    given = {"agency": text if text != "h99" else "a", "on": "01/07/2026", "decision": "QĐ"}
    answer = cast.client("administrator").post(reverse("agencies:decide", args=["abolish"]), given)
    assert said in answer.content.decode()


def test_a_split_is_filled_in_line_by_line(cast: Any) -> None:
    given = {
        "agency": "H99.101",
        "rows": "3",
        "part1_to": "H99.101",
        "part1_share": "0,75",
        "part2_code": "H99.104",
        "part2_name": "Xã Tách",
        "part2_kind": "commune",
        "part2_share": "25 %",
        "on": "01/07/2026",
        "decision": "QĐ 1",
    }
    client, page = cast.client("administrator"), reverse("agencies:decide", args=["split"])
    more = client.post(page, {**given, "step": "more"}).content.decode()
    assert 'name="part4_code"' in more
    assert client.post(page, {**given, "step": "confirm"}).status_code == 302
    assert sorted(Lineage.objects.values_list("share", flat=True)) == [
        Decimal("0.25"),
        Decimal("0.75"),
    ]


def test_a_line_of_a_split_says_what_it_lacks(cast: Any) -> None:
    given = {"agency": "H99.101", "rows": "2", "part1_code": "N1", "part2_share": "hai"}
    answer = cast.client("administrator").post(reverse("agencies:decide", args=["split"]), given)
    errors = answer.context["form"].errors
    assert {"part1_name", "part1_kind", "part1_share", "part2_share", "on", "decision"} <= set(
        errors
    )


@pytest.mark.parametrize("day", ["01/07/0206", "01/07/2206", "31/02/2026"])
def test_a_day_that_cannot_be_meant_is_refused(cast: Any, day: str) -> None:
    given = {"agency": "H99.101", "on": day, "decision": "QĐ"}
    answer = cast.client("administrator").post(reverse("agencies:decide", args=["abolish"]), given)
    assert "on" in answer.context["form"].errors
