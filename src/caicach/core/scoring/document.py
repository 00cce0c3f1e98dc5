"""A result as a document: the JSON that is kept, published, explained and compared."""

from collections.abc import Iterator
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from caicach import __version__
from caicach.core.criteria import Branch, Node, Source
from caicach.core.issues import Issue, Lang, issue
from caicach.core.numbers import plain
from caicach.core.rules import ALONE, AnyRule, Context, Given, State
from caicach.core.scoring.result import AgencyScore, Break, Change, NodeScore, Result

SCHEMA = "caicach-result/1"

Entry = dict[str, Any]

NUMBERS = ("value", "numerator", "denominator", "points", "previous")
NUMBERS_OF = attrgetter(*NUMBERS)


def result_document(result: Result, lang: Lang = "vi") -> Entry:
    """Return the whole result; decimals are text, missing is null. Schema: `caicach-result/1`."""
    document = result_head(result, lang)
    document["agencies"] = list(agency_entries(result, lang))
    document["issues"] = [issue_entry(each, lang) for each in result.issues]
    return document


def result_head(result: Result, lang: Lang = "vi") -> Entry:
    """Return all but agencies and issues, so that a large result can be written piece by piece."""
    edition = result.edition
    return {
        "schema": SCHEMA,
        "edition": edition.edition,
        "label": edition.label.text(lang),
        "sample": None if edition.sample is None else edition.sample.text(lang),
        "partial": None if edition.partial is None else edition.partial.text(lang),
        "continues": edition.continues,
        "maximum": plain(edition.maximum),
        "shown_places": edition.shown_places,
        "ranked_by": edition.ranking.by,
        "rounding": edition.rounding.model_dump(),
        "choices": dict(result.choices),
        "blocks": [{"id": b.id, "label": b.label.text(lang)} for b in edition.blocks],
        "coverage": _coverage(result),
        "caicach": __version__,
        "criteria": dict(_definitions(result, lang)),
    }


def _coverage(result: Result) -> Entry:
    """How much of the set is known, over all agencies: items with points and maximum points."""
    due = sum(each.items_due for each in result.agencies)
    reported = sum(each.items_reported for each in result.agencies)
    share = Decimal(reported) / due if due else None
    return {
        "items_reported": reported,
        "items_due": due,
        "share": None if share is None else plain(round(share, 6)),
        "complete_agencies": sum(each.is_complete for each in result.agencies),
        "agencies": len(result.agencies),
    }


def _definitions(result: Result, lang: Lang) -> Iterator[tuple[str, Entry]]:
    told: set[str] = set()
    order = [block.id for block in result.edition.blocks]
    blocks = sorted(result.outlines, key=lambda block: order.index(block) if block in order else -1)
    for areas in (result.outlines[block] for block in blocks):
        for area in areas:
            for branch, parent, source in _walk(area, None, None):
                if branch.node.code not in told:
                    told.add(branch.node.code)
                    yield branch.node.code, _definition(branch, parent, source, lang)


def _walk(
    branch: Branch, parent: str | None, source: Source | None
) -> Iterator[tuple[Branch, str | None, Source | None]]:
    source = branch.node.source or source
    yield branch, parent, source
    for child in branch.children:
        yield from _walk(child, branch.node.code, source)


def _definition(branch: Branch, parent: str | None, source: Source | None, lang: Lang) -> Entry:
    node = branch.node
    return {
        "label": node.label.text(lang),
        "printed_code": node.printed_code,
        "parent": parent,
        "kind": branch.kind,
        "maximum": plain(branch.maximum),
        "rule": rule_entry(node),
        "rule_text": None if node.rule is None else node.rule.words(branch.maximum, lang),
        "source": source_text(source, lang),
        "continues": node.continues,
        "survey": node.assessed_by == "survey",
    }


def rule_entry(node: Node) -> Entry | None:
    """Return the rule as it stands in the edition, decimals as text."""
    return None if node.rule is None else _rule_entry(node.rule)


def _rule_entry(rule: AnyRule) -> Entry:
    """The kind is a default of its model, so it is put back, in the rules of parts as well."""
    raw: Entry = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for name in ("parts", "cases"):
        for part, entry in zip(getattr(rule, name, ()), raw.get(name, ()), strict=True):
            entry["rule"] = _rule_entry(part.rule)
    return {"kind": rule.kind, **raw}


def source_text(source: Source | None, lang: Lang = "vi") -> str | None:
    """Return a source on one line: text, place, address, and how sure we are of it."""
    if source is None:
        return None
    status = None if source.status is None else STATUS_WORDS[lang][source.status]
    parts = [source.text, source.place, source.href, status]
    return "; ".join(part for part in parts if part) or None


STATUS_WORDS: dict[Lang, dict[str, str]] = {
    "vi": {
        "official": "đọc trong văn bản gốc",
        "reported": "đọc ở nguồn khác",
        "recalled": "chưa được xác nhận",
        "derived": "do dự án suy ra",
        "sample": "mẫu",
    },
    "en": {
        "official": "read in the text itself",
        "reported": "read elsewhere",
        "recalled": "to be confirmed",
        "derived": "derived by the project",
        "sample": "a sample",
    },
}


def issue_entry(found: Issue, lang: Lang = "vi") -> Entry:
    """Return an issue with its words in `lang`."""
    return {
        "code": found.code,
        "severity": found.severity,
        "where": found.where,
        "problem": found.problem(lang),
        "remedy": found.remedy(lang),
    }


