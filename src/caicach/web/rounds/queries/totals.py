"""The running total of a card: points, index, expected rank, and what costs most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Q

from caicach.core.criteria import Branch
from caicach.core.rounds import (
    ExpectedRank,
    LossReason,
    LostPoint,
    lost_on_card,
    what_it_takes,
)
from caicach.core.scoring import AgencyScore
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.models import Card, Stage, Tally
from caicach.web.rounds.queries.lines import CardRows
from caicach.web.rounds.scoring import Givens, Scored, areas_of, edition_of
from caicach.web.rounds.showing import branches_of
from caicach.web.rounds.tallying import reach_of
from caicach.web.rounds.told import stages_summed

TOLD = 3


@dataclass(frozen=True)
class Loss:
    """Points lost at an item, and what would win some back; takes: empty where nobody can say."""

    code: str
    lost: Decimal
    takes: str


@dataclass(frozen=True)
class Totals:
    """What a card comes to at the latest stage its reader sees.

    rank: None where the block is not ranked, nobody else is in it, or it would tell of what was
    decided anew and is not published.
    lost: of items that were scored, without those that nobody handed in; losses: the few of them
    that cost most.
    """

    stage: str
    self_sums: AgencyScore
    sums: AgencyScore
    rank: ExpectedRank | None
    losses: Sequence[Loss]
    lost: Decimal

    @property
    def is_self(self) -> bool:
        """Say whether nothing but the self-scores is shown."""
        return self.stage == Stage.SELF


def totals_of(rows: CardRows, stage: str, self_scored: Scored, scored: Scored) -> Totals:
    """Return the totals of a card; one query, two of what is published.

    scored: at the stage shown.
    """
    card = rows.card
    losses = lost_on_card(areas_of(card.round, card.block), scored.sums, self_scored.sums.scores)
    scored_ones = _by_item([each for each in losses if each.reason != LossReason.NOT_REPORTED])
    givens = rows.givens(stage)
    is_summed = bool(stages_summed(card.round, [stage], rows.until))
    return Totals(
        stage=stage,
        self_sums=self_scored.sums,
        sums=scored.sums,
        rank=expected(card, stage, scored.sums) if is_summed else None,
        losses=[_told(card, each, givens) for each in scored_ones[:TOLD]],
        lost=sum((each.lost for each in scored_ones), Decimal(0)),
    )


def expected(card: Card, stage: str, sums: AgencyScore) -> ExpectedRank | None:
    """Return where the card stands in its block as far as points are known; one query.

    The others are counted where their sums are kept: none of them is read.
    """
    low, high = reach_of(card, sums)
    if low is None or card.block in edition_of(card.round).ranking.unranked_blocks:
        return None
    rows = Tally.objects.filter(card__round=card.round_id, card__block=card.block, stage=stage)
    others = rows.filter(low__isnull=False).exclude(card=card.pk)
    found = others.exclude(card__state=Card.State.ENDED).aggregate(
        of=Count("pk"),
        above=Count("pk", filter=Q(low__gt=low)),
        above_best=Count("pk", filter=Q(low__gt=high)),
        above_worst=Count("pk", filter=Q(high__gt=low)),
    )
    if not found["of"]:
        return None
    return ExpectedRank(
        rank=found["above"] + 1,
        best=found["above_best"] + 1,
        worst=found["above_worst"] + 1,
        of=found["of"] + 1,
    )


def _by_item(losses: Sequence[LostPoint]) -> list[LostPoint]:
    """Return one loss for each item, most costly first: below full and appraised down are one."""
    found: dict[str, LostPoint] = {}
    for each in losses:
        before = found.get(each.code)
        lost = each.lost + (before.lost if before else 0)
        found[each.code] = replace(before or each, lost=lost)
    return sorted(found.values(), key=lambda each: -each.lost)


def _told(card: Card, loss: LostPoint, givens: Givens) -> Loss:
    branch = branches_of(card.round).get(loss.code)
    takes = "" if branch is None else _takes(branch, loss, givens)
    return Loss(loss.code, loss.lost, takes)


def _takes(branch: Branch, loss: LostPoint, givens: Givens) -> str:
    given = givens.get(loss.code)
    takes = None if given is None else what_it_takes(branch.node, given, branch.maximum)
    return "" if takes is None else takes.told.words(branch.node, lang())
