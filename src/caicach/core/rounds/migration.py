"""A round in progress taken to another edition: what changes, and which figures still fit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from caicach.core.criteria import Branch, Edition, outline
from caicach.core.issues import Issue
from caicach.core.rounds.edition_changes import ItemChange, edition_changes, follow_codes
from caicach.core.rules import NOT_REPORTED, Given, Score, State
from caicach.core.scoring import AgencyInput, Inputs, Result, score_inputs, take_choices
from caicach.core.scoring.inputs import no_place


@dataclass(frozen=True, slots=True)
class Handed:
    """What one agency handed in at one stage, by item code of the old edition."""

    agency: str
    block: str | None
    items: Mapping[str, Given]


@dataclass(frozen=True, slots=True)
class Refigured:
    """A figure that fits and earns something else under the new edition.

    code: in the new edition.
    """

    agency: str
    code: str
    before: Score
    after: Score


@dataclass(frozen=True, slots=True)
class Unfit:
    """A figure that does not fit. new_code: None where the item is gone, or does not count for
    the agency's block. issue: why the new rule refuses it.
    """

    agency: str
    code: str
    new_code: str | None
    given: Given
    issue: Issue | None


@dataclass(frozen=True, slots=True)
class MigrationPreview:
    """What taking the round to the new edition would do.

    codes: new code by old code of items that go on. fits: figures that stay as they are.
    rescored: of these, which earn something else. lost_blocks: agencies whose block is gone.
    """

    changes: tuple[ItemChange, ...]
    codes: dict[str, str]
    fits: int
    rescored: tuple[Refigured, ...]
    unfit: tuple[Unfit, ...]
    lost_blocks: tuple[str, ...]

    @property
    def is_safe(self) -> bool:
        """Whether nothing handed in would be put aside and no points would change."""
        return not (self.unfit or self.rescored or self.lost_blocks)


@dataclass(frozen=True, slots=True)
class _Side:
    """What one edition makes of what was handed in."""

    result: Result
    scores: dict[str, dict[str, Score]]
    told: dict[str, Issue]

    @classmethod
    def of(
        cls, edition: Edition, handed: Sequence[AgencyInput], choices: Mapping[str, str]
    ) -> "_Side":
        inputs = Inputs({each.code: each for each in handed})
        result = score_inputs(edition, inputs, choices=choices)
        told: dict[str, Issue] = {}
        for each in result.issues:
            told.setdefault(each.where, each)
        return cls(result, {each.code: each.scores for each in result.agencies}, told)

    def score(self, agency: str, code: str) -> Score:
        return self.scores[agency].get(code, NOT_REPORTED)


def preview_migration(
    old: Edition,
    new: Edition,
    handed: Sequence[Handed],
    *,
    old_choices: Mapping[str, str] | None = None,
    new_choices: Mapping[str, str] | None = None,
) -> MigrationPreview:
    """Return what taking the round from `old` to `new` would do; nothing is changed.

    Both editions score what was handed in, peers included. A figure fits when the new rule does
    not refuse it and does not leave without points what had some.

    Options left out take their edition's default. Raises ValueError for an unknown one.
    """
    codes = follow_codes(old, new)
    carried = {each.agency: _carry(each, new, codes, new_choices or {}) for each in handed}
    before = _Side.of(old, [_input(each, each.items) for each in handed], old_choices or {})
    after = _Side.of(
        new, [_input(each, carried[each.agency]) for each in handed], new_choices or {}
    )
    rescored: list[Refigured] = []
    unfit: list[Unfit] = []
    for each in handed:
        unfit += _left_behind(each, codes, carried[each.agency])
        more, less = _judge(each, codes, before, after)
        rescored += more
        unfit += less
    return MigrationPreview(
        changes=tuple(edition_changes(old, new)),
        codes=codes,
        fits=sum(len(each.items) for each in handed) - len(unfit),
        rescored=tuple(rescored),
        unfit=tuple(unfit),
        lost_blocks=tuple(_lost_blocks(new, handed)),
    )


def _input(handed: Handed, items: Mapping[str, Given]) -> AgencyInput:
    return AgencyInput(handed.agency, block=handed.block, items=dict(items))


def _carry(
    handed: Handed, new: Edition, codes: Mapping[str, str], choices: Mapping[str, str]
) -> dict[str, Given]:
    """Return what goes on, by new code; points given to a whole group keep its code."""
    known = {block.id for block in new.blocks}
    block = handed.block if handed.block in known or not known else None
    counted = {
        branch.node.code
        for area in outline(new, take_choices(new, choices), block)
        for branch in _all(area)
    }
    moved = {codes.get(code, code): given for code, given in handed.items.items()}
    return {code: given for code, given in moved.items() if code in counted}


def _all(branch: Branch) -> Iterator[Branch]:
    yield branch
    for child in branch.children:
        yield from _all(child)


def _left_behind(
    handed: Handed, codes: Mapping[str, str], carried: Mapping[str, Given]
) -> Iterator[Unfit]:
    for code, given in handed.items.items():
        if codes.get(code, code) not in carried:
            yield Unfit(handed.agency, code, None, given, None)


def _judge(
    handed: Handed, codes: Mapping[str, str], before: _Side, after: _Side
) -> tuple[list[Refigured], list[Unfit]]:
    agency, rescored, unfit = handed.agency, [], []
    carried = after.result.givens[agency]
    for code, given in handed.items.items():
        new_code = codes.get(code, code)
        if new_code not in carried:
            continue
        was, now = before.score(agency, code), after.score(agency, new_code)
        told = after.told.get(no_place(agency, new_code, given))
        is_refused = told is not None and told.severity == "fault"
        if is_refused or (was.points is not None and now.state is State.NOT_REPORTED):
            unfit.append(Unfit(agency, code, new_code, given, told))
        elif (was.points, was.state) != (now.points, now.state):
            rescored.append(Refigured(agency, new_code, was, now))
    return rescored, unfit


def _lost_blocks(new: Edition, handed: Sequence[Handed]) -> Iterator[str]:
    known = {block.id for block in new.blocks}
    for each in handed:
        if known and each.block not in known:
            yield each.agency
