"""A card as a workbook, and what a filled-in workbook would change on the card."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from caicach.core.issues import Issue, faults, issue
from caicach.core.rules import NOT_REPORTED, Given, Score
from caicach.core.rules.answers import NOT_APPLICABLE_WORDS, folded
from caicach.files.workbook.card_form import CardLine, CardRead, write_card
from caicach.files.workbook.layout import CAPTIONS, Column
from caicach.web.look.templatetags.look import lang
from caicach.web.rounds.columns import columns_by_code, name_of
from caicach.web.rounds.models import Item
from caicach.web.rounds.queries.lines import Line
from caicach.web.rounds.queries.sheets import Sheet
from caicach.web.rounds.scoring import Givens, contexts_of, score_card
from caicach.web.rounds.showing import asked_evidence, figures_words, rule_words, unit_of
from caicach.web.rounds.typed import read_typed


@dataclass(frozen=True)
class Changed:
    """An item that a workbook would change: what was typed, and what becomes of its points."""

    item: Item
    typed: Mapping[str, str]
    before: Given | None
    after: Given
    was: Score
    becomes: Score
    seen: int


@dataclass(frozen=True)
class Preview:
    """What a workbook would change, and what is wrong with it; with faults nothing is written."""

    changed: Sequence[Changed]
    issues: Sequence[Issue]

    @property
    def has_faults(self) -> bool:
        """Say whether it cannot be taken in."""
        return bool(faults(self.issues))


def workbook_of(sheet: Sheet) -> bytes:
    """Return the workbook of a card, known figures and notes filled in."""
    content = BytesIO()
    card = sheet.card
    title = f"{card.round.name}: {card.name}"
    lines = [each for line in sheet.lines for each in _lines(line)]
    write_card(content, title, card.round.edition.name, lines, lang())
    return content.getvalue()


def _lines(line: Line) -> Iterator[CardLine]:
    item, card = line.item, line.card
    known = (
        figures_words(line.filling.as_given(), unit_of(card.round, item.code))
        if (line.filling)
        else ""
    )
    evidence = "; ".join(map(str, line.kept_evidence))
    for number, (meant, shown) in enumerate(columns_by_code(card.round, lang()).get(item.code, ())):
        is_first = number == 0
        yield CardLine(
            key=meant.key,
            code=item.printed_code,
            label=shown.label,
            caption=CAPTIONS[lang()][shown.field.caption],
            value=_value(line.given, meant),
            reason=line.own.reason if is_first and line.own else "",
            known=known,
            rule=rule_words(card.round, item.code) if is_first else "",
            maximum=Decimal(str(item.maximum)),
            evidence=(evidence or "; ".join(asked_evidence(card.round, item.code)))
            if is_first
            else "",
            options=meant.field.options,
            is_open=item.is_self_scored,
        )


def _value(given: Given | None, column: Column) -> Decimal | str | None:
    if given is not None and given.not_applicable:
        return "KAD"
    at = given
    if column.part is not None:
        at = (given.parts or {}).get(column.part) if given is not None else None
    value: Decimal | str | None = getattr(at, column.field.entry, None)
    return value


def preview_of(sheet: Sheet, read: CardRead) -> Preview:
    """Return what the workbook would change on the card as it stands."""
    card = sheet.card
    issues = list(read.issues)
    if read.edition and read.edition != card.round.edition.name:
        made = {"made_for": read.edition, "edition": card.round.edition.name}
        issues.append(issue("workbook-other-edition", card.round.edition.name, **made))
        return Preview((), issues)
    by_key = {
        meant.key: (code, meant)
        for code, pairs in columns_by_code(card.round, lang()).items()
        for meant, _shown in pairs
    }
    for key, cell in read.values.items():
        if key not in by_key:
            issues.append(issue("card-workbook-code-unknown", cell.where, key=key))
    return _compared(sheet, read, by_key, issues)


def _compared(
    sheet: Sheet,
    read: CardRead,
    by_key: Mapping[str, tuple[str, Column]],
    issues: list[Issue],
) -> Preview:
    handed: dict[str, tuple[Line, dict[str, str], Given, str]] = {}
    for line in sheet.lines:
        typed, where = _typed(line, read, by_key)
        if not where:
            continue
        given, wrong = read_typed(typed, line.item.code)
        issues += [Issue(each.code, where, each.values) for each in wrong]
        if wrong or _is_same(line, given, typed):
            continue
        if told := _refusal(line, given, typed, where):
            issues.append(told)
            continue
        handed[line.item.code] = (line, typed, given, where)
    return _scored(sheet, handed, issues)


def _typed(
    line: Line, read: CardRead, by_key: Mapping[str, tuple[str, Column]]
) -> tuple[dict[str, str], str]:
    """Return the fields of an item and the cell a fault is told of; empty where none is filled."""
    keys = [key for key, (code, _column) in by_key.items() if code == line.item.code]
    found = {key: read.values[key] for key in keys if key in read.values}
    reasons = [read.reasons[key].text for key in keys if key in read.reasons]
    reason = reasons[0] if reasons else (line.own.reason if line.own else "")
    if not found:
        return {}, ""
    where = next(iter(found.values())).where
    if any(folded(each.text) in NOT_APPLICABLE_WORDS for each in found.values()):
        return {"not_applicable": "1", "reason": reason}, where
    typed = {name_of(by_key[key][1]): each.text for key, each in found.items()}
    return {**typed, "reason": reason}, where


def _is_same(line: Line, given: Given, typed: Mapping[str, str]) -> bool:
    kept = line.own.reason if line.own else ""
    return given == line.given and typed["reason"] in ("", kept)


def _refusal(line: Line, given: Given, typed: Mapping[str, str], where: str) -> Issue | None:
    """Return why the item cannot be changed so, before any rule is asked."""
    if not line.may_enter:
        return issue("card-not-self-scored", where)
    if given.not_applicable and not typed["reason"]:
        return issue("card-not-applicable-needs-reason", where)
    known = line.filling.as_given() if line.filling else None
    if known is not None and known != given and not typed["reason"]:
        return issue("card-override-needs-reason", where)
    return None


def _scored(
    sheet: Sheet,
    handed: Mapping[str, tuple[Line, dict[str, str], Given, str]],
    issues: list[Issue],
) -> Preview:
    card = sheet.card
    givens: Givens = dict(sheet.rows.givens("self"))
    givens.update({code: given for code, (_line, _typed, given, _where) in handed.items()})
    scored = score_card(card, givens, contexts_of(card, "self", givens))
    places = {f"{card.agency.code} / {code}": row[3] for code, row in handed.items()}
    issues += [
        Issue(each.code, places[each.where], each.values)
        for each in faults(scored.issues)
        if each.where in places
    ]
    changed = [
        Changed(
            item=line.item,
            typed=typed,
            before=line.given,
            after=given,
            was=line.self_score,
            becomes=scored.sums.scores.get(code, NOT_REPORTED),
            seen=line.seen,
        )
        for code, (line, typed, given, _where) in handed.items()
    ]
    return Preview(changed, issues)
