"""Invented dossiers whose times collide, contradict each other and are often missing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pyarrow as pa

from caicach.core.clocks import MaximumTime
from caicach.engine.facts.shape import DOSSIERS

START = datetime.fromisoformat("2026-02-10")
MAXIMA = {
    "1.000001": MaximumTime(3, "working_day"),
    "1.000002": MaximumTime(2.5, "working_day"),
    "1.000003": MaximumTime(5, "calendar_day"),
    "1.000004": MaximumTime(30, "hour"),
}
STATUSES = (
    *("registered", "received", "refused", "in_progress", "supplement", "payment"),
    *("withdrawn", "stopped", "finished", "returned", "11", None),
)


class Inventor:
    """Draws dossiers from a seed; instants fall on few places so that many coincide."""

    def __init__(self, seed: int, days: int = 14) -> None:
        self.dice = Random(seed)  # noqa: S311 - a seed makes the same dossiers again
        self.days = days

    def instant(self) -> datetime:
        hours = self.dice.choice((0, 8, 9, 16, 17, 23))
        seconds = self.dice.choice((0, 0, 0, 1, 59))
        return START + timedelta(days=self.dice.randrange(self.days), hours=hours, seconds=seconds)

    def maybe(self, chance: float) -> datetime | None:
        return self.instant() if self.dice.random() < chance else None

    def orderly(self, number: int) -> dict[str, Any]:
        """A dossier as most are: received, worked on, finished or not, a step out of place."""
        dice = self.dice
        times = sorted(self.instant() for _ in range(6))
        received, *work, nine, ten = times
        reached = dice.randrange(6)
        steps = [(received, 2), *((at, 4) for at in work[:reached])]
        steps += [(nine, 9)] if reached >= 4 else []
        steps += [(ten, 10)] if reached >= 5 else []
        if dice.random() < 0.2:
            steps.append((self.instant(), dice.choice((0, 1, 3, 5, 6, 7, 8, 9, 10))))
        return self.row(
            number,
            status=("received", *["in_progress"] * 3, "finished", "returned")[reached],
            received_printed_at=received if dice.random() < 0.9 else None,
            due_at=self.maybe(0.8),
            ended_at=nine if reached >= 4 and dice.random() < 0.7 else None,
            returned_at=ten if reached >= 5 and dice.random() < 0.5 else None,
            steps=steps if dice.random() < 0.9 else [],
        )

    def wild(self, number: int) -> dict[str, Any]:
        """A dossier of which anything may be said."""
        dice = self.dice
        steps = [(self.instant(), dice.randrange(11)) for _ in range(dice.randrange(7))]
        listed = [(self.maybe(0.8), self.maybe(0.6)) for _ in range(dice.randrange(3))]
        return self.row(
            number,
            status=dice.choice(STATUSES),
            received_printed_at=self.maybe(0.8),
            submitted_at=self.maybe(0.8),
            due_at=self.maybe(0.7),
            ended_at=self.maybe(0.3),
            returned_at=self.maybe(0.3),
            refused_at=self.maybe(0.1),
            steps=steps,
            supplements=dice.choice((None, [], listed)),
        )

    def row(self, number: int, **given: Any) -> dict[str, Any]:
        listed = given.pop("supplements", None)
        return {
            "key": f"K{number:07}",
            "code": f"H21.{number:07}",
            "agency": f"H21.{number % 7}",
            "procedure": self.dice.choice((*MAXIMA, "1.999999", None)),
            "faults": self.dice.choice((None, [], ["code-unknown"], ["due-unknown", "b"])),
            "file": "f" * 16,
            "record": number + 1,
            **given,
            "steps": steps_of(given["steps"]),
            "supplements": None if listed is None else supplements_of(listed),
        }


def steps_of(pairs: Sequence[tuple[datetime, int]]) -> list[dict[str, Any]]:
    return [{"at": at, "status": status} for at, status in sorted(set(pairs))]


def supplements_of(
    pairs: Sequence[tuple[datetime | None, datetime | None]],
) -> list[dict[str, Any]]:
    return [{"requested_at": asked, "answered_at": answered} for asked, answered in pairs]


def dossier_table(rows: Sequence[dict[str, Any]]) -> pa.Table:
    """The columns that a profile and intake fill; judgement columns are still empty."""
    return pa.Table.from_pylist(list(rows), schema=DOSSIERS.schema)


def invented(count: int, seed: int = 1, wild: float = 0.3) -> pa.Table:
    inventor = Inventor(seed)
    draw = [
        inventor.wild if inventor.dice.random() < wild else inventor.orderly for _ in range(count)
    ]
    return dossier_table([make(number) for number, make in enumerate(draw)])
