"""Last year's points and reasons of the same item of the same agency."""

from collections.abc import Sequence
from dataclasses import dataclass

from caicach.core.scoring.change import former_code
from caicach.web.appraisal.matter import Matter
from caicach.web.rounds.models import STAGES, Entry, Round, Stage
from caicach.web.rounds.showing import branches_of
from caicach.web.rounds.told import told_entries, told_until


@dataclass(frozen=True, slots=True)
class Before:
    """The score an item ended with last year, and the reasons given on the way."""

    entry: Entry
    reasons: tuple[str, ...]


def last_year(scored: Round, matters: Sequence[Matter]) -> dict[tuple[int, int], Before]:
    """Return last year's scores by card and item of this round; one query.

    scored: with `previous` and its edition, or that costs a query. Nothing where an agency or
    an item was not there; what the council decided only once that round is published.
    """
    previous = scored.previous
    if previous is None or not matters:
        return {}
    is_told = previous.state == Round.State.PUBLISHED
    former = {each.item.code: _former(scored, each.item.code) for each in matters}
    rows = Entry.objects.filter(
        card__round=previous,
        card__agency_id__in={each.card.agency_id for each in matters},
        item__code__in=set(former.values()),
        stage__in=[each for each in STAGES if is_told or each != Stage.FINAL],
    ).select_related("card", "item")
    found: dict[tuple[int, str], list[Entry]] = {}
    told = told_entries(rows, told_until(previous, reads_all=False))
    for row in sorted(told, key=lambda each: STAGES.index(each.stage)):
        found.setdefault((row.card.agency_id, row.item.code), []).append(row)
    return {
        (each.card.pk, each.item.pk): Before(
            kept[-1], tuple(entry.reason for entry in kept if entry.reason)
        )
        for each in matters
        if (kept := found.get((each.card.agency_id, former[each.item.code])))
    }


def _former(scored: Round, code: str) -> str:
    branch = branches_of(scored).get(code)
    continues = None if branch is None else branch.node.continues
    previous = scored.previous
    name = "" if previous is None else previous.edition.name
    return former_code(continues, name) or code
