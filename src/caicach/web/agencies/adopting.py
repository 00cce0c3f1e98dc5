"""A table of agencies laid over the register: what it adds, and what it says otherwise."""

from typing import Any, Protocol

from caicach.core.agencies import Agency, LineageEvent, ParentLink
from caicach.core.documents import Label
from caicach.web.agencies.proposal import Proposal
from caicach.web.register.queries import RegisterRows


class Parts(Protocol):
    """Agencies, links and lineage as a table, a file or the national map holds them."""

    @property
    def agencies(self) -> tuple[Agency, ...]:
        """Return the entries."""

    @property
    def links(self) -> tuple[ParentLink, ...]:
        """Return whom they answer to."""

    @property
    def events(self) -> tuple[LineageEvent, ...]:
        """Return what became of them."""


def adopt(parts: Parts, rows: RegisterRows) -> Proposal:
    """Return the register with `parts` in it.

    An entry of the same code and first day takes the place of the known one, but what a table
    leaves empty stays as it is known, apart from the last day. What is not named stays.
    """
    proposal = Proposal(rows)
    entries = {(each.code, each.valid_from): key for key, each in rows.agencies.items()}
    for agency in parts.agencies:
        _put_agency(proposal, agency, entries.get((agency.code, agency.valid_from)))
    links = {(each.child, each.valid_from): key for key, each in rows.links.items()}
    for link in parts.links:
        _put(proposal, proposal.links, link, links.get((link.child, link.valid_from)))
    arrows = {(each.from_code, each.to_code, each.on): key for key, each in rows.events.items()}
    for event in parts.events:
        _put(
            proposal, proposal.events, event, arrows.get((event.from_code, event.to_code, event.on))
        )
    return proposal


def _put_agency(proposal: Proposal, given: Agency, key: int | None) -> None:
    known = proposal.agencies.get(key) if key is not None else None
    english = given.name.en or (known.name.en if known and known.name.en != known.name.vi else None)
    kept = {
        name: getattr(known, name)
        for name in ("block", "electronic_code", "source")
        if known is not None and getattr(given, name) is None
    }
    name = Label.model_construct(vi=given.name.vi, en=english or given.name.vi)
    _put(proposal, proposal.agencies, given.model_copy(update={**kept, "name": name}), key)


def _put(proposal: Proposal, table: dict[int, Any], row: Any, key: int | None) -> None:
    if key is None:
        table[proposal.new_key()] = row
    elif table[key] != row:
        table[key] = row
