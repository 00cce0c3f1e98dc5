"""The dry run before a round opens: everything that is missing, all at once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain

from caicach.core.criteria import Branch, Edition, outline
from caicach.core.issues import Issue, issue
from caicach.core.rounds.check_phases import check_phases
from caicach.core.rounds.leads import LedItem, by_lead, led_items
from caicach.core.rounds.phases import PhaseKind
from caicach.core.rounds.setup import LeadAgency, RoundSetup
from caicach.core.scoring import take_choices

SEVERITIES = ("fault", "warning", "note")


def dry_run(setup: RoundSetup) -> list[Issue]:
    """Return every finding, faults first: a fault keeps the round from opening.

    Raises ValueError for a choice or an option the edition lacks.
    """
    outlines = dict(_outlines(setup))
    items = _items(outlines)
    found = chain(
        check_phases(setup.phases, period=setup.period, calendar=setup.calendar),
        _check_edition(setup),
        _check_agencies(setup),
        _check_blocks(setup),
        _check_weights(setup.edition, outlines),
        _check_leads(setup, items),
        _check_sources(setup, items),
    )
    return sorted(found, key=lambda each: SEVERITIES.index(each.severity))


def _outlines(setup: RoundSetup) -> Iterator[tuple[str | None, tuple[Branch, ...]]]:
    """Yield what counts for each block that has agencies, for none where there are none."""
    taken = take_choices(setup.edition, setup.choices)
    declared = {block.id for block in setup.edition.blocks}
    used = {each.block if each.block in declared else None for each in setup.agencies} or {None}
    for block in sorted(used, key=str):
        yield block, outline(setup.edition, taken, block)


def _items(outlines: Mapping[str | None, tuple[Branch, ...]]) -> list[LedItem]:
    """Return every item that counts anywhere, once."""
    found: dict[str, LedItem] = {}
    for areas in outlines.values():
        for item in led_items(areas):
            found.setdefault(item.code, item)
    return list(found.values())


def _check_edition(setup: RoundSetup) -> Iterator[Issue]:
    edition, effective = setup.edition, setup.edition.effective
    if edition.sample is not None:
        yield issue("round-edition-sample", edition.edition, edition=edition.edition)
    first, last = setup.period.first_day, setup.period.last_day
    if effective is None:
        return
    if effective.from_ > last or (effective.until is not None and effective.until < first):
        values = {"edition": edition.edition, "period": str(setup.period)}
        yield issue("round-edition-not-in-force", edition.edition, **values)


def _check_agencies(setup: RoundSetup) -> Iterator[Issue]:
    if not setup.agencies:
        yield issue("round-agencies-missing", setup.edition.edition)
    approves = any(phase.kind is PhaseKind.HEAD_APPROVAL for phase in setup.phases)
    times = Counter(each.code for each in setup.agencies)
    for code, number in times.items():
        if number > 1:
            yield issue("round-agency-twice", code, agency=code)
    for each in setup.agencies:
        if not each.officers:
            yield issue("agency-without-officer", each.code, agency=each.name)
        if approves and not each.heads:
            yield issue("agency-without-head", each.code, agency=each.name)


def _check_blocks(setup: RoundSetup) -> Iterator[Issue]:
    declared = [block.id for block in setup.edition.blocks]
    for each in setup.agencies:
        if declared and each.block not in declared:
            known = ", ".join(declared)
            values = {"agency": each.name, "value": each.block or "–", "known": known}
            yield issue("round-block-unknown", each.code, **values)
    sizes = Counter(each.block for each in setup.agencies)
    for block, number in sizes.items():
        if number == 1:
            yield issue("round-block-of-one", block or "–", block=block or "–")


def _check_weights(
    edition: Edition, outlines: Mapping[str | None, tuple[Branch, ...]]
) -> Iterator[Issue]:
    """An edition that ships is checked when it is read; blocks of the round's own are not."""
    for block, areas in outlines.items():
        total = sum((area.maximum for area in areas if area.kind == "scored"), Decimal(0))
        is_part = edition.partial is not None and total < edition.maximum
        if total != edition.maximum and not is_part:
            values = {"block": block or "–", "total": total, "maximum": edition.maximum}
            yield issue("round-weights", edition.edition, **values)


def _check_leads(setup: RoundSetup, items: list[LedItem]) -> Iterator[Issue]:
    scored = {each.code for each in setup.agencies}
    led: dict[str, tuple[LeadAgency, list[str]]] = {}
    for words, codes in by_lead(items).items():
        agency = setup.leads.get(words or "")
        yield from _check_words(setup, words, codes, is_known=agency is not None)
        agency = agency or setup.standing
        led.setdefault(agency.code, (agency, []))[1].extend(codes)
    place = {item.code: number for number, item in enumerate(items)}
    for agency, codes in led.values():
        codes.sort(key=place.__getitem__)
        yield from _check_lead(agency, codes, is_scored=agency.code in scored)


def _check_words(
    setup: RoundSetup, words: str | None, codes: list[str], *, is_known: bool
) -> Iterator[Issue]:
    values = {"items": ", ".join(codes), "standing": setup.standing.name}
    if words is None:
        yield issue("items-without-lead", setup.edition.edition, **values)
    elif not is_known:
        yield issue("lead-unresolved", setup.edition.edition, lead=words, **values)


def _check_lead(agency: LeadAgency, codes: list[str], *, is_scored: bool) -> Iterator[Issue]:
    values = {"lead": agency.name, "items": ", ".join(codes)}
    if not agency.appraisers:
        yield issue("lead-without-appraiser", agency.code, **values)
    if not is_scored:
        return
    if agency.stand_in is None or agency.stand_in == agency.code:
        yield issue("lead-without-stand-in", agency.code, **values)
    elif not agency.stand_in_appraisers:
        yield issue("stand-in-without-appraiser", agency.stand_in, **values)


def _check_sources(setup: RoundSetup, items: list[LedItem]) -> Iterator[Issue]:
    """What nobody knows is typed by hand: worth telling, not worth waiting for.

    Figures of surveys and indices come when they come.
    """
    typed: list[str] = []
    for item in items:
        if not item.is_appraised:
            continue
        measured = item.item.node.measured_by
        source = None if measured is None else measured.indicator or measured.index
        if source is not None and source not in setup.sources_known:
            values = {"criterion": item.code, "source": source}
            yield issue("item-source-unknown", setup.edition.edition, **values)
        reads = () if item.item.node.rule is None else item.item.node.rule.reads
        if source is None and {"value", "ratio"} & set(reads):
            typed.append(item.code)
    if typed:
        yield issue("items-typed-by-hand", setup.edition.edition, items=", ".join(typed))
