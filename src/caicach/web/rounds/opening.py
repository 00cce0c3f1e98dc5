"""Making what a round stands on: its items, and a card for each agency."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from caicach.core.criteria import Branch, Edition, outline
from caicach.core.periods import parse_period
from caicach.core.rules import Rule
from caicach.core.rules.counted import PenaltyRule
from caicach.core.rules.judged import JudgedRule, ManualRule
from caicach.core.rules.levels import LevelsRule
from caicach.core.rules.steps import StepsRule
from caicach.core.scoring import take_choices
from caicach.web.look.day import today
from caicach.web.plans.models import Target
from caicach.web.register.models import Agency, Entry
from caicach.web.register.queries import tree_on
from caicach.web.rounds.known import source_of
from caicach.web.rounds.models import AllowedPoints, Card, Item, Round, RoundAgency
from caicach.web.rounds.scoring import edition_of

BATCH = 1_000
MOST_STEPS = 400
NO_EVIDENCE = ("survey", "import", "system")


Planned = tuple[Item, set[Decimal]]
"""An item with the only amounts it may have; none where it may have any within its bounds."""


class Placed(NamedTuple):
    """An item with what it inherits from the nodes above it."""

    branch: Branch
    area: Branch
    lead: str
    assessed_by: str


@transaction.atomic
def make_items(scored: Round) -> int:
    """Make the items and the amounts they may have, in place of earlier ones; return how many."""
    scored.items.all().delete()
    items = planned_items(scored)
    Item.objects.bulk_create([item for item, _amounts in items], BATCH)
    allow_points(items)
    return len(items)


def planned_items(scored: Round) -> list[Planned]:
    """Return the items the round's edition asks for, not yet saved, with what each may earn."""
    leads, figures = Leads(scored), reported_figures(scored)
    placed = placed_items(edition_of(scored), scored.choices)
    return [
        _item(scored, number, each, leads.find(each.lead), figures)
        for number, each in enumerate(placed, start=1)
    ]


def allow_points(items: Sequence[Planned]) -> None:
    """Keep the only amounts that saved items may have."""
    rows = [
        AllowedPoints(item=item, points=each) for item, amounts in items for each in sorted(amounts)
    ]
    AllowedPoints.objects.bulk_create(rows, BATCH)


@transaction.atomic
def make_cards(scored: Round) -> int:
    """Make a card for each agency chosen that has none yet; return how many there are."""
    tree = tree_on(today())
    known = set(scored.cards.values_list("agency_id", flat=True))
    chosen = RoundAgency.objects.filter(round=scored).select_related("agency")
    names = _former_names([each.agency_id for each in chosen if each.agency.code not in tree])
    cards = [
        Card(
            round=scored,
            agency=each.agency,
            block=each.block,
            name=names.get(each.agency_id) or tree.agency(each.agency.code).name.vi,
        )
        for each in chosen
        if each.agency_id not in known
    ]
    Card.objects.bulk_create(cards, BATCH)
    return len(cards) + len(known)


def _former_names(agencies: Sequence[int]) -> dict[int, str]:
    """Return what agencies that are no more were called last."""
    rows = Entry.objects.filter(agency__in=agencies).order_by("valid_from")
    return dict(rows.values_list("agency_id", "name"))


def placed_items(edition: Edition, choices: dict[str, str]) -> Iterator[Placed]:
    """Yield every item that counts under the choices, with what it inherits."""
    for area in outline(edition, take_choices(edition, choices), None):
        yield from _below(area, area, "", "")


def _below(branch: Branch, area: Branch, lead: str, assessed_by: str) -> Iterator[Placed]:
    node = branch.node
    lead = node.lead.vi if node.lead else lead
    assessed_by = node.assessed_by or assessed_by
    if not branch.children:
        yield Placed(branch, area, lead, assessed_by or "self")
    for child in branch.children:
        yield from _below(child, area, lead, assessed_by)


