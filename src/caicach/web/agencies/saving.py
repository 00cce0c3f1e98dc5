"""A proposal written down, and taken back: rows of the register in bulk."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model

from caicach.core.agencies import Agency as CoreAgency
from caicach.core.agencies import LineageEvent, ParentLink
from caicach.web.agencies.proposal import Proposal, Row, altered, fresh
from caicach.web.look.folding import fold
from caicach.web.register.models import Agency, Entry, Lineage, Link

BATCH = 500
Saved = TypeVar("Saved", Entry, Link, Lineage)
Changes = dict[str, Any]
ENTRY = (
    *("name", "name_en", "kind", "block", "electronic_code", "source", "folded"),
    *("valid_from", "valid_to"),
)
TABLES: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    "entries": (Entry, ENTRY),
    "links": (Link, ("parent_id", "valid_from", "valid_to")),
    "lineage": (Lineage, ("kind", "share", "decision")),
}
"""What of a row may be altered: by an operation its last day alone, by a table handed in more."""


def save(proposal: Proposal) -> Changes:
    """Write what the proposal adds and alters; return what is needed to take it back."""
    before = proposal.before
    keys = _Keys(proposal)
    entries = [keys.entry(row) for row in fresh(proposal.agencies).values()]
    links = [keys.link(row) for row in fresh(proposal.links).values()]
    arrows = [keys.arrow(row) for row in fresh(proposal.events).values()]
    added = {
        "agencies": keys.added,
        "entries": _keys_of(Entry.objects.bulk_create(entries, BATCH)),
        "links": _keys_of(Link.objects.bulk_create(links, BATCH)),
        "lineage": _keys_of(Lineage.objects.bulk_create(arrows, BATCH)),
    }
    changed = {
        "entries": _update(Entry, altered(before.agencies, proposal.agencies), keys.entry),
        "links": _update(Link, altered(before.links, proposal.links), keys.link),
        "lineage": _update(Lineage, altered(before.events, proposal.events), keys.arrow),
    }
    return {"added": added, "changed": changed}


class _Keys:
    """Agencies by code, with those the proposal names for the first time added."""

    def __init__(self, proposal: Proposal) -> None:
        codes = dict.fromkeys(each.code for each in fresh(proposal.agencies).values())
        self.by_code = dict(Agency.objects.values_list("code", "pk"))
        new = [Agency(code=code) for code in codes if code not in self.by_code]
        made = Agency.objects.bulk_create(new, BATCH)
        self.added = _keys_of(made)
        self.by_code.update((each.code, each.pk) for each in made)

    def entry(self, row: CoreAgency) -> Entry:
        english = row.name.en if row.name.en and row.name.en != row.name.vi else ""
        return Entry(
            agency_id=self.by_code[row.code],
            name=row.name.vi,
            name_en=english,
            kind=row.kind.value,
            block=row.block or "",
            electronic_code=row.electronic_code or "",
            source=(row.source or "")[:300],
            folded=fold(row.name.vi, english, row.code, row.electronic_code or ""),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )

    def link(self, row: ParentLink) -> Link:
        child, parent = self.by_code[row.child], self.by_code[row.parent]
        return Link(
            child_id=child, parent_id=parent, valid_from=row.valid_from, valid_to=row.valid_to
        )

    def arrow(self, row: LineageEvent) -> Lineage:
        return Lineage(
            kind=row.kind.value,
            source_id=self.by_code[row.from_code],
            target_id=None if row.to_code is None else self.by_code[row.to_code],
            on=row.on,
            share=row.share,
            decision=(row.decision or "")[:300],
        )


def _update(
    table: type[Saved],
    rows: Mapping[int, tuple[Row, Row]],
    made: Callable[[Any], Saved],
) -> dict[str, Any]:
    """Write the rows as they would be; return what each was, field by field."""
    fields = next(names for model, names in TABLES.values() if model is table)
    if not rows:
        return {}
    written, kept = [], {}
    for key, (was, becomes) in rows.items():
        new = made(becomes)
        new.pk = key
        written.append(new)
        kept[str(key)] = _difference(made(was), new, fields)
    table.objects.bulk_update(written, fields, BATCH)
    return kept


def _difference(was: Model, becomes: Model, fields: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields that differ, each with what it was and what it becomes."""
    both = {name: (_plain(getattr(was, name)), _plain(getattr(becomes, name))) for name in fields}
    return {name: [old, new] for name, (old, new) in both.items() if old != new}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else str(value)


def _keys_of(rows: Iterable[Model]) -> list[int]:
    return [each.pk for each in rows]
