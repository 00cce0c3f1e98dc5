"""Every figure of a published result worked out again from what stands beside it."""

from collections.abc import Iterator, Sequence
from decimal import Context as DecimalContext
from decimal import Decimal, localcontext
from itertools import groupby

from caicach.core.issues import Issue, issue
from caicach.core.numbers import plain, round_to
from caicach.core.ranking import rank_values, settle
from caicach.core.scoring.explain import extra_points, item_holds, sum_holds
from caicach.core.scoring.kept import KeptAgency, KeptNode, ResultDocument

ZERO = Decimal(0)


def recount(document: ResultDocument) -> list[Issue]:
    """Return a fault for every item, sum, total, index and rank that does not follow.

    Items from their inputs and rule, areas and groups from those below, totals from areas,
    indices from totals, ranks from unrounded totals or indices. Bonus and penalty may be less
    than was earned, as a cap makes them, and never more: the cap stands in the edition alone.
    """
    issues: list[Issue] = []
    with localcontext(DecimalContext(prec=28)):
        for agency in document.agencies:
            issues += _items(document, agency)
            issues += _sums(document, agency)
            issues += _extras(document, agency)
            issues += _total(document, agency)
        by_block = sorted(document.agencies, key=lambda each: each.block or "")
        for _, agencies in groupby(by_block, key=lambda each: each.block or ""):
            issues += _ranks(document, list(agencies))
    return issues


def _where(agency: KeptAgency, code: str = "") -> str:
    name = agency.name or agency.code
    return f"{name} / {code}" if code else name


def _items(document: ResultDocument, agency: KeptAgency) -> Iterator[Issue]:
    for item in agency.items:
        definition = document.criteria.get(item.code)
        if definition is None or not item_holds(document, item, definition):
            stated = "–" if item.points is None else plain(item.points)
            yield issue("publication-item-differs", _where(agency, item.code), stated=stated)


def _sums(document: ResultDocument, agency: KeptAgency) -> Iterator[Issue]:
    items = {each.code for each in agency.items}
    for node in (*agency.areas, *agency.groups):
        if node.code in items:  # an area scored by a rule of its own is no sum
            continue
        if node.code not in document.criteria or not sum_holds(document, agency, node.code):
            stated = "–" if node.points is None else plain(node.points)
            yield issue("publication-sum-differs", _where(agency, node.code), stated=stated)


def _extras(document: ResultDocument, agency: KeptAgency) -> Iterator[Issue]:
    codes = {each.code for each in agency.items} | {each.code for each in agency.areas}
    if not codes <= document.criteria.keys():
        return  # told already, one by one
    earned = list(extra_points(document, agency))
    bonus = sum((each for each in earned if each > 0), ZERO)
    penalty = sum((each for each in earned if each < 0), ZERO)
    for taken, most in ((agency.bonus, bonus), (-agency.penalty, -penalty)):
        if not 0 <= settle(taken) <= settle(most):
            yield _differs("publication-extra-differs", agency, taken, most)


def _total(document: ResultDocument, agency: KeptAgency) -> Iterator[Issue]:
    """What stands is compared only where something was reported; else there is nothing to add."""
    if agency.points is None:
        return
    exact = _exact_points(document, agency)
    total = _rounded(exact, document)
    if settle(total) != settle(agency.points):
        yield _differs("publication-total-differs", agency, agency.points, total)
    maximum = sum((each.maximum for each in _proper(document, agency)), ZERO)
    if settle(maximum) != settle(agency.maximum):
        yield _differs("publication-maximum-differs", agency, agency.maximum, maximum)
    index = None if agency.maximum == 0 else agency.points * 100 / agency.maximum
    if agency.index is not None and index is not None and settle(index) != settle(agency.index):
        yield _differs("publication-index-differs", agency, agency.index, index)


def _differs(code: str, agency: KeptAgency, stated: Decimal, again: Decimal) -> Issue:
    figures = {"stated": settle(stated), "again": settle(again)}
    return Issue(code, _where(agency), tuple(figures.items()))


def _proper(document: ResultDocument, agency: KeptAgency) -> list[KeptNode]:
    return [each for each in agency.areas if _kind(document, each) == "scored"]


def _kind(document: ResultDocument, node: KeptNode) -> str:
    definition = document.criteria.get(node.code)
    return "" if definition is None else definition.kind


def _exact_points(document: ResultDocument, agency: KeptAgency) -> Decimal:
    """Return the points before the total is rounded: ranks are read from these."""
    base = sum((each.points or ZERO for each in _proper(document, agency)), ZERO)
    return base + agency.bonus + agency.penalty


def _rounded(points: Decimal, document: ResultDocument) -> Decimal:
    rounding = document.rounding
    if rounding.at != "total":
        return points
    return round_to(settle(points), rounding.places, rounding.mode)


def _ranks(document: ResultDocument, agencies: Sequence[KeptAgency]) -> Iterator[Issue]:
    """Compare the ranks of one block, among those that hold one."""
    values = {
        each.code: value
        for each in agencies
        if each.rank is not None and (value := _ranked_by(document, each)) is not None
    }
    again = rank_values(values)
    for agency in agencies:
        due = again.get(agency.code)
        if agency.rank != due:
            shown = {"stated": _shown(agency.rank), "again": _shown(due)}
            yield issue("publication-rank-differs", _where(agency), **shown)
        if agency.rank_of != len(again):
            shown = {"stated": str(agency.rank_of), "again": str(len(again))}
            yield issue("publication-rank-of-differs", _where(agency), **shown)


def _shown(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _ranked_by(document: ResultDocument, agency: KeptAgency) -> Decimal | None:
    exact = _exact_points(document, agency)
    if document.ranked_by == "points":
        return exact
    return None if not agency.maximum else exact * 100 / agency.maximum
