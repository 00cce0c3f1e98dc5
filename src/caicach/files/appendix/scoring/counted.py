"""Recognisers of counting: points for each, points off for each, given by hand, outside."""

from decimal import Decimal

from caicach.files.appendix.imported import Rule
from caicach.files.appendix.scoring.clauses import Award
from caicach.files.appendix.scoring.phrases import Cap, Each, Hand
from caicach.files.appendix.scoring.ranges import read_range
from caicach.files.appendix.scoring.told import Proposal, Told, awards_of, number

NO_STEP = "appendix-manual-without-step"
BASE_AND_EACH = "appendix-base-and-each"


def propose_deduction(told: Told) -> Proposal | None:
    """Starts full; each event takes points, down to a floor."""
    eaches, awards = told.of(Each), awards_of(told)
    lost = [(i, each) for i, each in eaches if each.takes] + _losses(told)
    if not lost or len(lost) < len(eaches) or told.maximum is None:
        return None
    exhausted = [(i, award) for i, award in awards if _exhausts(award, lost, told.maximum)]
    full = [(i, award) for i, award in awards if award.points == told.maximum]
    if len(exhausted) + len(full) < len(awards) or len(full) > 1:
        return None
    caps = told.of(Cap)
    taken = [cap.points for _, cap in caps if cap.points is not None]
    floor = told.maximum - max(taken) if taken else Decimal(0)
    if floor < 0 or len(set(taken)) > 1:
        return None
    events = [{"event": each.thing, "amount": number(each.points)} for _, each in lost]
    used = frozenset(i for i, _ in [*lost, *awards, *caps])
    bounds = {"start": number(told.maximum), "floor": number(floor)}
    return Proposal({"kind": "deduction", **bounds, "events": events}, used)


def _exhausts(award: Award, lost: list[tuple[int, Each]], maximum: Decimal) -> bool:
    """`Từ 04 lần trở lên: trừ hết điểm` says nothing new where four times take all."""
    span = read_range(award.condition)
    if award.points != 0 or span is None or span.is_percent or span.high is not None:
        return False
    first = span.bounds.get("from", span.bounds.get("over", Decimal(0)) + 1)
    return any(each.points * first == maximum for _, each in lost)


def _losses(told: Told) -> list[tuple[int, Each]]:
    """`Báo cáo chậm: trừ 0,25` counts each one only where a cap on all of them follows."""
    if not told.of(Cap):
        return []
    return [
        (i, Each(award.condition, award.points, takes=True))
        for i, award in told.of(Award)
        if award.takes and not any(c.isdigit() for c in award.condition)
    ]


def propose_count(told: Told) -> Proposal | None:
    """So much for each thing, up to a cap; with a base besides, the sum of both."""
    eaches, caps, awards = told.of(Each), told.of(Cap), awards_of(told)
    if len(eaches) != 1 or eaches[0][1].takes or len(caps) > 1 or told.maximum is None:
        return None
    index, each = eaches[0]
    stated = caps[0][1].points if caps else None
    cap = told.maximum if stated is None else stated
    used = {index, *(i for i, _ in caps)}
    rule: Rule = {"kind": "count", "per_item": number(each.points), "cap": number(cap)}
    rule["counted"] = each.thing
    nothing = [(i, a) for i, a in awards if a.points == 0]
    used |= {place for place, _ in nothing}
    bases = [(i, a) for i, a in awards if a.points != 0]
    if not bases:
        return Proposal(rule, frozenset(used))
    return _with_base(told, bases, rule, cap, used)


def _with_base(
    told: Told, bases: list[tuple[int, Award]], rule: Rule, cap: Decimal, used: set[int]
) -> Proposal | None:
    index, base = bases[0]
    if len(bases) > 1 or base.points + cap != told.maximum:
        return None
    first = {"kind": "yes_no", "yes": number(base.points), "no": "0"}
    parts = [
        {"label": base.condition, "max_points": number(base.points), "rule": first},
        {"label": rule["counted"], "max_points": number(cap), "rule": rule},
    ]
    return Proposal({"kind": "sum", "parts": parts}, frozenset({*used, index}), (BASE_AND_EACH,))


def propose_manual(told: Told) -> Proposal | None:
    """Given by hand within bounds that are stated, on a step that may be."""
    hands = told.of(Hand)
    bounded = [hand for _, hand in hands if hand.low is not None]
    others = len(awards_of(told)) + len(told.of(Each))
    if len(bounded) != 1 or others:
        return None
    hand = bounded[0]
    if hand.low is None or hand.high is None:
        return None
    steps = [each.step for _, each in hands if each.step is not None]
    rule: Rule = {"kind": "manual", "min": number(hand.low), "max": number(hand.high)}
    if steps:
        rule["step"] = number(steps[0])
    doubts = () if steps else (NO_STEP,)
    return Proposal(rule, frozenset(i for i, _ in hands), doubts)


def propose_outside(told: Told) -> Proposal | None:
    """Bonus or penalty: so much for each case, up to a cap."""
    eaches, caps = told.of(Each), told.of(Cap)
    others = awards_of(told)
    if told.outside is None or len(eaches) != 1 or len(caps) > 1 or others:
        return None
    index, each = eaches[0]
    takes = told.outside == "penalty" or (told.outside == "bonus_penalty" and each.takes)
    stated = caps[0][1].points if caps else None
    cap = abs(told.maximum) if stated is None and told.maximum is not None else stated
    rule: Rule = {"kind": "penalty" if takes else "bonus"}
    rule["per_event" if takes else "per_item"] = number(each.points)
    if cap is not None:
        rule["cap"] = number(abs(cap))
    return Proposal(rule, frozenset({index, *(i for i, _ in caps)}))
