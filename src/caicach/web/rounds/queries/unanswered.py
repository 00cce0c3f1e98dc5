"""Items an agency has still to accept or to explain, counted on many cards at once."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from caicach.web.rounds.contested import claim_from, latest_appraisals, state_after, with_claims
from caicach.web.rounds.models import Entry
from caicach.web.rounds.showing import NEEDS_ANSWER

LOWERED = (Entry.Verdict.ASKED, Entry.Verdict.CHANGED)


def unanswered(entries: QuerySet[Entry]) -> Counter[int]:
    """Return how many such items each card has, by its key; cards without any are absent. One
    query.

    entries: of the cards that are looked at.
    """
    rows: Any = with_claims(latest_appraisals(entries).filter(verdict__in=LOWERED))
    found: Counter[int] = Counter()
    for each in rows.select_related("card__round").iterator():
        claim = claim_from(each.own_given, each.own_points, each.known_given)
        if state_after(each, claim, each.answer, each.card.round) in NEEDS_ANSWER:
            found[each.card_id] += 1
    return found
