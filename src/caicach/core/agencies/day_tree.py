"""The tree of agencies as it stands on one day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from caicach.core.agencies.agency import Agency
from caicach.core.agencies.agency_code import canonical_code
from caicach.core.agencies.fault import UnknownAgencyError


@dataclass(frozen=True, slots=True)
class DayTree:
    """Agencies valid on `day` and who they answer to; codes may be given in either notation.

    agencies: by canonical code, in the order of the register. parents: child to parent.
    All methods raise UnknownAgencyError for a code that is not valid on the day.
    """

    day: date
    agencies: Mapping[str, Agency]
    parents: Mapping[str, str]
    offspring: Mapping[str, tuple[str, ...]]

    def __contains__(self, code: str) -> bool:
        return canonical_code(code) in self.agencies

    def __iter__(self) -> Iterator[Agency]:
        return iter(self.agencies.values())

    def __len__(self) -> int:
        return len(self.agencies)

    def agency(self, code: str) -> Agency:
        """Return the agency of that code."""
        return self.agencies[self._known(code)]

    def roots(self) -> tuple[Agency, ...]:
        """Return the agencies that answer to none in this tree."""
        return tuple(each for code, each in self.agencies.items() if code not in self.parents)

    def parent(self, code: str) -> Agency | None:
        """Return the agency it answers to, None for a root."""
        above = self.parents.get(self._known(code))
        return None if above is None else self.agencies[above]

    def children(self, code: str) -> tuple[Agency, ...]:
        """Return the agencies that answer to it."""
        return self._agencies(self.offspring.get(self._known(code), ()))

    def ancestors(self, code: str) -> tuple[Agency, ...]:
        """Return the agencies above it, nearest first."""
        known = self._known(code)
        return self._agencies(self._line(known)[1:])

    def path(self, code: str) -> tuple[Agency, ...]:
        """Return the way from the root down to it, both included."""
        return self._agencies(reversed(self._line(self._known(code))))

    def descendants(self, code: str) -> tuple[Agency, ...]:
        """Return all agencies below it, each before its own children."""
        known = self._known(code)
        found: dict[str, None] = {}
        waiting = [known]
        while waiting:
            each = waiting.pop()
            # A faulty register may hold a circle; `check` names it, here it must only end.
            if each not in found:
                found[each] = None
                waiting.extend(reversed(self.offspring.get(each, ())))
        return self._agencies(below for below in found if below != known)

    def _known(self, code: str) -> str:
        canonical = canonical_code(code)
        if canonical not in self.agencies:
            raise UnknownAgencyError(canonical, self.day)
        return canonical

    def _line(self, code: str) -> list[str]:
        line = [code]
        while (above := self.parents.get(line[-1])) and above not in line:
            line.append(above)
        return line

    def _agencies(self, codes: Iterable[str]) -> tuple[Agency, ...]:
        return tuple(self.agencies[code] for code in codes)
