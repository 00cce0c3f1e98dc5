"""Recognisers of formulas: linear, floors, targets, goalposts, best peers, indices, surveys."""

import re
from dataclasses import replace
from decimal import Decimal

from caicach.files.appendix.imported import Rule
from caicach.files.appendix.scoring.amounts import decimal
from caicach.files.appendix.scoring.clauses import Award, Proportion, Ratio
from caicach.files.appendix.scoring.formula import Formula
from caicach.files.appendix.scoring.phrases import Cap
from caicach.files.appendix.scoring.ranges import Range, read_range
from caicach.files.appendix.scoring.stepped import settle_empty
from caicach.files.appendix.scoring.surveyed import propose_index, propose_survey_mean
from caicach.files.appendix.scoring.text import NUMBER
from caicach.files.appendix.scoring.told import Proposal, Told, awards_of, number
from caicach.files.appendix.wording import uncapitalised

DIFFERENCE = re.compile(rf"(?P<words>[^\d].*?)\s*-\s*(?P<low>{NUMBER})%?")
REVERSED = re.compile(rf"(?P<high>{NUMBER})%?\s*-\s*(?P<words>[^\d].*)")
DISTANCE = re.compile(rf"(?P<high>{NUMBER})%?\s*-\s*(?P<low>{NUMBER})%?")
PERCENT = re.compile(rf"(?P<number>{NUMBER})%")
THE_RATIO = re.compile(
    r"(?:tỷ lệ|tl|t)(?: (?:%|này|trên|nêu trên|đạt được|đạt|thực hiện|tính được))*", re.IGNORECASE
)
BEST = re.compile(r"cao nhất|lớn nhất|tốt nhất|nhiều nhất", re.IGNORECASE)
LEAST = re.compile(r"thấp nhất|nhỏ nhất|ít nhất", re.IGNORECASE)
ALL_PEERS = re.compile(
    r"toàn (?:tỉnh|thành phố)|(?:các|tất cả)(?: các)? (?:xã|sở|cơ quan|đơn vị|phường"
    r"|địa phương)|của tỉnh|trong tỉnh",
    re.IGNORECASE,
)
BLOCK = re.compile(r"\bkhối\b|\bnhóm\b|\bcụm\b", re.IGNORECASE)
RATIO_WORDS = re.compile(r"^(?:tỷ lệ|tỉ lệ|%|kết quả|mức độ|tỷ số|t|tl)\b|%", re.IGNORECASE)

GROUP = "appendix-peer-group-assumed"


def propose_formula(told: Told) -> Proposal | None:
    """One formula, with the awards and caps that go with it."""
    found = told.of(Formula)
    if len(found) != 1:
        return None
    index, formula = found[0]
    multiplier = _multiplier(formula, told)
    if multiplier is None or not _caps_fit(told, multiplier):
        return propose_index(told, index, formula)
    used = {index, *(i for i, _ in told.of(Cap))}
    modifier: Rule = {}
    ranged: list[tuple[Award, Range]] = []
    best = False
    for place, award in awards_of(told):
        span, settled = read_range(award.condition), settle_empty(award, told)
        if settled is not None:
            modifier |= settled
        elif span is not None:
            ranged.append((award, span.in_percent()))
        elif BEST.search(award.condition) and award.points == multiplier:
            best = True
        else:
            return None
        used.add(place)
    proposal = _falling_target(formula, multiplier, ranged) or _first_shape(
        told, index, formula, multiplier, ranged
    )
    if proposal is None or (best and proposal.rule["kind"] != "relative_to_best"):
        return None
    used |= proposal.used
    return Proposal({**proposal.rule, **modifier}, frozenset(used), proposal.doubts)


def _falling_target(
    formula: Formula, multiplier: Decimal, ranged: list[tuple[Award, Range]]
) -> Proposal | None:
    """Full points up to a share; above it, points fall as the share over the figure."""
    above = PERCENT.fullmatch(formula.numerator)
    if above is None or len(ranged) != 1 or not formula.denominator or formula.divisor is not None:
        return None
    (award, span), target = ranged[0], decimal(above["number"])
    if award.points != multiplier or span.low is not None or span.high != target:
        return None
    rule: Rule = {"kind": "linear_to_target", "target": number(target), "direction": "falling"}
    return Proposal({**rule, "multiplier": number(multiplier)}, frozenset())


