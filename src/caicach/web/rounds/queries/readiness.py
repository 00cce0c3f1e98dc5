"""What a card still lacks before it is submitted."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from caicach.core.issues import Issue, issue
from caicach.web.rounds.models import Card, Stage
from caicach.web.rounds.queries.cards import card_now
from caicach.web.rounds.queries.lines import Line, lines_of, read_rows


def lines_now(card: Card, now: datetime) -> list[Line]:
    """Return the lines of a card as its agency sees them."""
    rows = read_rows(card)
    return lines_of(rows, card_now(card, now), rows.scored(Stage.SELF), may_enter=True)


def lacking(lines: Iterable[Line]) -> list[Issue]:
    """Return all that a card lacks, each named by the code of its item.

    What is missing is a warning: zero is not missing, and the head decides.
    """
    return [each for line in lines for each in _lacks(line)]


def _lacks(line: Line) -> Iterator[Issue]:
    item, own, given = line.item, line.own, line.given
    if not item.is_self_scored:
        return
    named = {"code": item.printed_code, "label": item.label}
    if given is not None and given.not_applicable:
        if own is None or not own.reason:
            yield issue("card-absent-without-reason", item.code, **named)
    elif line.is_missing:
        yield issue("card-item-missing", item.code, **named)
    elif line.lacks_evidence:
        partial = bool(line.kept_evidence)
        code = "card-evidence-partial" if partial else "card-evidence-missing"
        yield issue(code, item.code, **named)
