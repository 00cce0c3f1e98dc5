"""What agencies of the demonstration hand in for items that no register knows."""

from collections.abc import Sequence
from itertools import groupby

from caicach.core.criteria import Edition
from caicach.core.rules.counted import CountRule, DeductionRule, PenaltyRule, ZeroToleranceRule
from caicach.files.workbook.layout import Column, columns_of
from caicach.web.site.demo.chance import between, draw

Typed = dict[str, str]
RARE = (DeductionRule, PenaltyRule, ZeroToleranceRule)
"""What these count happens seldom."""
MOST_SELDOM, OFTEN, FEW = 0.8, 9, 2


def columns_by_item(edition: Edition) -> dict[str, list[Column]]:
    """Return the fields each item of the edition asks for."""
    columns = columns_of(edition, edition.defaults(), "vi")
    grouped = groupby(columns, key=lambda each: each.item.node.code)
    return {code: list(fields) for code, fields in grouped}


def answer(columns: Sequence[Column], agency: str, *names: object) -> Typed:
    """Return what the agency types: as good as it is in all it does, and a little luck."""
    code, rule = columns[0].item.node.code, columns[0].item.node.rule
    luck = draw("item", agency, code, *names)
    entries = {each.field.entry: each.field for each in columns}
    if "choice" in entries:
        options = entries["choice"].options
        place = 0 if luck < quality(agency) else between(1, len(options) - 1, agency, code, *names)
        return {"choice": options[min(place, len(options) - 1)]}
    if "numerator" in entries:
        whole = between(8, 60, "whole", agency, code, *names)
        share = min(1.0, quality(agency) + (luck - 0.35) * 0.3)
        return {"numerator": str(round(whole * share)), "denominator": str(whole)}
    if isinstance(rule, RARE):
        happened = luck > MOST_SELDOM + quality(agency) * 0.15
        return {"value": str(between(1, FEW, agency, code) if happened else 0)}
    if isinstance(rule, CountRule):
        return {"value": str(round(OFTEN * quality(agency) * (0.5 + luck)))}
    return {"value": str(round(100 * quality(agency)) if rule and rule.kind == "steps" else 1)}


def quality(agency: str) -> float:
    """Return how well the agency does, from 0.68 to 0.98."""
    return 0.68 + 0.3 * draw("quality", agency)