class Leads:
    """Agencies by the names an edition calls them, below the round's own on today's tree."""

    def __init__(self, scored: Round) -> None:
        tree = tree_on(today())
        home = scored.agency.code
        here = [tree.agency(home), *tree.descendants(home)] if home in tree else []
        by_name = {_plain(each.name.vi): each.code for each in reversed(here)}
        ids = dict(Agency.objects.filter(code__in=by_name.values()).values_list("code", "pk"))
        self.known = {name: ids[code] for name, code in by_name.items() if code in ids}
        self.codes = by_name
        self.lead = scored.lead_id

    def is_known(self, words: str) -> bool:
        """Say whether an agency is called that."""
        return not words or _plain(words) in self.known

    def code(self, words: str) -> str | None:
        """Return the code of the agency that is called that; None where none is."""
        return self.codes.get(_plain(words))

    def find(self, words: str) -> int:
        """Return the agency; the round's own lead where none is named or none is called that."""
        return self.known.get(_plain(words), self.lead)


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("ủy ban nhân dân", "ubnd").split())


def reported_figures(scored: Round) -> frozenset[str]:
    """Return the figures that plans of the year let agencies report."""
    year = parse_period(scored.period).last_day.year
    rows = Target.objects.filter(plan__first_year__lte=year, plan__last_year__gte=year)
    return frozenset(rows.exclude(figure="").values_list("figure", flat=True).distinct())


def _item(
    scored: Round, position: int, placed: Placed, lead: int, figures: frozenset[str]
) -> Planned:
    branch, node = placed.branch, placed.branch.node
    allowed = allowed_points(node.rule, branch.maximum)
    low, high = bounds(branch)
    kind, name = _source(placed, figures)
    item = Item(
        round=scored,
        code=node.code,
        printed_code=node.printed_code or node.code,
        position=position,
        area=placed.area.node.code,
        label=node.label.vi[:600],
        label_en=node.label.text("en")[:600],
        kind=branch.kind,
        assessed_by=placed.assessed_by,
        maximum=branch.maximum,
        low=low,
        high=high,
        in_steps=bool(allowed),
        blocks=list(node.blocks),
        lead_id=lead,
        source_kind=kind,
        source_name=name,
        needs_evidence=bool(node.evidence) and placed.assessed_by not in NO_EVIDENCE,
    )
    return item, allowed


def _source(placed: Placed, figures: frozenset[str]) -> tuple[str, str]:
    measured = placed.branch.node.measured_by
    if placed.assessed_by in ("survey", "import"):
        kind = Item.Source.SURVEY if placed.assessed_by == "survey" else Item.Source.IMPORT
        return kind, (measured.indicator or measured.index or "") if measured else ""
    return source_of(measured.indicator if measured else None, figures)


def bounds(branch: Branch) -> tuple[Decimal, Decimal]:
    """Return the least and the most points of an item; penalties have none above zero."""
    rule, maximum = branch.node.rule, abs(branch.maximum)
    if isinstance(rule, PenaltyRule):
        return -rule.most(maximum), Decimal(0)
    high = maximum if rule is None else max(rule.full(maximum), Decimal(0))
    low = min(rule.min, Decimal(0)) if isinstance(rule, ManualRule) else Decimal(0)
    return low, max(high, maximum)


def allowed_points(rule: Rule | None, maximum: Decimal) -> set[Decimal]:
    """Return the only amounts the rule can give; empty where it gives any within its bounds."""
    maximum = abs(maximum)
    if isinstance(rule, LevelsRule):
        return {each.amount(maximum) for each in rule.levels} | _settled(rule, maximum)
    if isinstance(rule, StepsRule):
        return {each.amount(maximum) for each in rule.steps} | _settled(rule, maximum)
    if isinstance(rule, JudgedRule | ManualRule) and rule.step and not getattr(rule, "levels", ()):
        low = rule.min if isinstance(rule, ManualRule) else Decimal(0)
        count = int((rule.full(maximum) - low) / rule.step)
        if count <= MOST_STEPS:
            return {low + rule.step * number for number in range(count + 1)}
    return set()


def _settled(rule: Rule, maximum: Decimal) -> set[Decimal]:
    """What an empty base or a blank row earns."""
    amounts = {"full": rule.full(maximum), "zero": Decimal(0)}
    return {amounts[each] for each in (rule.empty_denominator, rule.blank) if each in amounts}
