"""What stands on an item when a stage begins, what the platform knows, and what either earns."""

from collections.abc import Iterable
from typing import Any

from caicach.core.criteria import Branch
from caicach.core.rules import Given, InputRefused, Score
from caicach.web.rounds.models import Card, Entry, Filling, Stage, earlier
from caicach.web.rounds.scoring import COMPARING, areas_of


def standing_entry(entries: Iterable[Entry], stage: str) -> Entry | None:
    """Return the score that stands before the stage; what was only asked changed nothing.

    entries: of one item of one card.
    """
    by_stage = {each.stage: each for each in entries}
    for at in earlier(stage)[1:]:
        found = by_stage.get(at)
        if found is not None and not (found.verdict == Entry.Verdict.ASKED and not found.given):
            return found
    return None


def standing_given(
    entries: Iterable[Entry], known: Filling | None, stage: str = Stage.APPRAISED_1
) -> Given | None:
    """Return the figures that stand before the stage, one said not to apply as it was said.

    None where nothing was handed in and nothing is known. A self-score that was emptied again
    stands aside for what is known.
    """
    found = standing_entry(entries, stage)
    if known is not None and (found is None or (found.stage == Stage.SELF and not found.given)):
        return known.as_given()
    return None if found is None else found.as_given()


def branch_of(card: Card, code: str) -> Branch | None:
    """Return the item as it counts for the block of the card; None where it does not."""
    scored = card.round
    key = (scored.edition.sha256, *sorted(scored.choices.items()), card.block)
    if key not in _BRANCHES:
        items = (item for area in areas_of(scored, card.block) for item in area.items())
        _BRANCHES[key] = {item.node.code: item for item in items}
    return _BRANCHES[key].get(code)


_BRANCHES: dict[tuple[Any, ...], dict[str, Branch]] = {}


def score_alone(branch: Branch | None, given: Given | None) -> Score | None:
    """Return what figures earn by the rule of the item alone.

    None where the rule needs to know of others, or does not take the figures.
    """
    if branch is None or branch.node.rule is None or given is None:
        return None
    if isinstance(branch.node.rule, COMPARING) or branch.node.scaled_by is not None:
        return None
    try:
        return branch.node.rule.score(given, branch.maximum)
    except InputRefused:
        return None
