"""A round scored: every item by its rule, every agency summed, every block ranked."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from decimal import Context as DecimalContext
from decimal import Decimal, localcontext
from typing import NamedTuple

from caicach.core.criteria import Branch, Edition, outline
from caicach.core.issues import Issue, issue
from caicach.core.rules import (
    ALONE,
    NOT_APPLICABLE,
    NOT_REPORTED,
    Context,
    Given,
    InputRefused,
    Rule,
    Score,
    State,
)
from caicach.core.rules.measure import HUNDRED
from caicach.core.rules.rule import UNSETTLED
from caicach.core.scoring.inputs import AgencyInput, Inputs, check_inputs
from caicach.core.scoring.peers import Contexts, compare_peers
from caicach.core.scoring.placing import place_agencies
from caicach.core.scoring.result import AgencyScore, Result
from caicach.core.scoring.totals import sum_agency

PRECISION = 28


def score_inputs(
    edition: Edition, inputs: Inputs, *, choices: Mapping[str, str] | None = None
) -> Result:
    """Return the scored round; with faults among its issues the result must not be used.

    choices: option by choice id; those left out take the edition's default.
    Points are exact to 28 digits and rounded only where the edition says so.
    Raises ValueError for a choice or an option the edition lacks.
    """
    taken = take_choices(edition, choices or {})
    with collector_paused():
        return _score_all(edition, inputs, taken)


def score_agency(
    edition: Edition,
    areas: tuple[Branch, ...],
    agency: AgencyInput,
    contexts: Mapping[str, Context] | None = None,
) -> tuple[AgencyScore, list[Issue]]:
    """Return one agency's items and sums, without rank, band or change, and what to say of them.

    areas: the outline for its block. contexts: by item code, what its rules must know of peers.
    """
    result = Result(edition, {}, {})
    known = {(agency.code, code): each for code, each in (contexts or {}).items()}
    with localcontext(DecimalContext(prec=PRECISION)):
        _score_agency(result, Inputs({agency.code: agency}), _frame(areas), agency, known)
    return result.agencies[0], result.issues


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector while what is made lives on: collecting would only walk it again.

    Measured on scoring 3,321 agencies of 100 items: a quarter of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _score_all(edition: Edition, inputs: Inputs, taken: Mapping[str, str]) -> Result:
    result = Result(edition, taken, {}, issues=list(check_inputs(edition, inputs)))
    result.issues += _unsettled_choices(edition, taken)
    with localcontext(DecimalContext(prec=PRECISION)):
        for block, agencies in _by_block(edition, inputs).items():
            areas = outline(edition, taken, block)
            result.outlines[block] = areas
            _score_block(result, inputs, areas, agencies)
        order = {code: index for index, code in enumerate(inputs.agencies)}
        result.agencies.sort(key=lambda each: order[each.code])
        place_agencies(result)
    return result


def take_choices(edition: Edition, named: Mapping[str, str]) -> dict[str, str]:
    """Return the option of every choice. Raises ValueError for one that does not exist."""
    options = {choice.id: [option.id for option in choice.options] for choice in edition.choices}
    for choice, option in named.items():
        if option not in options.get(choice, []):
            known = "; ".join(f"{name}={'|'.join(ids)}" for name, ids in options.items()) or "–"
            raise ValueError(f"{edition.edition}: no choice {choice}={option}. Known: {known}")
    return {**edition.defaults(), **named}


def _unsettled_choices(edition: Edition, taken: Mapping[str, str]) -> Iterable[Issue]:
    for choice in edition.choices:
        option = next(each for each in choice.options if each.id == taken[choice.id])
        yield issue(
            "choice-taken",
            edition.edition,
            choice=choice.id,
            option=option.id,
            label=option.label.vi,
            label_en=option.label.text("en"),
        )


def _by_block(edition: Edition, inputs: Inputs) -> dict[str | None, list[AgencyInput]]:
    """Where the edition declares no blocks, those of the file are taken as they are."""
    known = {block.id for block in edition.blocks}
    groups: dict[str | None, list[AgencyInput]] = {}
    for agency in inputs.agencies.values():
        group = agency.block if agency.block in known or not known else None
        groups.setdefault(group, []).append(agency)
    return groups


def _score_block(
    result: Result, inputs: Inputs, areas: tuple[Branch, ...], agencies: list[AgencyInput]
) -> None:
    frame = _frame(areas)
    contexts = compare_peers(frame.items, agencies, inputs.agencies.values())
    for agency in agencies:
        _score_agency(result, inputs, frame, agency, contexts)
    result.contexts |= contexts


class _Frame(NamedTuple):
    """What counts for a block, worked out once."""

    areas: tuple[Branch, ...]
    items: list[Branch]
    groups: list[Branch]
    here: set[str]


def _frame(areas: tuple[Branch, ...]) -> _Frame:
    items = [item for area in areas for item in area.items()]
    groups = [branch for area in areas for branch in _groups(area)]
    return _Frame(areas, items, groups, {each.node.code for each in (*items, *groups)})


def _score_agency(
    result: Result, inputs: Inputs, frame: _Frame, agency: AgencyInput, contexts: Contexts
) -> None:
    covered = _covered_by_groups(frame.groups, agency, inputs, result.issues)
    scores = _score_items(frame.items, agency, contexts, inputs, result.issues)
    scores.update(covered)
    if not agency.items.keys() <= frame.here:
        result.issues += _strangers(result.edition, frame.here, agency, inputs)
    result.agencies.append(sum_agency(result.edition, frame.areas, agency, scores))
    result.givens[agency.code] = agency.items


def _score_items(
    items: list[Branch],
    agency: AgencyInput,
    contexts: Contexts,
    inputs: Inputs,
    issues: list[Issue],
) -> dict[str, Score]:
    scores: dict[str, Score] = {}
    handed_in = agency.items
    for item in items:
        node = item.node
        code = node.code
        given = handed_in.get(code)
        if given is None or node.rule is None:
            scores[code] = NOT_REPORTED
            continue
        context = contexts.get((agency.code, code), ALONE) if contexts else ALONE
        try:
            if node.scaled_by is not None:
                scale = _scale(given, handed_in.get(node.scaled_by))
                contexts[agency.code, code] = context._replace(scale=scale)
                given = given.scaled(scale)
            score = node.rule.score(given, item.maximum, context)
        except InputRefused as refusal:
            where = inputs.place(agency.code, code, given)
            issues.append(issue(refusal.code, where, criterion=code, **refusal.values))
            score = NOT_REPORTED
        scores[code] = score
        if score.points is None or (given.value is not None and given.value > HUNDRED):
            issues += _remarks(item, given, score, inputs.place(agency.code, code, given))
    return scores


def _remarks(item: Branch, given: Given, score: Score, where: str) -> Iterable[Issue]:
    node = item.node
    if score.step == UNSETTLED and item.maximum:
        yield issue("empty-denominator-unsettled", where, criterion=node.code)
    if score.step.startswith("parts_missing:"):
        yield issue("part-missing", where, criterion=node.code, parts=score.step.partition(":")[2])
    if score.step == "previous_missing":
        yield issue("previous-missing", where, criterion=node.code)
    if given.not_applicable and not item.may_not_apply:
        yield issue("not-applicable-unforeseen", where, criterion=node.code)
    if given.value is not None and given.value > HUNDRED and _is_share(node.rule):
        yield issue("percent-above-hundred", where, criterion=node.code, value=given.value)


def _is_share(rule: Rule | None) -> bool:
    """A percent that the edition does not let pass 100."""
    return getattr(rule, "of", None) == "percent" and not getattr(rule, "may_exceed", True)


def _scale(given: Given, factor: Given | None) -> Decimal | None:
    """Return the other item's ratio, at most 1; a figure cannot be scored without it."""
    if given.not_applicable or given._replace(points=None).is_blank:
        return None
    if factor is None or factor.numerator is None or not factor.denominator:
        raise InputRefused("scale-missing")
    return min(Decimal(1), factor.numerator / factor.denominator)


