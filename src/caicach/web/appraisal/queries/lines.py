"""The lines of a page of an appraisal, read together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from caicach.web.appraisal.claims import branch_of
from caicach.web.appraisal.matter import Matter
from caicach.web.appraisal.queries.line import Line
from caicach.web.appraisal.queries.previous import Before, last_year
from caicach.web.appraisal.queries.sight import Sight, sides_heard, stages_shown
from caicach.web.rounds.models import Card, Entry, Evidence, Filling, Remark
from caicach.web.rounds.told import told_entries, told_until


def lines_of(sight: Sight, rows: Sequence[Card]) -> list[Line]:
    """Return the lines of some rows `with_told`, in their order. Two queries."""
    matters = [_matter(sight, row) for row in rows]
    told = Entry.objects.filter(**_where(matters), stage__in=stages_shown(sight))
    until = told_until(sight.scored, reads_all=sight.reads_all)
    entries = _by_pair(told_entries(told.select_related("person"), until))
    before = last_year(sight.scored, matters)
    return [
        _line(sight, row, matter, entries[_pair(matter)], before.get(_pair(matter)))
        for row, matter in zip(rows, matters, strict=True)
    ]


def whole_lines(sight: Sight, rows: Sequence[Card]) -> list[Line]:
    """Return the same with each piece of evidence and each remark. Four queries."""
    lines = lines_of(sight, rows)
    where = _where([each.matter for each in lines])
    kept = Evidence.objects.filter(**where, state=Evidence.State.KEPT)
    evidence = _by_pair(kept.select_related("attachment__stored__look", "document"))
    said = Remark.objects.filter(**where, side__in=sides_heard(sight))
    remarks = _by_pair(said.select_related("person"))
    for line in lines:
        pair = _pair(line.matter)
        line.evidence, line.remarks = evidence[pair], remarks[pair]
    return lines


def _line(
    sight: Sight, row: Any, matter: Matter, entries: list[Entry], before: Before | None
) -> Line:
    return Line(
        matter=matter,
        branch=branch_of(matter.card, matter.item.code),
        may=sight.may(matter),
        is_own=matter.agency.code in sight.own,
        stage=sight.stage,
        entries={each.stage: each for each in entries},
        filling=_filling(row),
        pieces=row.pieces or 0,
        newest=row.newest,
        before=before,
        answer=row.answer,
        answered=row.answered,
        look_at=row.look_at,
        reopened=row.reopened,
    )


def _filling(row: Any) -> Filling | None:
    """Return the known figure a row tells of; not one that could be saved."""
    if row.known_given is None:
        return None
    return Filling(
        given=row.known_given,
        source_kind=row.known_source_kind,
        source_name=row.known_source_name,
        period=row.known_period,
        facts_version=row.known_facts_version,
    )


def _where(matters: Sequence[Matter]) -> dict[str, Any]:
    cards, items = {each.card.pk for each in matters}, {each.item.pk for each in matters}
    return {"card_id__in": cards, "item_id__in": items}


def _pair(matter: Matter) -> tuple[int, int]:
    return matter.card.pk, matter.item.pk


def _matter(sight: Sight, row: Card) -> Matter:
    row.round = sight.scored
    item = sight.items[row.item_pk]  # type: ignore[attr-defined] # a column of pairs
    return Matter(item, row)


def _by_pair(rows: Iterable[Any]) -> dict[tuple[int, int], list[Any]]:
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows:
        found[row.card_id, row.item_id].append(row)
    return found
