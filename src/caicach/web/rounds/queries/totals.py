"""The running total of a card: points, index, expected rank, and what costs most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models.fields.json import KT

from caicach.core.criteria import Branch
from caicach.core.rounds import (
    CardSum,
    ExpectedRank,
    LossReason,
    LostPoint,
    Peers,
    lost_on_card,
    what_it_takes,
)
from caicach.core.scoring import AgencyScore
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.models import Card, Stage, Tally
from caicach.web.rounds.queries.lines import CardRows
from caicach.web.rounds.scoring import Givens, Scored, areas_of, edition_of
from caicach.web.rounds.showing import branches_of

TOLD = 3


@dataclass(frozen=True)
class Loss:
    """Points lost at an item, and what would win some back; takes: empty where nobody can say."""

    code: str
    label: str
    area: str
    lost: Decimal
    reason: str
    takes: str


@dataclass(frozen=True)
class Totals:
    """What a card comes to at the latest stage its reader sees.

    rank: None where the block is not ranked or nobody else is in it.
    lost: of items that were scored, without those that nobody handed in.
    """

    stage: str
    self_sums: AgencyScore
    sums: AgencyScore
    rank: ExpectedRank | None
    losses: Sequence[Loss]
    lost: Decimal
    open_points: Decimal

    @property
    def is_self(self) -> bool:
        """Say whether nothing but the self-scores is shown."""
        return self.stage == Stage.SELF

    @property
    def most_costly(self) -> Sequence[Loss]:
        """Return the few items that cost most."""
        return self.losses[:TOLD]


def totals_of(rows: CardRows, stage: str, self_scored: Scored, scored: Scored) -> Totals:
    """Return the totals of a card; one query.

    scored: at the stage shown.
    """
    card = rows.card
    losses = lost_on_card(areas_of(card.round, card.block), scored.sums, self_scored.sums.scores)
    scored_ones = _by_item([each for each in losses if each.reason != LossReason.NOT_REPORTED])
    givens = rows.givens(stage)
    return Totals(
        stage=stage,
        self_sums=self_scored.sums,
        sums=scored.sums,
        rank=expected(card, stage, scored.sums),
        losses=[
            _told(card, each, givens if n < TOLD else {}) for n, each in enumerate(scored_ones)
        ],
        lost=sum((each.lost for each in scored_ones), Decimal(0)),
        open_points=scored.sums.maximum - scored.sums.reported,
    )


def expected(card: Card, stage: str, sums: AgencyScore) -> ExpectedRank | None:
    """Return where the card stands in its block as far as points are known; one query."""
    ranking = edition_of(card.round).ranking
    if card.block in ranking.unranked_blocks or not sums.maximum:
        return None
    rows = Tally.objects.filter(card__round=card.round_id, card__block=card.block, stage=stage)
    others = rows.exclude(card=card.pk).exclude(card__state=Card.State.ENDED)
    kept = others.values_list(
        "card_id", KT("exact__exact_points"), KT("exact__reported"), KT("exact__maximum")
    )
    peers = [
        CardSum(str(pk), Decimal(points), Decimal(maximum) - Decimal(reported), Decimal(maximum))
        for pk, points, reported, maximum in kept
        if Decimal(maximum)
    ]
    if not peers:
        return None
    mine = CardSum("", sums.exact_points, sums.maximum - sums.reported, sums.maximum)
    return Peers.of(peers, ranking.by).expect(mine)


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
    if branch is None:
        return Loss(loss.code, loss.code, "", loss.lost, loss.reason.label(lang()), "")
    return Loss(
        code=loss.code,
        label=branch.node.label.text(lang()),
        area=area_of(card, loss.code),
        lost=loss.lost,
        reason=loss.reason.label(lang()),
        takes=_takes(branch, loss, givens),
    )


def _takes(branch: Branch, loss: LostPoint, givens: Givens) -> str:
    given = givens.get(loss.code)
    takes = None if given is None else what_it_takes(branch.node, given, branch.maximum)
    return "" if takes is None else takes.told.words(branch.node, lang())


def area_of(card: Card, code: str) -> str:
    """Return the code of the area an item stands in."""
    for area in areas_of(card.round, card.block):
        if any(item.node.code == code for item in area.items()):
            return area.node.code
    return ""
