"""Maxima must add up, for every block and under every option."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from caicach.core.criteria.edition import Edition
from caicach.core.criteria.outline import Branch, outline
from caicach.core.documents import Document, Loc
from caicach.core.issues import Issue, Said, issue
from caicach.core.numbers import format_number

ZERO = Decimal(0)


def check_maxima(
    edition: Edition, document: Document, ways: Sequence[Mapping[str, str]]
) -> list[Issue]:
    """Return each place where the parts do not add to what is printed above them, once.

    ways: every combination of the edition's options.
    """
    lines = {node.code: loc for loc, node, _ in reversed(list(edition.walk()))}
    found: dict[Issue, None] = {}
    blocks: list[str | None] = [each.id for each in edition.blocks]
    for block in blocks or [None]:
        for way in ways:
            areas = outline(edition, way, block)
            for each in _check_areas(areas, document, lines):
                found.setdefault(each)
            for each in _check_total(edition, areas, document, block):
                found.setdefault(each)
    return list(found)


def _check_areas(
    branches: Sequence[Branch], document: Document, lines: Mapping[str, Loc]
) -> Iterator[Issue]:
    for branch in branches:
        if not branch.children:
            continue
        yield from _check_areas(branch.children, document, lines)
        total = sum((child.maximum for child in branch.children), ZERO)
        if total != branch.maximum and branch.kind == "scored":
            yield issue(
                "maxima-do-not-add",
                document.where((*lines[branch.node.code], "max_points")),
                criterion=branch.node.code,
                total=total,
                maximum=branch.maximum,
                parts=_added([child.maximum for child in branch.children]),
            )


def _check_total(
    edition: Edition, areas: Sequence[Branch], document: Document, block: str | None
) -> Iterator[Issue]:
    scored = [area.maximum for area in areas if area.kind == "scored"]
    total = sum(scored, ZERO)
    if total == edition.maximum or (edition.partial is not None and total < edition.maximum):
        return
    yield issue(
        "total-does-not-add",
        document.where(("maximum",) if "maximum" in _keys(document) else ("areas",)),
        total=total,
        maximum=edition.maximum,
        parts=_added(scored),
        block=block or "–",
    )


def _keys(document: Document) -> set[str]:
    return set(document.content) if isinstance(document.content, dict) else set()


def _added(amounts: Sequence[Decimal]) -> Said:
    """Return `1,5 + 2`, as each language writes its decimals."""
    vi, en = (
        " + ".join(format_number(each, lang=lang) for each in amounts) for lang in ("vi", "en")
    )
    return Said(vi, en)
