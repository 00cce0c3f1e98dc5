"""Recognisers of answers: yes or no, zero tolerance, levels."""

import re
from decimal import Decimal

from caicach.files.appendix.imported import Rule
from caicach.files.appendix.scoring.clauses import DISCRETION, Award, Remark
from caicach.files.appendix.scoring.conditions import (
    HAPPENED,
    LACKS_ONE,
    NEGATIVE,
    NONE_HAPPENED,
    ONE_OR_MORE,
    PARTIAL,
    REST,
    are_opposites,
    joined_conditions,
)
from caicach.files.appendix.scoring.told import Proposal, Told, awards_of, number
from caicach.files.appendix.wording import capitalised

ONE_CASE = "appendix-one-case-named"
INVERTED = "appendix-answer-inverted"


def propose_zero_tolerance(told: Told) -> Proposal | None:
    """Nothing happened earns the points; one case earns the other amount."""
    awards = awards_of(told)
    if len(awards) != 2:
        return None
    (i, clean), (j, happened) = awards
    if clean.points < happened.points:
        (i, clean), (j, happened) = awards[1], awards[0]
    none, some = clean.case.lower(), happened.case.lower()
    if not NONE_HAPPENED.match(none) or NONE_HAPPENED.match(some) or PARTIAL.search(some):
        return None
    counts = re.search(r"\d", some) is not None
    if counts and not ONE_OR_MORE.search(some):
        return None
    if not (ONE_OR_MORE.search(some) or HAPPENED.match(some)):
        return None
    rule = {"kind": "zero_tolerance", "clean": number(clean.points), "any": number(happened.points)}
    return Proposal(rule, frozenset({i, j}))


def propose_yes_no(told: Told) -> Proposal | None:
    """Two answers, one of them worth nothing, the second denying the first."""
    awards = awards_of(told)
    if len(awards) == 1:
        return _one_case(told, *awards[0])
    if len(awards) != 2:
        return None
    (i, yes), (j, no) = awards
    if no.points > yes.points:
        (i, yes), (j, no) = awards[1], awards[0]
    if no.points != 0 or yes.points <= 0 or _stands_alone(yes.condition):
        return None
    if re.fullmatch(r"không(?: có)?", yes.condition.lower()) and no.condition.lower().startswith(
        "có"
    ):
        clean: Rule = {"kind": "zero_tolerance", "clean": number(yes.points), "any": "0"}
        return Proposal(clean, frozenset({i, j}), (INVERTED,))
    if not _denies(yes.case, no.case):
        return None
    rule: Rule = {"kind": "yes_no", "yes": number(yes.points), "no": "0"}
    if LACKS_ONE.search(no.condition) and (parts := joined_conditions(yes.condition)):
        rule |= {"conditions": parts, "combine": "all"}
    return Proposal(rule, frozenset({i, j}))


def _stands_alone(condition: str) -> bool:
    return REST.search(condition) is not None


def _denies(yes: str, no: str) -> bool:
    return bool(NEGATIVE.search(no) or REST.search(no) or are_opposites(yes, no))


def _one_case(told: Told, index: int, award: Award) -> Proposal | None:
    """One named case that earns all: that anything else earns nothing is our assumption."""
    words = award.condition
    formula = re.search(r"\d|/| x ", words) is not None or len(words.split()) < 2
    open_ended = DISCRETION.search(words) is not None
    if award.points != told.maximum or formula or open_ended or told.of(Remark):
        return None
    rule: Rule = {"kind": "yes_no", "yes": number(award.points), "no": "0"}
    if NEGATIVE.search(award.condition):
        rule = {"kind": "zero_tolerance", "clean": number(award.points), "any": "0"}
    return Proposal(rule, frozenset({index}), (ONE_CASE,))


def propose_levels(told: Told) -> Proposal | None:
    """Several described levels, the best of them worth the maximum."""
    awards = awards_of(told)
    if len(awards) < 2 or _adds_up(told, [award.points for _, award in awards]):
        return None
    labels = [capitalised(award.condition.strip(" .,;:-")) for _, award in awards]
    if len({label.lower() for label in labels}) != len(labels):
        return None
    levels = [
        {"label": label, "points": number(award.points)}
        for label, (_, award) in zip(labels, awards, strict=True)
    ]
    return Proposal({"kind": "levels", "levels": levels}, frozenset(i for i, _ in awards))


def _adds_up(told: Told, points: list[Decimal]) -> bool:
    """Amounts that add to the maximum, none of them all of it, are parts, not levels."""
    return bool(points) and sum(points) == told.maximum and max(points) < told.maximum
