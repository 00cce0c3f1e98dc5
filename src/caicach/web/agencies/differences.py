"""What a proposal changes for each agency: how it was, and how it will be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from caicach.core.agencies import Agency, DayTree, LineageEvent, ParentLink
from caicach.web.agencies.proposal import Proposal, altered
from caicach.web.agencies.reorganisation import Reorganisation

FIELDS = ("name", "name_en", "kind", "block", "electronic_code", "parent", "valid_to")


@dataclass(frozen=True, slots=True)
class Difference:
    """One agency before and after; None where it is not there. Only what differs is named."""

    code: str
    name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def ends(self) -> bool:
        """Say whether the agency ends."""
        only_its_last_day = self.after is not None and set(self.after) == {"valid_to"}
        return only_its_last_day and self.before is not None and "parent" in self.before


def reorganised(proposal: Reorganisation) -> list[Difference]:
    """Return what becomes of each agency from the last day of the old order to the first new."""
    old, new = proposal.tree.on(proposal.eve), proposal.tree.on(proposal.on)
    found = (_difference(code, old, new) for code in proposal.codes)
    return [each for each in found if each.before != each.after]


def _difference(code: str, old: DayTree, new: DayTree) -> Difference:
    before, after = _state(code, old), _state(code, new)
    name = (new if code in new else old).agency(code).name.vi if code in old or code in new else ""
    if before is None or after is None:
        ended = None if before is None else {"valid_to": old.day}
        return Difference(code, name, before and _short(before), after or ended)
    changed = [field for field in FIELDS if before[field] != after[field]]
    was, becomes = ({field: each[field] for field in changed} for each in (before, after))
    return Difference(code, name, was, becomes)


def _short(state: dict[str, Any]) -> dict[str, Any]:
    """What ended is told by its name, its parent and its last day."""
    return {"name": state["name"], "parent": state["parent"], "valid_to": None}


def _state(code: str, tree: DayTree) -> dict[str, Any] | None:
    if code not in tree:
        return None
    parent = tree.parent(code)
    return {**entry_fields(tree.agency(code)), "parent": parent.code if parent else None}


def entry_fields(entry: Agency) -> dict[str, Any]:
    """Return what an entry says, without its first day."""
    return {
        "name": entry.name.vi,
        "name_en": entry.name.en if entry.name.en != entry.name.vi else None,
        "kind": entry.kind.value,
        "block": entry.block,
        "electronic_code": entry.electronic_code,
        "valid_to": entry.valid_to,
    }


def corrected(proposal: Proposal) -> list[Difference]:
    """Return what a table says otherwise of what is known: an agency, once for each first day.

    `valid_from` stands on both sides, to tell which of an agency's runs of days is meant.
    """
    found: dict[tuple[str, date | None], Difference] = {}
    for code, name, since, before, after in (
        *_entries(proposal),
        *_links(proposal),
        *_arrows(proposal),
    ):
        days = {"valid_from": since}
        known = found.get((code, since), Difference(code, code, days, days))
        both = {**(known.before or {}), **before}, {**(known.after or {}), **after}
        found[code, since] = Difference(code, name or known.name, *both)
    return list(found.values())


Told = tuple[str, str, date | None, dict[str, Any], dict[str, Any]]


def _entries(proposal: Proposal) -> Iterator[Told]:
    for was, becomes in altered(proposal.before.agencies, proposal.agencies).values():
        both = entry_fields(was), entry_fields(becomes)
        yield becomes.code, becomes.name.vi, was.valid_from, *_differing(*both)


def _links(proposal: Proposal) -> Iterator[Told]:
    for was, becomes in altered(proposal.before.links, proposal.links).values():
        yield becomes.child, "", was.valid_from, *_differing(_link(was), _link(becomes))


def _link(link: ParentLink) -> dict[str, Any]:
    return {"parent": link.parent, "parent_to": link.valid_to}


def _arrows(proposal: Proposal) -> Iterator[Told]:
    for was, becomes in altered(proposal.before.events, proposal.events).values():
        yield becomes.from_code, "", was.on, *_differing(_arrow(was), _arrow(becomes))


def _arrow(event: LineageEvent) -> dict[str, Any]:
    return {f"lineage_{name}": getattr(event, name) for name in ("kind", "share", "decision")}


def _differing(
    was: dict[str, Any], becomes: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    names = [name for name in was if was[name] != becomes[name]]
    return {name: was[name] for name in names}, {name: becomes[name] for name in names}
