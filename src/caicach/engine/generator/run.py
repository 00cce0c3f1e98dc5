"""A province written month by month: what is open waits for the months in which it changes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from caicach.engine.generator.arrivals import Month
from caicach.engine.generator.dice import Dice
from caicach.engine.generator.dossier import Dossier
from caicach.engine.generator.faults import plant, send_twice
from caicach.engine.generator.letters import Letter, draw_letters
from caicach.engine.generator.life import live
from caicach.engine.generator.moments import DAY, month_of
from caicach.engine.generator.payload import (
    DOSSIERS_SERVICE,
    STEPS_SERVICE,
    Entry,
    dossier_entry,
    step_entry,
)
from caicach.engine.generator.petitions import Petition, draw_petition
from caicach.engine.generator.tables import Tables
from caicach.engine.generator.world import World
from caicach.engine.generator.writing import Feed

T = TypeVar("T")


class Watch(Protocol):
    """Told of everything once, when its whole life is known."""

    def dossier(self, dossier: Dossier) -> None: ...
    def petition(self, petition: Petition) -> None: ...
    def letter(self, letter: Letter) -> None: ...


class Unwatched:
    """Nobody keeps the truth of this run."""

    def dossier(self, dossier: Dossier) -> None:
        """Let it pass."""

    def petition(self, petition: Petition) -> None:
        """Let it pass."""

    def letter(self, letter: Letter) -> None:
        """Let it pass."""


LATE = 0.01
"""Dossiers left out of the month's files and sent a month later in files of their own."""

OUT_OF_ORDER = 0.03
FARTHEST = 20
"""Lines out of order stand up to so many places from where their time would put them."""


@dataclass(slots=True)
class Run:
    """One run at work.

    waiting: by month, the dossiers to which something happens in it. late: those that missed it.
    """

    world: World
    feed: Feed
    tables: Tables
    watch: Watch
    serial: int = 0
    waiting: dict[str, list[Dossier]] = field(default_factory=lambda: defaultdict(list))
    late: list[Dossier] = field(default_factory=list)
    missed: str = ""

    def write(self, month: Month, *, is_last: bool) -> None:
        """Write a month's files, and those of what missed the month before."""
        dice = Dice(self.world.setting.seed, month.name)
        for _ in range(month.filed):
            self.serial += 1
            self._file(live(self.world, month, self.serial, dice), dice)
        for letter in draw_letters(self.world.province, month, dice):
            self.watch.letter(letter)
            self.tables.letter(letter)
        until = (month.last + 1) * DAY - 1
        self._write_late(month.name, until)
        changed = self.waiting.pop(month.name, [])
        late = set() if is_last else {id(each) for each in changed if dice.chance(LATE)}
        self.late = [each for each in changed if id(each) in late]
        self.missed = month.name
        sent = [each for each in changed if id(each) not in late]
        self._send(month.name, sent, (month.name, until), dice)

    def _file(self, dossier: Dossier, dice: Dice) -> None:
        """Faults are planted where all files know the whole life, so that they are seen."""
        if self.world.setting.has_faults and dossier.last_at <= self.world.until:
            plant(dossier, dice)
            send_twice(dossier, dice)
        petition = draw_petition(dossier, self.world.workdays, dice)
        if petition is not None and petition.received_at <= self.world.until:
            dossier.has_petition = bool(petition.dossier)
            self.watch.petition(petition)
            self.tables.petition(petition)
        for each in _with_copies([dossier]):
            self.watch.dossier(each)
        self.tables.apology(dossier)
        first = month_of(dossier.submitted_at)
        for name in {max(first, month_of(at)) for at in dossier.instants}:
            self.waiting[name].append(dossier)

    def _write_late(self, name: str, until: int) -> None:
        if self.late:
            dice = Dice(self.world.setting.seed, f"late {name}")
            self._send(f"{name}-late", self.late, (self.missed, until), dice)

    def _send(self, file: str, sent: list[Dossier], known: tuple[str, int], dice: Dice) -> None:
        name, until = known
        dossiers = list(
            _with_copies(_nearly_sorted(sent, [each.submitted_at for each in sent], dice))
        )
        self.feed.write(file, DOSSIERS_SERVICE, (dossier_entry(each, until) for each in dossiers))
        self.feed.write(file, STEPS_SERVICE, _lines(dossiers, name, dice))


def _with_copies(dossiers: Iterable[Dossier]) -> Iterator[Dossier]:
    """A copy comes right behind, so that there is no doubt which of the two is the first."""
    for dossier in dossiers:
        yield dossier
        if dossier.copy is not None:
            yield dossier.copy


def _lines(sent: Sequence[Dossier], name: str, dice: Dice) -> Iterator[Entry]:
    """Yield the steps taken in a month, nearly by time."""
    lines = [
        (each, step)
        for each in sent
        if each.has_steps
        for step in each.steps
        if month_of(step.at) == name
    ]
    for dossier, step in _nearly_sorted(lines, [step.at for _, step in lines], dice):
        yield step_entry(dossier, step)


def _nearly_sorted(items: Sequence[T], instants: Sequence[int], dice: Dice) -> list[T]:
    order = sorted(range(len(items)), key=instants.__getitem__)
    for place in range(len(order)):
        if dice.chance(OUT_OF_ORDER):
            other = min(len(order) - 1, place + dice.below(FARTHEST))
            order[place], order[other] = order[other], order[place]
    return [items[each] for each in order]
