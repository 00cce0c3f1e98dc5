"""Between two years: change of index and rank where they compare, a stated break where not."""

from collections.abc import Iterator, Mapping

from caicach.core.criteria import Edition
from caicach.core.issues import issue
from caicach.core.rules import Given, State, YearOnYearRule
from caicach.core.rules.given import EmptyDenominator, InputRefused
from caicach.core.scoring.document import result_head
from caicach.core.scoring.inputs import Inputs
from caicach.core.scoring.kept import KeptAgency, KeptCriterion, KeptItem, ResultDocument
from caicach.core.scoring.placing import is_missing
from caicach.core.scoring.result import AgencyScore, Break, Change, Result


def compare_with(result: Result, previous: ResultDocument) -> None:
    """Give every agency its change since `previous`, or the break that forbids one.

    Agencies that were there before and are gone are told as notes.
    """
    broken = _break_of_method(result, previous)
    before = {agency.code: agency for agency in previous.agencies}
    former = _former_codes(result, previous.edition)
    for agency in result.agencies:
        was = before.get(agency.code)
        agency.change = _change(agency, was, previous.edition, broken)
        if was and broken is None and _missing(agency, former) != _missed(was, previous):
            gap = Break("break-incomplete", (("agency", agency.code),))
            agency.change = Change(previous.edition, broken=gap)
    present = {agency.code for agency in result.agencies}
    for code in (each for each in before if each not in present):
        values = {"agency": code, "previous": previous.edition}
        result.issues.append(issue("agency-gone", previous.edition, **values))


def _change(
    agency: AgencyScore, before: KeptAgency | None, previous: str, broken: Break | None
) -> Change:
    if broken is not None:
        return Change(previous, broken=broken)
    if before is None:
        values = (("agency", agency.code), ("previous", previous))
        return Change(previous, broken=Break("break-agency", values))
    index = None
    if agency.index is not None and before.index is not None:
        index = agency.index - before.index
    if before.block != agency.block:
        moved = (("before", before.block or "–"), ("now", agency.block or "–"))
        broken = Break("break-block", (("agency", agency.code), *moved))
        return Change(previous, index=index, broken=broken)
    if agency.rank is None or before.rank is None:
        return Change(previous, index=index)
    return Change(previous, index=index, rank=before.rank - agency.rank)


def _former_codes(result: Result, previous: str) -> dict[str, str]:
    """Return the code that each item of the set proper had in the edition before."""
    items = [
        item
        for areas in result.outlines.values()
        for area in areas
        for item in area.items()
        if item.kind == "scored" and item.maximum
    ]
    codes = {item.node.code: item.node.continues for item in items}
    return {code: former_code(continues, previous) or code for code, continues in codes.items()}


def _missing(agency: AgencyScore, former: Mapping[str, str]) -> set[str]:
    """Items without points that apply, by the code they had before: two gaps may differ."""
    return {former[code] for code in agency.scores if code in former and is_missing(agency, code)}


def _missed(agency: KeptAgency, previous: ResultDocument) -> set[str]:
    return {
        item.code
        for item in agency.items
        if item.state is State.NOT_REPORTED
        and item.maximum != 0
        and previous.criteria[item.code].kind == "scored"
        and not item.trace.step.startswith("in_group:")
    }


def _break_of_method(result: Result, previous: ResultDocument) -> Break | None:
    edition = result.edition
    if edition.edition != previous.edition and edition.continues != previous.edition:
        values = (("edition", edition.edition), ("previous", previous.edition))
        return Break("break-edition", values)
    changed = sorted(_changed_items(result, previous))
    if changed:
        values = (("previous", previous.edition), ("items", ", ".join(changed)))
        return Break("break-method", values)
    return None


def _changed_items(result: Result, previous: ResultDocument) -> Iterator[str]:
    """Items whose maximum or rule differs, that are new, or that are gone.

    An item goes by another code than before when its `continues` names the former one.
    """
    now = result_head(result)["criteria"]
    known: set[str] = set()
    for code, entry in now.items():
        former = former_code(entry["continues"], previous.edition) or code
        known.add(former)
        before = previous.criteria.get(former)
        if before is None or not _is_same(before, KeptCriterion.model_validate(entry)):
            yield code
    yield from previous.criteria.keys() - known


def _is_same(before: KeptCriterion, now: KeptCriterion) -> bool:
    """Rules are compared as rules: 0.50 is 0.5, and a default written out is the default."""
    return before.maximum == now.maximum and before.read_rule() == now.read_rule()


def former_code(continues: str | None, previous: str) -> str | None:
    """Return the code an item had in the edition `previous`, from `set/edition#code`."""
    edition, _, code = (continues or "").partition("#")
    return code if code and edition == previous else None


def carry_previous(inputs: Inputs, previous: ResultDocument, edition: Edition) -> None:
    """Fill in last year's figure of items that compare with it, where none was handed in."""
    before = {agency.code: agency for agency in previous.agencies}
    for _, node, _ in edition.walk():
        if not isinstance(node.rule, YearOnYearRule):
            continue
        former = former_code(node.continues, previous.edition) or node.code
        for agency in inputs.agencies.values():
            given = agency.items.get(node.code)
            kept = before.get(agency.code)
            item = kept.item(former) if kept else None
            if given is None or given.previous is not None or item is None:
                continue
            agency.items[node.code] = _with_previous(given, item, node.rule)


def _with_previous(given: Given, item: KeptItem, rule: YearOnYearRule) -> Given:
    try:
        return given._replace(previous=rule.measure(item.given()))
    except (InputRefused, EmptyDenominator):
        return given