def agency_entries(result: Result, lang: Lang = "vi") -> Iterator[Entry]:
    """Yield every agency: sums, place, areas, groups between, items with their traces."""
    frames = {block: list(_frames(areas, lang)) for block, areas in result.outlines.items()}
    for agency in result.agencies:
        block = agency.block if agency.block in result.outlines else None
        entry = _agency_entry(agency, result.outlines[block], lang)
        entry["items"] = list(_items(result, agency, frames[block]))
        yield entry


def _agency_entry(agency: AgencyScore, areas: tuple[Branch, ...], lang: Lang) -> Entry:
    groups = [g for area in areas for child in area.children for g in _inner(child)]
    return {
        "code": agency.code,
        "name": agency.name,
        "block": agency.block,
        "points": _known(agency.points, agency),
        "base_points": plain(agency.base_points),
        "bonus": plain(agency.bonus),
        "penalty": plain(agency.penalty),
        "maximum": plain(agency.maximum),
        "index": _decimal(agency.index),
        "index_of_reported": _decimal(agency.index_of_reported),
        "coverage": {
            "items_reported": agency.items_reported,
            "items_due": agency.items_due,
            "maximum_reported": plain(agency.reported),
        },
        "rank": agency.rank,
        "rank_of": agency.rank_of,
        "unranked": _break_entry(agency.unranked, agency.code, lang),
        "band": None if agency.band is None else agency.band.text(lang),
        "change": _change_entry(agency.change, agency.code, lang),
        "areas": [_node_entry(area, agency.nodes[area.node.code]) for area in areas],
        "groups": [_node_entry(group, agency.nodes[group.node.code]) for group in groups],
    }


def _inner(branch: Branch) -> list[Branch]:
    if not branch.children:
        return []
    return [branch, *(each for child in branch.children for each in _inner(child))]


def _known(points: Decimal, agency: AgencyScore) -> str | None:
    return plain(points) if agency.items_reported or points else None


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _node_entry(branch: Branch, node: NodeScore) -> Entry:
    """Bonus and penalty stand outside the base: they have no index, and only bonus a maximum."""
    known = node.state is State.SCORED
    is_proper = branch.kind == "scored"
    return {
        "code": branch.node.code,
        "points": plain(node.points) if known else None,
        "maximum": plain(node.maximum if is_proper else _most_bonus(branch)),
        "index": _decimal(node.index) if is_proper else None,
        "state": node.state.value,
    }


def _most_bonus(branch: Branch) -> Decimal:
    """Return the most that bonuses of the branch can earn; penalties earn nothing."""
    if branch.kind == "bonus":
        return branch.maximum
    bonuses = [item.maximum for item in branch.items() if item.kind == "bonus"]
    return sum(bonuses, Decimal(0))


class _Frame(NamedTuple):
    """What all agencies of a block share for one item, as text."""

    code: str
    maximum: Decimal
    rule: str | None
    source: str | None


def _frames(areas: tuple[Branch, ...], lang: Lang) -> Iterator[_Frame]:
    for branch, _, source in (each for area in areas for each in _walk(area, None, None)):
        node = branch.node
        if not branch.children:
            kind = None if node.rule is None else node.rule.kind
            told = source_text(source, lang)
            yield _Frame(node.code, branch.maximum, kind, told)


def _items(result: Result, agency: AgencyScore, frames: list[_Frame]) -> Iterator[Entry]:
    givens = result.givens.get(agency.code, {})
    edition, contexts = result.edition.edition, result.contexts
    for frame in frames:
        code = frame.code
        score = agency.scores[code]
        context = contexts.get((agency.code, code), ALONE) if contexts else ALONE
        yield {
            "code": code,
            "points": None if score.points is None else plain(score.points),
            "maximum": plain(frame.maximum - score.exempt),
            "state": score.state.value,
            "trace": {
                "edition": edition,
                "rule": frame.rule,
                "inputs": inputs_entry(givens.get(code), context),
                "step": score.step,
                "source": frame.source,
            },
        }


def inputs_entry(given: Given | None, context: Context = ALONE) -> Entry:
    """Return what was handed in, without what was left out; decimals as text.

    Beside it, what the rule knew of others: `best`, `rank` and `scale`.
    """
    if given is None:
        return {}
    entry: Entry = {
        name: plain(number)
        for name, number in zip(NUMBERS, NUMBERS_OF(given), strict=True)
        if number is not None
    }
    if given.has_only_numbers and context is ALONE:
        return entry
    rest: Entry = {
        "choice": given.choice,
        "percent_sign": given.has_sign or None,
        "not_applicable": given.not_applicable or None,
        "parts": _parts(given),
        "best": _decimal(context.best),
        "rank": context.rank,
        "scale": _decimal(context.scale),
    }
    return entry | {name: value for name, value in rest.items() if value is not None}


def _parts(given: Given) -> Entry | None:
    if not given.parts:
        return None
    return {key: inputs_entry(part) for key, part in given.parts.items()}


def _break_entry(broken: Break | None, agency: str, lang: Lang) -> Entry | None:
    if broken is None:
        return None
    found = issue(broken.code, agency, **dict(broken.values))
    return {"code": broken.code, "text": found.problem(lang)}


def _change_entry(change: Change | None, agency: str, lang: Lang) -> Entry | None:
    if change is None:
        return None
    return {
        "edition": change.edition,
        "index": _decimal(change.index),
        "rank": change.rank,
        "break": _break_entry(change.broken, agency, lang),
    }