def _groups(branch: Branch) -> list[Branch]:
    """Return the branch and those below it that are sums."""
    if not branch.children:
        return []
    return [branch, *(each for child in branch.children for each in _groups(child))]


def _covered_by_groups(
    groups: list[Branch], agency: AgencyInput, inputs: Inputs, issues: list[Issue]
) -> dict[str, Score]:
    """An area may be handed in as a whole: its points, or that it does not apply."""
    covered: dict[str, Score] = {}
    for group in groups:
        code = group.node.code
        given = agency.items.get(code)
        if given is None or given.is_blank:
            continue
        where = inputs.place(agency.code, code, given)
        below = [item.node.code for item in group.items()]
        both = [item for item in below if item in agency.items]
        if given.points is None and not given.not_applicable:
            issues.append(issue("group-needs-points", where, criterion=code))
        elif both:
            issues.append(
                issue("group-and-items-given", where, criterion=code, items=", ".join(both))
            )
        elif given.not_applicable:
            covered |= dict.fromkeys(below, NOT_APPLICABLE)
        else:
            issues += _check_group_points(group, given, where)
            whole = Score(None, State.NOT_REPORTED, f"in_group:{code}")
            covered |= dict.fromkeys(below, whole)
    return covered


def _check_group_points(group: Branch, given: Given, where: str) -> Iterable[Issue]:
    points, code = given.points, group.node.code
    if points is None:
        return
    if points > group.maximum:
        values = {"points": points, "maximum": group.maximum}
        yield issue("points-above-maximum", where, criterion=code, **values)
    if points < 0 and group.kind == "scored":
        yield issue("points-below-minimum", where, criterion=code, points=points, minimum=0)


def _strangers(
    edition: Edition, here: Set[str], agency: AgencyInput, inputs: Inputs
) -> Iterable[Issue]:
    """Items of the edition that do not count for this block or under these options."""
    for code, given in agency.items.items():
        if code not in here and edition.node(code) is not None:
            where = inputs.place(agency.code, code, given)
            yield issue("code-not-here", where, criterion=code, agency=agency.code)
