"""What must hold in an edition beyond its shape; every fault with its line."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from itertools import product

from caicach.core.criteria.check_maxima import check_maxima
from caicach.core.criteria.edition import Edition, Node
from caicach.core.criteria.measures import known_measures
from caicach.core.documents import Document, Loc
from caicach.core.issues import Issue, issue
from caicach.core.rules.measure import ZERO
from caicach.core.rules.steps import check_spans


def check_edition(edition: Edition, document: Document) -> list[Issue]:
    """Return every fault and warning of an edition that has the right shape."""
    return [
        *_check_choices(edition, document),
        *_check_codes(edition, document),
        *_check_nodes(edition, document),
        *check_maxima(edition, document, combinations(edition)),
        *_check_bands(edition, document),
        *_check_days(edition, document),
    ]


def combinations(edition: Edition) -> list[Mapping[str, str]]:
    """Return every way to take the edition's choices; one empty way when there are none."""
    named = [[(choice.id, o.id) for o in choice.options] for choice in edition.choices]
    return [dict(way) for way in product(*named)]


def _check_choices(edition: Edition, document: Document) -> Iterator[Issue]:
    for index, choice in enumerate(edition.choices):
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
        yield from _check_rule(node, loc, document)
        yield from _check_measure(node, (*loc, "measured_by"), document, measures)
        yield from _check_references(edition, node, loc, document)


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


def _check_rule(node: Node, loc: Loc, document: Document) -> Iterator[Issue]:
    if node.rule is None or node.max_points is None:
        return
    for fault in node.rule.check(abs(node.max_points)):
        where = document.where((*loc, "rule", *fault.loc))
        yield issue(fault.code, where, criterion=node.code, **fault.values)
    full = node.rule.full(node.max_points)
    if node.kind == "scored" and ZERO < full < node.max_points and node.rule.kind != "penalty":
        where = document.where((*loc, "rule"))
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
    if node.scaled_by is not None and edition.node(node.scaled_by) is None:
        where = document.where((*loc, "scaled_by"))
        yield issue("code-unknown-here", where, criterion=node.scaled_by)


def _check_bands(edition: Edition, document: Document) -> Iterator[Issue]:
    blocks = [block.id for block in edition.blocks]
    for index, band in enumerate(edition.bands):
        for name in band.blocks:
            if name not in blocks:
                where = document.where(("bands", index, "blocks"))
                yield issue("block-unknown", where, value=name, known=", ".join(blocks) or "–")
    for block in blocks or [""]:
        yield from _check_bands_of(edition, block, document)


def _check_bands_of(edition: Edition, block: str, document: Document) -> Iterator[Issue]:
    mine = [i for i, band in enumerate(edition.bands) if not band.blocks or block in band.blocks]
    if not mine:
        return
    for fault in check_spans([edition.bands[i] for i in mine], "percent", "bands"):
        place = mine[int(fault.loc[1])] if len(fault.loc) > 1 else mine[0]
        where = document.where(("bands", place))
        yield issue(fault.code, where, criterion=block or "–", **fault.values)


def _check_days(edition: Edition, document: Document) -> Iterator[Issue]:
    span = edition.effective
    if span is not None and span.until is not None and span.until < span.from_:
        where = document.where(("effective", "until"))
        yield issue("days-reversed", where, first=span.from_, last=span.until)
