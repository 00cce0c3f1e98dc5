"""Known figures brought in again while agencies score themselves, and the sums they change."""

from collections import defaultdict
from hashlib import sha256
from typing import Any

from django.db import transaction

from caicach.web.jobs.kinds import Run
from caicach.web.look.day import today
from caicach.web.rounds.known import refresh_fillings
from caicach.web.rounds.models import Card, Filling, Round, Stage
from caicach.web.rounds.scoring import comparing_codes
from caicach.web.rounds.tallying import tally_card, tally_round

FEW = 50
"""Where the figures of more cards change, the whole round is summed at once."""


def refresh_round(scored: Round, run: Run) -> dict[str, int]:
    """Bring figures in again and sum the cards that changed; return how many of each."""
    before = _marks(scored)
    known = refresh_fillings(scored, run, today())
    after = _marks(scored)
    changed = sorted(card for card, mark in after.items() if before.get(card) != mark)
    unsummed = scored.cards.exclude(tallies__stage=Stage.SELF).exclude(state=Card.State.ENDED)
    changed += unsummed.exclude(pk__in=changed).values_list("pk", flat=True)
    if len(changed) > FEW or (changed and _compares(scored)):
        tally_round(scored, Stage.SELF, run)
    else:
        for card in changed:
            _sum_card(scored, card)
    return {"known": known, "cards": len(changed)}


@transaction.atomic
def _sum_card(scored: Round, number: int) -> None:
    card = Card.objects.select_for_update(of=("self",)).select_related("agency").get(pk=number)
    card.round = scored
    tally_card(card, Stage.SELF)


def _marks(scored: Round) -> dict[int, str]:
    """Return a mark of the known figures of each card; another one where a figure changed."""
    rows = Filling.objects.filter(card__round=scored).order_by("card_id", "item_id")
    found: dict[int, Any] = defaultdict(sha256)
    for card, item, given in rows.values_list("card_id", "item_id", "given").iterator():
        found[card].update(f"{item}:{sorted(given.items())}\n".encode())
    return {card: mark.hexdigest() for card, mark in found.items()}


def _compares(scored: Round) -> bool:
    blocks = set(scored.cards.order_by().values_list("block", flat=True))
    return any(comparing_codes(scored, block) for block in blocks)
