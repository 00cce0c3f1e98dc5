"""All agencies of all days, with their parents and lineage."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from caicach.core.agencies.agency import Agency, LineageEvent, ParentLink
from caicach.core.agencies.agency_code import canonical_code
from caicach.core.agencies.check import Place, check_register, name_place
from caicach.core.agencies.day_tree import DayTree
from caicach.core.agencies.fault import UnknownAgencyError
from caicach.core.agencies.lineage import Lineage, Shares
from caicach.core.agencies.remap import Amount, Remapping, remap_figures
from caicach.core.issues import Issue


@dataclass(frozen=True)
class AgencyTree:
    """A register of agencies; nothing in it is rewritten by a merger, only added to."""

    agencies: tuple[Agency, ...]
    links: tuple[ParentLink, ...] = ()
    events: tuple[LineageEvent, ...] = ()

    @cached_property
    def lineage(self) -> Lineage:
        """Return the events, found by agency and day."""
        return Lineage(self.agencies, self.events)

    def on(self, day: date) -> DayTree:
        """Return the tree of that day; where a faulty register names two parents, the first."""
        agencies: dict[str, Agency] = {}
        for each in self.agencies:
            if each.is_valid(day):
                agencies.setdefault(each.code, each)
        parents: dict[str, str] = {}
        for link in self.links:
            if link.is_valid(day) and link.child in agencies and link.parent in agencies:
                parents.setdefault(link.child, link.parent)
        offspring: dict[str, list[str]] = defaultdict(list)
        for child in filter(parents.__contains__, agencies):
            offspring[parents[child]].append(child)
        children = {parent: tuple(each) for parent, each in offspring.items()}
        return DayTree(day, agencies, parents, children)

    def successors(self, code: str, from_day: date, to_day: date) -> Shares:
        """Return which agencies of `to_day` hold what share of the `code` of `from_day`.

        Shares are multiplied along chains; what is left of 1 went to no agency.
        Raises UnknownAgencyError when `code` is not valid on `from_day`, ValueError when
        `to_day` is earlier than `from_day`.
        """
        known = self._known(code, from_day)
        _require_order(from_day, to_day)
        return self.lineage.forward(known, from_day, to_day)

    def predecessors(self, code: str, from_day: date, to_day: date) -> Shares:
        """Return which agencies of `from_day` came into the `code` of `to_day`.

        The shares are parts of each former agency, so they need not add up to 1.
        Raises UnknownAgencyError when `code` is not valid on `to_day`, ValueError when
        `to_day` is earlier than `from_day`.
        """
        known = self._known(code, to_day)
        _require_order(from_day, to_day)
        return self.lineage.backward(known, from_day, to_day)

    def remap(
        self, amounts: Mapping[str, Amount | None], from_day: date, to_day: date
    ) -> Remapping:
        """Return additive figures of `from_day` on the agencies of `to_day`: 10 + 11 is 21.

        See `remap_figures`.
        """
        return remap_figures(self.lineage, amounts, from_day, to_day)

    def check(self, place: Place = name_place) -> list[Issue]:
        """Return every fault of the register.

        place: names where an entry stands, from the part ("agencies", "links", "lineage")
        and its number from 0.
        """
        return list(check_register(self.agencies, self.links, self.lineage, place))

    def _known(self, code: str, on: date) -> str:
        canonical = canonical_code(code)
        if not self.lineage.lives.cover(canonical, on, on):
            raise UnknownAgencyError(canonical, on)
        return canonical


def _require_order(from_day: date, to_day: date) -> None:
    if to_day < from_day:
        raise ValueError(f"{to_day} is before {from_day}")
