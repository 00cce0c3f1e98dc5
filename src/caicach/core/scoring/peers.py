"""What comparing rules need to know of the other agencies, worked out before any is scored."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from caicach.core.criteria import Branch
from caicach.core.ranking import rank_values
from caicach.core.rules import Context, InputRefused, RankBasedRule, RelativeToBestRule
from caicach.core.rules.given import EmptyDenominator
from caicach.core.scoring.inputs import AgencyInput

Contexts = dict[tuple[str, str], Context]


def compare_peers(
    items: Iterable[Branch], block: Iterable[AgencyInput], everyone: Iterable[AgencyInput]
) -> Contexts:
    """Return what each agency of the block must know, by agency and item code."""
    contexts: Contexts = {}
    block, everyone = list(block), list(everyone)
    for item in items:
        rule, code = item.node.rule, item.node.code
        if isinstance(rule, RelativeToBestRule):
            values = _measures(rule, code, block if rule.group == "block" else everyone)
            if values:
                best = max(values.values()) if rule.direction == "rising" else min(values.values())
                contexts |= {(agency, code): Context(best=best) for agency in values}
        elif isinstance(rule, RankBasedRule) and rule.source == "computed":
            values = _measures(rule, code, block if rule.group == "block" else everyone)
            ranks = rank_values(values, lowest_first=rule.direction == "falling")
            contexts |= {(agency, code): Context(rank=rank) for agency, rank in ranks.items()}
    return contexts


def _measures(
    rule: RelativeToBestRule | RankBasedRule, code: str, agencies: Iterable[AgencyInput]
) -> Mapping[str, Decimal]:
    """What cannot be measured takes no part; its own fault is told when it is scored."""
    values: dict[str, Decimal] = {}
    for agency in agencies:
        given = agency.items.get(code)
        if given is None or given.is_blank or given.not_applicable or given.points is not None:
            continue
        try:
            values[agency.code] = rule.measure(given)
        except (InputRefused, EmptyDenominator):
            continue
    return values
