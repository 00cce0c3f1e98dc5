"""What must hold in an edition beyond its shape; every fault with its line."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import product
from math import prod

from caicach.core.criteria.check_bands import check_bands
from caicach.core.criteria.check_maxima import check_maxima
from caicach.core.criteria.edition import Edition, Node
from caicach.core.criteria.measures import known_measures
from caicach.core.documents import Document, Loc
from caicach.core.issues import Issue, issue
from caicach.core.rules import RelativeToBestRule
from caicach.core.rules.linear import MeasuredRule
from caicach.core.rules.steps import StepsRule

MOST_COMBINATIONS = 64


def check_edition(edition: Edition, document: Document) -> list[Issue]:
    """Return every fault and warning of an edition that has the right shape."""
    return [
        *_check_choices(edition, document),
        *_check_codes(edition, document),
        *_check_nodes(edition, document),
        *check_maxima(edition, document, combinations(edition)),
        *check_bands(edition, document),
        *_check_days(edition, document),
    ]


def combinations(edition: Edition) -> list[Mapping[str, str]]:
    """Return every way to take the edition's choices; one empty way when there are none.

    Where there are too many, each option is taken once with the others at their default.
    """
    named = [[(choice.id, o.id) for o in choice.options] for choice in edition.choices]
    if prod(map(len, named)) <= MOST_COMBINATIONS:
        return [dict(way) for way in product(*named)]
    return [{**edition.defaults(), choice: option} for each in named for choice, option in each]


def _check_choices(edition: Edition, document: Document) -> Iterator[Issue]:
    yield from check_names([each.id for each in edition.choices], ("choices",), document)
    yield from check_names([each.id for each in edition.blocks], ("blocks",), document)
    for index, choice in enumerate(edition.choices):
        place: Loc = ("choices", index, "options")
        yield from check_names([each.id for each in choice.options], place, document)
        options = [option.id for option in choice.options]
        if choice.default not in options:
            yield issue(
                "not-one-of",
                document.where(("choices", index, "default")),
                value=choice.default,
                known=", ".join(options),
            )


def _check_codes(edition: Edition, document: Document) -> Iterator[Issue]:
    first: dict[str, str] = {}
    for loc, node, _ in edition.walk():
        where = document.where((*loc, "code"))
        if node.code in first:
            yield issue("code-duplicate", where, criterion=node.code, first=first[node.code])
        elif "#" in node.code:
            yield issue("code-with-hash", where, criterion=node.code)
        first.setdefault(node.code, where)


def _check_nodes(edition: Edition, document: Document) -> Iterator[Issue]:
    measures = known_measures() | set(edition.measures)
    for loc, node, above in edition.walk():
        where = document.where(loc)
        yield from _check_item(node, above, where)
        yield from _check_rule(node, above, loc, document)
        yield from _check_measure(node, (*loc, "measured_by"), document, measures)
        yield from _check_references(edition, node, loc, document)


def check_names(names: Sequence[str], loc: Loc, document: Document) -> Iterator[Issue]:
    """Yield a fault for each id that stands twice in one list."""
    for index, name in enumerate(names):
        if name in names[:index]:
            yield issue("name-duplicate", document.where((*loc, index, "id")), value=name)


def _check_item(node: Node, above: tuple[Node, ...], where: str) -> Iterator[Issue]:
    if node.criteria:
        if node.rule is not None:
            yield issue("rule-on-a-sum", where, criterion=node.code)
        return
    if node.rule is None:
        yield issue("rule-missing", where, criterion=node.code)
    if node.max_points is None:
        yield issue("maximum-missing", where, criterion=node.code)
    elif node.max_points < 0 and not _is_penalty(node, above):
        yield issue("maximum-negative", where, criterion=node.code, value=node.max_points)
    if all(each.source is None for each in (node, *above)):
        yield issue("source-missing", where, criterion=node.code)


def _is_penalty(node: Node, above: tuple[Node, ...]) -> bool:
    return any(each.kind in ("penalty", "bonus_penalty") for each in (node, *above))


def _check_rule(
    node: Node, above: tuple[Node, ...], loc: Loc, document: Document
) -> Iterator[Issue]:
    where = document.where((*loc, "rule"))
    is_extra = any(each.kind != "scored" for each in (node, *above))
    if is_extra and above and above[0].kind == "scored":
        yield issue("bonus-inside-area", document.where(loc), criterion=node.code)
    if node.rule is None or node.max_points is None:
        return
    if node.rule.kind in ("bonus", "penalty") and not is_extra:
        yield issue("bonus-inside-area", where, criterion=node.code)
    for fault in node.rule.check(abs(node.max_points)):
        if fault.code == "rule-below-zero" and _is_penalty(node, above):
            continue
        place = document.where((*loc, "rule", *fault.loc))
        yield issue(fault.code, place, criterion=node.code, **fault.values)
    full = node.rule.full(node.max_points)
    if not is_extra and full < node.max_points and node.rule.kind != "penalty":
        yield issue(
            "maximum-out-of-reach",
            where,
            criterion=node.code,
            most=full,
            maximum=node.max_points,
        )


def _check_measure(
    node: Node, loc: Loc, document: Document, known: frozenset[str] | set[str]
) -> Iterator[Issue]:
    if node.measured_by is None or node.measured_by.indicator is None:
        return
    name = node.measured_by.indicator
    if name not in known:
        near = get_close_matches(name, sorted(known), n=3) or sorted(known)[:8]
        where = document.where((*loc, "indicator"))
        yield issue(
            "measure-unknown", where, criterion=node.code, value=name, known=", ".join(near)
        )


def _check_references(
    edition: Edition, node: Node, loc: Loc, document: Document
) -> Iterator[Issue]:
    blocks = {block.id for block in edition.blocks}
    for index, name in enumerate(node.blocks):
        if name not in blocks:
            where = document.where((*loc, "blocks", index))
            yield issue("block-unknown", where, value=name, known=", ".join(sorted(blocks)) or "–")
    options = {choice.id: [o.id for o in choice.options] for choice in edition.choices}
    for choice, option in node.when.items():
        if option not in options.get(choice, []):
            known = ", ".join(options.get(choice, options))
            where = document.where((*loc, "when", choice))
            yield issue(
                "choice-of-edition-unknown", where, value=f"{choice}: {option}", known=known
            )
    if node.scaled_by is not None:
        yield from _check_scale(edition, node, document.where((*loc, "scaled_by")))


def _check_scale(edition: Edition, node: Node, where: str) -> Iterator[Issue]:
    """Only a share or a number can be multiplied: a product of peers or counts means nothing."""
    factor = edition.node(node.scaled_by or "")
    if factor is None:
        yield issue("code-unknown-here", where, criterion=node.scaled_by)
    elif factor is node or factor.criteria:
        yield issue("scale-not-an-item", where, criterion=node.code, value=node.scaled_by)
    fits = isinstance(node.rule, MeasuredRule | StepsRule) and node.rule.of != "count"
    if node.rule is not None and (not fits or isinstance(node.rule, RelativeToBestRule)):
        yield issue("scale-refused", where, criterion=node.code, kind=node.rule.kind)


def _check_days(edition: Edition, document: Document) -> Iterator[Issue]:
    span = edition.effective
    if span is not None and span.until is not None and span.until < span.from_:
        where = document.where(("effective", "until"))
        yield issue("days-reversed", where, first=span.from_, last=span.until)
