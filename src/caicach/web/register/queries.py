"""The register read: the tree of a day, kept in memory until the register changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q

from caicach.core.agencies import Agency as CoreAgency
from caicach.core.agencies import (
    AgencyKind,
    AgencyTree,
    DayTree,
    LineageEvent,
    LineageKind,
    ParentLink,
)
from caicach.core.documents import Label
from caicach.web.register.models import Agency, Entry, Lineage, Link
from caicach.web.register.version import register_version

ENTRY_FIELDS = (
    *("pk", "agency__code", "name", "name_en", "kind", "block", "electronic_code", "source"),
    *("valid_from", "valid_to"),
)
KINDS = {kind.value: kind for kind in AgencyKind}


@dataclass(frozen=True)
class RegisterRows:
    """All agencies of all days, links and lineage, each by the key of its row."""

    agencies: Mapping[int, CoreAgency]
    links: Mapping[int, ParentLink]
    events: Mapping[int, LineageEvent]

    @property
    def tree(self) -> AgencyTree:
        """Return them as the core's register."""
        links, events = tuple(self.links.values()), tuple(self.events.values())
        return AgencyTree(tuple(self.agencies.values()), links, events)


def tree_on(day: date) -> DayTree:
    """Return the tree of that day: one query while the register has not changed."""
    return _day_tree(register_version(), day)


def whole_register() -> AgencyTree:
    """Return all agencies of all days, with links and lineage."""
    return _register(register_version())


def register_rows() -> RegisterRows:
    """Return the whole register with the keys of its rows."""
    return _rows(register_version())


def agency_of(code: str) -> Agency:
    """Return the agency of that code. Raises Agency.DoesNotExist."""
    return Agency.objects.get(code=code)


def valid_on(day: date, at: str = "") -> Q:
    """Return the condition that something dated holds on that day.

    at: the way to it, such as `agency__entries__`.
    """
    begun = Q(**{f"{at}valid_from__isnull": True}) | Q(**{f"{at}valid_from__lte": day})
    return begun & (Q(**{f"{at}valid_to__isnull": True}) | Q(**{f"{at}valid_to__gte": day}))


@lru_cache(maxsize=32)
def _day_tree(version: int, day: date) -> DayTree:
    agencies, links = _agencies(valid_on(day)), _links(valid_on(day))
    return AgencyTree(tuple(agencies.values()), tuple(links.values())).on(day)


@lru_cache(maxsize=2)
def _register(version: int) -> AgencyTree:
    return _rows(version).tree


@lru_cache(maxsize=2)
def _rows(version: int) -> RegisterRows:
    return RegisterRows(_agencies(Q()), _links(Q()), _events())


def _agencies(days: Q) -> dict[int, CoreAgency]:
    rows = Entry.objects.filter(days).order_by("agency__code", "valid_from", "id")
    return dict(map(_agency, rows.values_list(*ENTRY_FIELDS)))


def _agency(row: tuple[Any, ...]) -> tuple[int, CoreAgency]:
    """The database holds what was checked before, so nothing is checked again."""
    key, code, name, name_en, kind, block, electronic, source, first, last = row
    return key, CoreAgency.model_construct(
        code=code,
        name=Label.model_construct(vi=name, en=name_en or name),
        kind=KINDS[kind],
        block=block or None,
        source=source or None,
        electronic_code=electronic or None,
        valid_from=first,
        valid_to=last,
    )


def _links(days: Q) -> dict[int, ParentLink]:
    rows = Link.objects.filter(days).order_by("child__code", "valid_from", "id")
    fields = ("pk", "child__code", "parent__code", "valid_from", "valid_to")
    return {
        key: ParentLink.model_construct(child=child, parent=parent, valid_from=first, valid_to=last)
        for key, child, parent, first, last in rows.values_list(*fields)
    }


def _events() -> dict[int, LineageEvent]:
    fields = ("pk", "kind", "source__code", "target__code", "on", "share", "decision")
    return {
        key: LineageEvent.model_construct(
            kind=LineageKind(kind),
            from_code=source,
            to_code=target,
            on=on,
            share=share.normalize(),
            decision=decision or None,
        )
        for key, kind, source, target, on, share, decision in Lineage.objects.values_list(*fields)
    }
