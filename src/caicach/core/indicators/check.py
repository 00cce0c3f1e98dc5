"""What an indicator's keys must agree on, beside the shape of each."""

from collections.abc import Iterator

from caicach.core.documents import Document, Loc
from caicach.core.indicators.columns import TIMES, Schema
from caicach.core.indicators.definition import IndicatorEntry, SideEntry
from caicach.core.indicators.part import BY_STATE, WHOLE
from caicach.core.issues import Issue, issue

KEYS_OF_KIND = {
    "share": ("numerator", "denominator"),
    "procedures_share": ("numerator", "denominator"),
    "count": ("numerator",),
    "mean": ("sum",),
    "percentile": ("of", "percentile"),
}
UNITS_OF_KIND = {
    "share": ("percent",),
    "procedures_share": ("percent",),
    "count": ("count",),
    "mean": ("count", "working_days"),
    "percentile": ("count", "working_days"),
}
CLOCKS = {"dossiers": ("portal", "date", "working_time"), "petitions": ("petition",)}


def check_entry(
    entry: IndicatorEntry, loc: Loc, document: Document, schema: Schema | None
) -> Iterator[Issue]:
    """Yield what keeps the entry from being computed; its conditions are checked elsewhere."""
    check = _Check(entry, loc, document)
    yield from check.keys()
    yield from check.unit()
    yield from check.placing(schema)
    yield from check.clock()
    yield from check.states()
    yield from check.dates()


class _Check:
    def __init__(self, entry: IndicatorEntry, loc: Loc, document: Document) -> None:
        self.entry, self.loc, self.document = entry, loc, document
        self.by_state = entry.placed_by in BY_STATE

    def _issue(self, code: str, *keys: str, **values: object) -> Issue:
        where = self.document.where((*self.loc, *keys))
        return issue(code, where, indicator=self.entry.id, **values)

    def keys(self) -> Iterator[Issue]:
        kind, wanted = self.entry.kind, KEYS_OF_KIND[self.entry.kind]
        for key in dict.fromkeys(each for keys in KEYS_OF_KIND.values() for each in keys):
            is_there = getattr(self.entry, key) is not None
            if key in wanted and not is_there:
                yield self._issue("indicator-key-needed", "kind", kind=kind, key=key)
            if key not in wanted and is_there:
                yield self._issue("indicator-key-unused", key, kind=kind, key=key)

    def unit(self) -> Iterator[Issue]:
        unit, known = self.entry.unit, UNITS_OF_KIND[self.entry.kind]
        if unit not in known:
            kind, known_units = self.entry.kind, ", ".join(known)
            yield self._issue(
                "indicator-unit-unfit", "unit", unit=unit, kind=kind, known=known_units
            )
        if self.entry.empty_denominator == "full" and unit != "percent":
            yield self._issue("indicator-full-of-what", "empty_denominator", unit=unit)

    def placing(self, schema: Schema | None) -> Iterator[Issue]:
        facts, placed_by = self.entry.facts, self.entry.placed_by
        known = self._placings(schema) if schema else None
        if (facts == "procedures") != (placed_by == WHOLE):
            yield self._issue("indicator-placing-of-procedures", "placed_by", value=placed_by)
        elif known is not None and placed_by not in known:
            names = ", ".join(known)
            yield self._issue(
                "indicator-placing-unknown", "placed_by", value=placed_by, known=names
            )
        if (self.entry.kind == "procedures_share") != self._is_share_of_procedures():
            yield self._issue("indicator-kind-of-procedures", "kind", kind=self.entry.kind)

    def _is_share_of_procedures(self) -> bool:
        shares = self.entry.kind in ("share", "procedures_share")
        return shares and self.entry.facts == "procedures"

    def _placings(self, schema: Schema) -> list[str]:
        facts = self.entry.facts
        times = [name for name, kind in schema.get(facts, {}).items() if kind in TIMES]
        return [*times, *(BY_STATE if facts in CLOCKS else ()), WHOLE]

    def clock(self) -> Iterator[Issue]:
        clock, facts = self.entry.clock, self.entry.facts
        known = CLOCKS.get(facts, ()) if self.by_state else ()
        if self.by_state and clock is None and known:
            names = ", ".join(known)
            yield self._issue("indicator-clock-needed", "placed_by", known=names)
        if clock is not None and clock not in known:
            yield self._issue("indicator-clock-unfit", "clock", clock=clock, facts=facts)

    def states(self) -> Iterator[Issue]:
        sides = {key: getattr(self.entry, key) for key in ("numerator", "denominator")}
        for key, side in sides.items():
            if isinstance(side, SideEntry) and self.by_state != bool(side.states):
                code = "indicator-states-needed" if self.by_state else "indicator-states-unused"
                yield self._issue(code, key, key=key)
        below = self.entry.denominator
        if self.entry.numerator is not None and below is not None and below.states:
            outside = set(self.entry.numerator.states) - set(below.states)
            if outside:
                names = ", ".join(sorted(outside))
                yield self._issue("indicator-states-outside", "numerator", "states", states=names)
        if self.by_state and self.entry.kind in ("mean", "percentile"):
            yield self._issue("indicator-kind-by-state", "placed_by", kind=self.entry.kind)

    def dates(self) -> Iterator[Issue]:
        first, last = self.entry.effective.from_, self.entry.effective.until
        if first and last and last < first:
            yield self._issue("indicator-dates-reversed", "effective", first=first, last=last)