def _multiplier(formula: Formula, told: Told) -> Decimal | None:
    """Return the points of the full ratio; 0,02 for each percent makes 2 points."""
    if formula.multiplier is not None:
        each_percent = formula.multiplier * 100 == told.maximum and not formula.denominator
        return told.maximum if each_percent else formula.multiplier
    return told.maximum if formula.has_multiplier else None


def _caps_fit(told: Told, multiplier: Decimal) -> bool:
    return all(cap.points is None or cap.points == multiplier for _, cap in told.of(Cap))


def _first_shape(
    told: Told,
    index: int,
    formula: Formula,
    multiplier: Decimal,
    ranged: list[tuple[Award, Range]],
) -> Proposal | None:
    if not ranged:
        special = (
            propose_survey_mean(told, index, formula, multiplier)
            or propose_index(told, index, formula)
            or _relative(told, formula, multiplier)
        )
        if special is not None:
            return special
    formula = _with_distance(formula)
    if DISTANCE.fullmatch(formula.denominator):
        return _goalposts(formula, multiplier, ranged)
    if _is_inverse(formula) or not _condition_fits(formula, ranged):
        return None
    return _line(told, formula, multiplier, ranged)


def _with_distance(formula: Formula) -> Formula:
    """`(tỷ lệ - 80%)/18%` spans from 80% to 98%."""
    less = DIFFERENCE.fullmatch(formula.numerator)
    if less is None or formula.denominator or not formula.divisor_is_percent:
        return formula
    low = decimal(less["low"])
    return replace(formula, denominator=f"{low + (formula.divisor or 0)}% - {low}%", divisor=None)


def _is_inverse(formula: Formula) -> bool:
    """A number above and the figure below the line is no straight line."""
    numeric = re.fullmatch(rf"{NUMBER}%?", formula.numerator) is not None
    extreme = BEST.search(formula.denominator) or BEST.search(formula.numerator)
    return numeric or extreme is not None or " - " in formula.numerator


def _condition_fits(formula: Formula, ranged: list[tuple[Award, Range]]) -> bool:
    """A formula for some values only needs an award for the others."""
    span = read_range(formula.condition) if formula.condition else None
    return span is None or bool(ranged)


def _relative(told: Told, formula: Formula, multiplier: Decimal) -> Proposal | None:
    falling = LEAST.search(formula.numerator) is not None
    beside = "so với" in formula.numerator.lower() and not formula.denominator
    best = formula.numerator if falling or beside else formula.denominator
    if (falling and beside) or not (falling or BEST.search(best)):
        return None
    rule: Rule = {"kind": "relative_to_best"}
    if not (BLOCK.search(best) or ALL_PEERS.search(best)):
        best = f"{formula.condition} {told.whole}"
    block, everyone = BLOCK.search(best), ALL_PEERS.search(best)
    rule["group"] = "all" if everyone and not block else "block"
    if falling:
        rule["direction"] = "falling"
    rule["multiplier"] = number(multiplier)
    doubts = () if block or everyone else (GROUP,)
    return Proposal(rule, frozenset(), doubts)


def _goalposts(
    formula: Formula, multiplier: Decimal, ranged: list[tuple[Award, Range]]
) -> Proposal | None:
    """(value − low) ÷ (high − low); with the figure on the other side, falling."""
    distance = DISTANCE.fullmatch(formula.denominator)
    rising, falling = DIFFERENCE.fullmatch(formula.numerator), REVERSED.fullmatch(formula.numerator)
    if distance is None or (rising is None and falling is None):
        return None
    low, high = decimal(distance["low"]), decimal(distance["high"])
    if falling is not None:
        fits = decimal(falling["high"]) == high
        low, high = high, low
    else:
        fits = rising is not None and decimal(rising["low"]) == low
    if not fits or not _posts_agree(low, high, multiplier, ranged):
        return None
    rule = {"kind": "between_goalposts", "low": number(low), "high": number(high)}
    if not any(span.is_percent for _, span in ranged) and "%" not in formula.denominator:
        rule["of"] = "number"
    return Proposal({**rule, "multiplier": number(multiplier)}, frozenset())


