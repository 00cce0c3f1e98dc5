"""Points lost by cause, in words: what parts an agency from its maximum, adding up exactly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from typing import Any

from caicach.core.numbers import plain
from caicach.core.ranking import settle
from caicach.core.rounds import OF_CARD, LossReason
from caicach.web.look.templatetags.look import lang

EXACT = Context(prec=80)
"""As the core adds causes up: no digit is lost."""


@dataclass(frozen=True)
class Causes:
    """Amounts by cause; negative is what makes up for losses."""

    amounts: Mapping[LossReason, Decimal]

    @property
    def total(self) -> Decimal:
        """Return the maximum less the points."""
        with localcontext(EXACT):
            return sum(self.amounts.values(), Decimal(0))

    @property
    def has_made_up(self) -> bool:
        """Say whether something makes up for losses."""
        return any(settle(amount) < 0 for amount in self.amounts.values())

    @property
    def rows(self) -> Sequence[tuple[str, Decimal]]:
        """Return the causes in words, but those that are nothing but the noise of division."""
        shown = [(reason, settle(amount)) for reason, amount in self.amounts.items()]
        return [(_words(reason), amount) for reason, amount in shown if amount]


def _words(reason: LossReason) -> str:
    said = reason.label(lang())
    return said[:1].upper() + said[1:]


def kept_causes(losses: Iterable[Mapping[str, str]]) -> Causes:
    """Return the causes of an agency as they were published with its losses."""
    sums = dict.fromkeys(LossReason, Decimal(0))
    with localcontext(EXACT):
        for each in losses:
            sums[LossReason(each["reason"])] += Decimal(each["lost"])
    return Causes(sums)


def of_card(causes: Mapping[LossReason, Decimal]) -> list[dict[str, Any]]:
    """Return what belongs to no item as it is kept beside the losses of items: under no code."""
    return [
        {"code": "", "lost": plain(amount), "maximum": "0", "reason": reason.value, "step": ""}
        for reason in OF_CARD
        if (amount := causes[reason])
    ]


def told_causes(told: Mapping[str, str]) -> Causes:
    """Return causes from their texts by reason."""
    return Causes({LossReason(name): Decimal(amount) for name, amount in told.items()})
