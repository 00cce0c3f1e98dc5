"""The register read: the tree of a day, kept in memory until the register changes."""

from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

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
from caicach.web.register.models import Agency, Entry, Lineage, Link, RegisterVersion


def register_version() -> int:
    """Return the number of the register's last change."""
    return RegisterVersion.objects.values_list("number", flat=True).first() or 0


def tree_on(day: date) -> DayTree:
    """Return the tree of that day: one query while the register has not changed."""
    return _day_tree(register_version(), day)


def whole_register() -> AgencyTree:
    """Return all agencies of all days, with links and lineage."""
    return _register(register_version())


@lru_cache(maxsize=32)
def _day_tree(version: int, day: date) -> DayTree:
    return AgencyTree(*_entries_and_links(valid_on(day))).on(day)


@lru_cache(maxsize=2)
def _register(version: int) -> AgencyTree:
    return AgencyTree(*_entries_and_links(Q()), events=tuple(map(_event, _lineage())))


def valid_on(day: date) -> Q:
    """Return the condition that something dated holds on that day."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def _entries_and_links(days: Q) -> tuple[tuple[CoreAgency, ...], tuple[ParentLink, ...]]:
    entries = Entry.objects.filter(days).select_related("agency").order_by("agency__code", "id")
    links = Link.objects.filter(days).values_list(
        "child__code", "parent__code", "valid_from", "valid_to"
    )
    return tuple(map(_agency, entries)), tuple(
        ParentLink.model_construct(child=child, parent=parent, valid_from=first, valid_to=last)
        for child, parent, first, last in links
    )


def _agency(entry: Entry) -> CoreAgency:
    return CoreAgency.model_construct(
        code=entry.agency.code,
        name=Label(vi=entry.name, en=entry.name_en or entry.name),
        kind=AgencyKind(entry.kind),
        block=entry.block or None,
        source=entry.source or None,
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
    )


def _lineage() -> QuerySet[Lineage]:
    return Lineage.objects.select_related("source", "target")


def _event(arrow: Lineage) -> LineageEvent:
    return LineageEvent.model_construct(
        kind=LineageKind(arrow.kind),
        from_code=arrow.source.code,
        to_code=None if arrow.target is None else arrow.target.code,
        on=arrow.on,
        share=arrow.share.normalize(),
        decision=arrow.decision or None,
    )


def agency_of(code: str) -> Agency:
    """Return the agency of that code. Raises Agency.DoesNotExist."""
    return Agency.objects.get(code=code)
