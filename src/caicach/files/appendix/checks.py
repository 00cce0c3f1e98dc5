"""Faults of the table itself: codes twice, maxima that do not add, steps out of order."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from caicach.core.issues import Issue, issue
from caicach.core.numbers import plain
from caicach.files.appendix.entries import Entry
from caicach.files.appendix.heading import Heading
from caicach.files.appendix.imported import Place, Row, Rule
from caicach.files.appendix.outline import Outline
from caicach.files.appendix.wording import folded

ZERO = Decimal(0)


def check_rows(rows: tuple[Row, ...], file_name: str) -> list[Issue]:
    """Return the faults that the rows show, each with the row a person finds it in."""
    return [
        *_check_codes(rows, file_name),
        *_check_prefixes(rows, file_name),
        *_check_maxima(rows, file_name),
        *(found for row in rows for found in _check_item(row, rows, file_name)),
    ]


def where(file_name: str, place: Place) -> str:
    """Return where a fault stands, for a person: file, table or sheet, row."""
    return f"{file_name} [{place.container}] dòng {place.row}"


def _check_codes(rows: tuple[Row, ...], file_name: str) -> Iterator[Issue]:
    first: dict[str, Row] = {}
    for row in rows:
        if row.code in first:
            yield issue(
                "appendix-duplicate-code",
                where(file_name, row.place),
                criterion=row.code,
                first=first[row.code].place,
                name=row.name,
                first_name=first[row.code].name,
            )
        first.setdefault(row.code, row)


def _check_prefixes(rows: tuple[Row, ...], file_name: str) -> Iterator[Issue]:
    """A row numbered 2.3 below 3 stands in the wrong place, or bears the wrong number."""
    printed = {row.code: row.printed_code for row in rows}
    for row in rows:
        above = printed.get(row.parent or "", "")
        numeric = re.fullmatch(r"[\d.]+", above) and re.fullmatch(r"\d+(\.\d+)+", row.printed_code)
        if numeric and not row.printed_code.startswith(f"{above}."):
            yield issue(
                "appendix-code-elsewhere",
                where(file_name, row.place),
                criterion=row.printed_code,
                parent=above,
                name=row.name,
            )


def children_of(rows: tuple[Row, ...]) -> dict[int, list[Row]]:
    """Return the children of each row, by its index; the nearest parent above counts."""
    latest: dict[str, int] = {}
    found: dict[int, list[Row]] = {}
    for index, row in enumerate(rows):
        if row.parent is not None and row.parent in latest:
            found.setdefault(latest[row.parent], []).append(row)
        latest[row.code] = index
    return found


def _check_maxima(rows: tuple[Row, ...], file_name: str) -> Iterator[Issue]:
    for index, children in children_of(rows).items():
        row = rows[index]
        known = [child.max for child in children if child.max is not None]
        if row.max is None or not row.in_total or len(known) < len(children):
            continue
        if sum(known) != row.max:
            yield issue(
                "appendix-maxima-do-not-add",
                where(file_name, row.place),
                criterion=row.code,
                maximum=row.max,
                total=sum(known, ZERO),
                parts=" + ".join(plain(each) for each in known),
                rows=", ".join(f"{child.code} (dòng {child.place.row})" for child in children),
            )


def _check_item(row: Row, rows: tuple[Row, ...], file_name: str) -> Iterator[Issue]:
    if row.rule is None:
        return
    if row.max is None and not row.max_printed:
        yield issue("appendix-max-missing", where(file_name, row.place), criterion=row.code)
    for rule in _rules_within(row.rule):
        if "steps" in rule:
            yield from _check_steps(rule["steps"], row, file_name)


def _rules_within(rule: Rule) -> Iterator[Rule]:
    yield rule
    for part in [*rule.get("parts", []), *rule.get("cases", [])]:
        yield from _rules_within(part["rule"])


def _check_steps(steps: list[Rule], row: Row, file_name: str) -> Iterator[Issue]:
    """One fault for each thing wrong with a ladder, named with its row."""
    spans = [(_end(step, "from", "over"), _end(step, "to", "below")) for step in steps]
    points = [Decimal(step["points"]) for step in steps]
    place = where(file_name, row.place)
    if any(low is not None and high is not None and low > high for low, high in spans):
        yield issue("appendix-steps-reversed", place, criterion=row.code, steps=_shown(steps))
        return
    if not _is_sorted(spans):
        yield issue("appendix-steps-out-of-order", place, criterion=row.code, steps=_shown(steps))
    elif _turns(points):
        yield issue("appendix-points-out-of-order", place, criterion=row.code, steps=_shown(steps))
    ladder = sorted(zip(spans, steps, strict=True), key=lambda each: _mark(each[0]))
    for (below, _), (above, _) in pairwise(ladder):
        if below[1] is not None and above[0] is not None and below[1] > above[0]:
            yield issue("appendix-steps-overlap", place, criterion=row.code, steps=_shown(steps))
            return


def _end(step: Rule, closed: str, open_: str) -> Decimal | None:
    text = step.get(closed, step.get(open_))
    return None if text is None else Decimal(text)


def _mark(span: tuple[Decimal | None, Decimal | None]) -> tuple[Decimal, Decimal]:
    low, high = span
    return (
        Decimal("-Infinity") if low is None else low,
        Decimal("Infinity") if high is None else high,
    )


def _is_sorted(spans: list[tuple[Decimal | None, Decimal | None]]) -> bool:
    marks = [_mark(span) for span in spans]
    return marks in (sorted(marks), sorted(marks, reverse=True))


def _turns(points: list[Decimal]) -> bool:
    """Points that neither only fall nor only rise along the ladder."""
    pairs = list(pairwise(points))
    return not (all(a > b for a, b in pairs) or all(a < b for a, b in pairs))


def _shown(steps: list[Rule]) -> str:
    names = {"from": "từ", "over": "trên", "to": "đến", "below": "dưới"}
    return "; ".join(
        " ".join(f"{names[k]} {v}" for k, v in step.items() if k in names) + f": {step['points']}"
        for step in steps
    )


def check_totals(
    outline: Outline, rows: tuple[Row, ...], heading: Heading, file_name: str
) -> list[Issue]:
    """Return totals and counts printed in the file that the rows do not bear out."""
    found: list[Issue] = []
    areas = [row for row in rows if row.parent is None and row.in_total and row.max is not None]
    total = sum((row.max for row in areas if row.max is not None), ZERO)
    printed = printed_total(outline)
    if printed is not None and printed.maximum.value != total:
        found.append(
            issue(
                "appendix-total-does-not-add",
                where(file_name, printed.place),
                maximum=printed.maximum.printed,
                total=total,
                parts=" + ".join(f"{row.code}: {plain(row.max or ZERO)}" for row in areas),
            )
        )
    return found + _check_counts(rows, heading, file_name)


def printed_total(outline: Outline) -> Entry | None:
    """Return the row of the grand total: the last total that names no area."""
    grand = [
        entry
        for entry in outline.totals
        if entry.maximum.value is not None
        and not re.search(r"lĩnh vực|mục|phần|thưởng|trừ|phạt", folded(entry.name))
    ]
    return grand[-1] if grand else None


def _check_counts(rows: tuple[Row, ...], heading: Heading, file_name: str) -> list[Issue]:
    levels = {"lĩnh vực": "area", "tiêu chí": "criterion", "tiêu chí thành phần": "sub_criterion"}
    found = []
    for what, count in heading.counts:
        counted = sum(row.level == levels.get(what) and row.in_total for row in rows)
        if what in levels and counted != count:
            values = {"what": what, "printed": count, "counted": counted}
            found.append(issue("appendix-count-differs", file_name, **values))
    return found
