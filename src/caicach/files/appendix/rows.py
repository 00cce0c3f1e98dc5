"""Rows of the outline with their rules, and what a person must confirm about each."""

from dataclasses import dataclass, field

from caicach.core.issues import Issue, issue
from caicach.files.appendix.checks import where
from caicach.files.appendix.imported import Confirm, Level, Row, Rule
from caicach.files.appendix.maxima import Maximum
from caicach.files.appendix.outline import Item, Outline
from caicach.files.appendix.outside import OutsideKind, outside_kind
from caicach.files.appendix.scoring import Reading, exempted, read_scoring
from caicach.files.appendix.scoring.surveyed import is_satisfaction_index, is_survey, names_survey

LEVELS: tuple[Level, ...] = ("area", "criterion", "sub_criterion")
SURVEYED = frozenset(("survey", "judged", "linear", "steps", "levels"))
"""Kinds of rule that survey results may go through; counting and answering are no survey."""
DOUBTS = {
    "unreadable": "appendix-max-unreadable",
    "day": "appendix-max-unreadable",
    "unknown_formula": "appendix-formula-without-value",
}


@dataclass(slots=True)
class _Reader:
    file_name: str
    rows: list[Row] = field(default_factory=list)
    confirm: list[Confirm] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def read(self, item: Item, survey_above: bool) -> None:
        """Append the row of `item`, and what is to be said about it, then its children."""
        text = "\n".join(item.scoring)
        reading = self._reading(item, text)
        survey = self._is_survey(item, reading, survey_above)
        row = self._row(item, text, reading, survey)
        self.rows.append(row)
        self._tell_maximum(item, row)
        self._tell_doubts(item, row, reading)
        for child in item.children:
            self.read(child, survey)

    def _reading(self, item: Item, text: str) -> Reading | None:
        if item.children:
            return None
        if not text and is_survey(" ".join(each.name for each in _upwards(item))):
            return Reading({"kind": "survey"})
        return read_scoring(text, item.maximum, name=item.name, outside=_outside(item))

    def _is_survey(self, item: Item, reading: Reading | None, above: bool) -> bool:
        """Told by the rule, by the item's own name, or by the block it stands in."""
        rule = None if reading is None else reading.rule
        if item.is_outside or (rule is not None and rule["kind"] not in SURVEYED):
            return is_satisfaction_index(rule)
        if rule is not None and rule["kind"] == "survey":
            return True
        mere = rule is None or rule["kind"] == "judged"
        return above or names_survey(item.name) or (mere and is_survey(item.name))

    def _row(self, item: Item, text: str, reading: Reading | None, survey: bool) -> Row:
        self.seen[item.code] = self.seen.get(item.code, 0) + 1
        exempt = exempted(text) if reading is None else reading.not_applicable_to
        return Row(
            code=item.code,
            printed_code=item.printed,
            occurrence=self.seen[item.code],
            parent=item.parent.code if item.parent is not None else None,
            level=LEVELS[min(item.depth, 2)],
            name=item.name,
            max=item.maximum,
            max_printed=item.entry.maximum.printed,
            in_total=not item.is_outside,
            rule=reading.rule if reading is not None else None,
            survey=survey,
            scoring_text=text,
            evidence="\n".join(dict.fromkeys(item.evidence)),
            not_applicable_to=exempt or exempted(item.name),
            place=item.entry.place,
            lead=item.entry.lead,
        )

    def _tell_maximum(self, item: Item, row: Row) -> None:
        maximum: Maximum = item.entry.maximum
        if maximum.doubt in DOUBTS:
            values = {"criterion": row.code, "value": maximum.printed}
            place = where(self.file_name, row.place)
            if item.entry.max_address:
                place = f"{self.file_name} [{row.place.container}] {item.entry.max_address}"
            self.issues.append(issue(DOUBTS[maximum.doubt], place, **values))
        elif maximum.doubt == "odd":
            self._ask(row, "appendix-max-from-words", maximum.printed)

    def _tell_doubts(self, item: Item, row: Row, reading: Reading | None) -> None:
        if item.supplied:
            self._ask(row, "appendix-code-supplied", row.name)
        if item.entry.code_from_day:
            self._ask(row, "appendix-code-from-day", row.code)
        if item.entry.scoring_shared and not item.children:
            self._ask(row, "appendix-scoring-shared", row.scoring_text[:160])
        if reading is None:
            return
        for reason, read in reading.doubts:
            self._ask(row, reason, read)
        self._ask_about_top(row, reading.rule)

    def _ask_about_top(self, row: Row, rule: Rule) -> None:
        stated = rule.get("multiplier", rule.get("cap", rule.get("yes", rule.get("clean"))))
        if stated is None or row.max is None or not row.in_total:
            return
        if stated != f"{row.max.normalize():f}":
            self._ask(row, "appendix-rule-top-differs", stated)

    def _ask(self, row: Row, reason: str, read: str) -> None:
        maximum = row.max_printed or "–"
        values = (("maximum", maximum), ("name", row.name))
        self.confirm.append(Confirm(row.code, row.place, " ".join(read.split()), reason, values))


def read_rows(
    outline: Outline, file_name: str
) -> tuple[tuple[Row, ...], list[Confirm], list[Issue]]:
    """Return all rows in printed order, what to confirm, and faults in single cells."""
    reader = _Reader(file_name)
    for area in outline.areas:
        reader.read(area, survey_above=False)
    return tuple(reader.rows), reader.confirm, reader.issues


def _upwards(item: Item) -> list[Item]:
    return [item] if item.parent is None else [item, *_upwards(item.parent)]


def _outside(item: Item) -> OutsideKind | None:
    """The item's own words tell bonus from penalty, then its sign, then its block."""
    if not item.is_outside:
        return None
    own = outside_kind(item.name)
    if own in ("bonus", "penalty"):
        return own
    if item.maximum is not None and item.maximum < 0:
        return "penalty"
    block = outside_kind(_upwards(item)[-1].name)
    if block == "bonus_penalty" and item.entry.maximum.printed.startswith("+"):
        return "bonus"
    return _between(item) if block == "bonus_penalty" else block


def _between(item: Item) -> OutsideKind:
    """In a mixed block the nearest row above that says which of the two decides."""
    for above in _upwards(item)[1:]:
        kind = outside_kind(above.name)
        if kind in ("bonus", "penalty"):
            return kind
    return "bonus_penalty"
