"""Laws of operations: no faults, no past rewritten, figures that add up, whatever is decided."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from caicach.core.agencies import AgencyKind, AgencyTree, DayTree
from caicach.web.agencies.actions import RefusedError, carry_out
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
from caicach.web.audit.actor import Actor
from caicach.web.register.queries import tree_on, whole_register

SYSTEM = Actor.system("test")
START = date(2025, 8, 1)
DECISION = "Quyết định số 1/QĐ-UBND"


def commune(code: str, name: str = "") -> Body:
    return Body(code=code, name=name or f"Xã {code}", kind=AgencyKind.COMMUNE, block="communes")


class Decider:
    """Makes up decisions that are often possible on the tree of a day."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- made-up decisions are no secret
        self.made = 0

    def order(self, tree: DayTree, on: date) -> Order:
        codes = [code for code in tree.agencies if code != "H99"]
        some = self.random.sample(codes, min(3, len(codes)))
        new = [f"N{self.made}{letter}" for letter in "ab"]
        self.made += 1
        said = {"on": on, "decision": f"{DECISION} ({self.made})"}
        share = Decimal(self.random.randint(1, 9)) / 10
        parts = (Part(to=commune(new[0]), share=share), Part(to=some[0], share=1 - share))
        ended = (Part(to=commune(new[0]), share=share), Part(to=commune(new[1]), share=1 - share))
        return self.random.choice(
            [
                Creation(body=commune(new[0]), parent=some[0], **said),
                Creation(body=commune(new[0]), parent="H99", **said),
                Change(body=commune(some[0], f"Phường {self.made}"), **said),
                Recoding(code=some[0], body=commune(new[0]), **said),
                Move(code=some[0], parent=some[-1], **said),
                Move(code=some[0], parent="H99", **said),
                Merger(codes=tuple(some), into=commune(new[0]), parent="H99", **said),
                Merger(codes=tuple(some[:2]), into=commune(some[0]), **said),
                Split(code=some[0], parts=parts, **said),
                Split(code=some[0], parts=ended, heir=new[0], **said),
                Abolition(code=some[0], heir="H99", **said),
            ]
        )


def shape(tree: DayTree) -> tuple[dict[str, str], dict[str, str]]:
    """What people saw of a tree: names and parents."""
    return {each.code: each.name.vi for each in tree}, dict(tree.parents)


def additive(tree: AgencyTree, first: date, last: date) -> None:
    figures = dict.fromkeys(tree.on(first).agencies, 8)
    result = tree.remap(figures, first, last)
    kept = sum(each.amount or 0 for each in result.figures.values())
    assert kept + sum(result.lost.values()) == sum(figures.values())


@pytest.mark.parametrize("seed", range(4))
def test_fifty_decisions_leave_a_register_without_faults_and_every_earlier_day_as_it_was(
    register: None, seed: int
) -> None:
    decider, on, done = Decider(seed), START, 0
    seen: dict[date, Any] = {START: shape(tree_on(START))}
    for _ in range(50):
        on += timedelta(decider.random.randint(1, 20))
        eve = on - timedelta(1)
        seen[eve] = shape(tree_on(eve))
        try:
            carry_out(by=SYSTEM, order=decider.order(tree_on(eve), on))
            done += 1
        except RefusedError as error:
            assert error.issues  # noqa: PT017 -- what is refused says why
        register_now = whole_register()
        assert [each for each in register_now.check() if each.severity == "fault"] == []
        assert {day: shape(register_now.on(day)) for day in seen} == seen
    assert done >= 25
    additive(whole_register(), START, on)


def test_ten_and_eleven_are_twenty_one(register: None) -> None:
    for code in ("10", "11"):
        carry_out(
            by=SYSTEM,
            order=Creation(on=START, decision=DECISION, body=commune(code), parent="H99"),
        )
    order = Merger(on=date(2026, 1, 1), decision=DECISION, codes=("10", "11"), into=commune("21"))
    carry_out(by=SYSTEM, order=order)
    result = whole_register().remap({"10": 10, "11": 11}, date(2025, 12, 31), date(2026, 1, 1))
    assert result.figures["21"].amount == 21
    assert whole_register().on(date(2026, 1, 1)).parents["21"] == "H99"