def _posts_agree(
    low: Decimal, high: Decimal, multiplier: Decimal, ranged: list[tuple[Award, Range]]
) -> bool:
    for award, span in ranged:
        post = span.low if span.low is not None else span.high
        wanted = {multiplier: high, Decimal(0): low}.get(award.points)
        if wanted is None or post != wanted:
            return False
    return True


def _line(
    told: Told, formula: Formula, multiplier: Decimal, ranged: list[tuple[Award, Range]]
) -> Proposal | None:
    """A straight line from zero, with a floor below it or a target above."""
    tops = [(a, s) for a, s in ranged if s.low is not None and s.high is None]
    floors = [(a, s) for a, s in ranged if s.high is not None and s.low is None]
    if len(tops) + len(floors) != len(ranged) or len(tops) > 1 or len(floors) > 1:
        return None
    full_at = _full_at(formula)
    for award, span in tops:
        if award.points != multiplier or span.low != full_at:
            return None
    if floors:
        return Proposal(_floor(told, formula, multiplier, floors[0], full_at), frozenset())
    if full_at != 100 or (tops and formula.divisor_is_percent):
        return Proposal(_target(formula, multiplier, full_at), frozenset())
    rule: Rule = {"kind": "linear", "multiplier": number(multiplier)}
    return Proposal({**rule, **_ratio_words(told, formula, undefined=True)}, frozenset())


def _full_at(formula: Formula) -> Decimal:
    """A ratio of 0,8 below the line is 80 percent."""
    if formula.divisor is None:
        return Decimal(100)
    as_ratio = formula.divisor <= 1 and not formula.divisor_is_percent
    return formula.divisor * 100 if as_ratio else formula.divisor


def _floor(
    told: Told,
    formula: Formula,
    multiplier: Decimal,
    floor: tuple[Award, Range],
    full_at: Decimal,
) -> Rule:
    award, span = floor
    rule: Rule = {"kind": "floor_then_linear", "floor": number(span.high or Decimal(0))}
    if "to" in span.bounds:
        rule["floor_inclusive"] = "false"
    rule |= {"below": number(award.points), "multiplier": number(multiplier)}
    if full_at != 100:
        rule["full_at"] = number(full_at)
    return {**rule, **_ratio_words(told, formula, undefined=False)}


def _target(formula: Formula, multiplier: Decimal, target: Decimal) -> Rule:
    rule: Rule = {"kind": "linear_to_target", "target": number(target), "direction": "rising"}
    if not formula.divisor_is_percent and not RATIO_WORDS.search(formula.numerator):
        rule["of"] = "number"
    return {**rule, "multiplier": number(multiplier)}


def _ratio_words(told: Told, formula: Formula, *, undefined: bool) -> Rule:
    """What is counted above and below the line; letters without a meaning stay letters."""
    top, bottom = formula.numerator, formula.denominator
    ratios = told.of(Ratio)
    letter = len(top) <= 2 and top.lower() not in told.letters()
    if not bottom and len(ratios) == 1 and (letter or THE_RATIO.fullmatch(top)):
        top, bottom = ratios[0][1].numerator, ratios[0][1].denominator
    if not bottom:
        return {}
    letters = told.letters()
    words: Rule = {}
    for key, part in (("numerator", top), ("denominator", bottom)):
        meaning = letters.get(part.lower(), "" if len(part) <= 2 and not undefined else part)
        if meaning:
            words[key] = uncapitalised(meaning) if len(meaning) > 2 else meaning
    return words if len(words) == 2 else {}


def propose_proportion(told: Told) -> Proposal | None:
    """`Đạt 100%: điểm tối đa; dưới 100%: tính theo tỷ lệ`: a line, said in words."""
    found, awards = told.of(Proportion), awards_of(told)
    if len(found) != 1:
        return None
    used = {found[0][0]}
    modifier: Rule = {}
    full = False
    for index, award in awards:
        span, settled = read_range(award.condition), settle_empty(award, told)
        if span is not None and span.low == 100 and award.points == told.maximum:
            full = True
        elif settled is not None:
            modifier |= settled
        else:
            return None
        used.add(index)
    if not full or told.maximum is None:
        return None
    rule = {"kind": "linear", "multiplier": number(told.maximum), **modifier}
    return Proposal(rule, frozenset(used))
