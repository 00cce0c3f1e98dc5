"""Additive figures of one day's agencies added up on the agencies of a later day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext

from caicach.core.agencies.agency_code import canonical_code
from caicach.core.agencies.lineage import EXACT, Lineage

Amount = Decimal | int


@dataclass(frozen=True, slots=True)
class Part:
    """What one former agency brings: its share, and its own whole figure, None if missing."""

    code: str
    share: Decimal
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class RemappedFigure:
    """A figure on the later map, with the parts it was added up from."""

    parts: tuple[Part, ...]

    @property
    def amount(self) -> Amount | None:
        """Return the sum of the known parts, None where none is known; never 0 for missing."""
        with localcontext(EXACT):
            known = [
                part.amount if part.share == 1 else part.amount * part.share
                for part in self.parts
                if part.amount is not None
            ]
            return sum(known) if known else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the former agencies without a figure."""
        return tuple(part.code for part in self.parts if part.amount is None)

    @property
    def is_partial(self) -> bool:
        """Say whether the sum lacks a part that has no figure."""
        return bool(self.missing) and len(self.missing) < len(self.parts)


@dataclass(frozen=True, slots=True)
class Remapping:
    """All figures on the later map, and what found no place on it.

    figures: by the codes of the later day. lost: what went to no agency, by former code.
    unknown: figures of codes that are no agency of the earlier day.
    The known amounts of all three add up to the amounts given.
    """

    figures: dict[str, RemappedFigure] = field(default_factory=dict)
    lost: dict[str, Amount] = field(default_factory=dict)
    unknown: dict[str, Amount | None] = field(default_factory=dict)


def remap_figures(
    lineage: Lineage, amounts: Mapping[str, Amount | None], from_day: date, to_day: date
) -> Remapping:
    """Return the additive `amounts` of `from_day` on the agencies of `to_day`.

    amounts: counts or sums, never ratios, ranks or means; None and an absent agency are missing.
    An int stays an int as long as it is not divided; divided amounts are exact Decimals.
    Only agencies that some given agency went into have a figure.
    Raises ValueError when `to_day` is earlier (a sum cannot be taken apart again), or when one
    agency is given twice, in both notations.
    """
    if to_day < from_day:
        raise ValueError(f"figures of {from_day} cannot be divided among agencies of {to_day}")
    given = _by_canonical_code(amounts)
    result = Remapping()
    targets: dict[str, None] = {}
    with localcontext(EXACT):
        for code, amount in given.items():
            if not lineage.lives.cover(code, from_day, from_day):
                result.unknown[code] = amount
                continue
            shares = lineage.forward(code, from_day, to_day)
            targets.update(dict.fromkeys(shares))
            rest = 1 - sum(shares.values())
            if rest and amount is not None:
                result.lost[code] = amount if rest == 1 else amount * rest
    for target in targets:
        shares = lineage.backward(target, from_day, to_day)
        parts = (Part(code, share, given.get(code)) for code, share in shares.items())
        result.figures[target] = RemappedFigure(tuple(parts))
    return result


def _by_canonical_code(amounts: Mapping[str, Amount | None]) -> dict[str, Amount | None]:
    given: dict[str, Amount | None] = {}
    for code, amount in amounts.items():
        canonical = canonical_code(code)
        if canonical in given:
            raise ValueError(f"two figures for the agency {canonical}")
        given[canonical] = amount
    return given
